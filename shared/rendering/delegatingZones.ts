import type { ResolvedPlan } from "../contracts/plan.js";
import { variableOf } from "./code.js";
import { plainText } from "./quote.js";
import type { StackOutputCode } from "./stackOutputs.js";

/**
 * The part of a README that says what must stand in the zone above before a name of the stack is found; empty where the
 * stack has no zone. Source: https://learn.microsoft.com/azure/dns/dns-domain-delegation
 */
export function delegatingZones({ resources }: ResolvedPlan, outputs: readonly StackOutputCode[]): string[] {
  const zones = resources.filter(({ kind }) => kind === "dns-zone");
  if (zones.length === 0) return [];
  const serversOf = (logicalName: string): string => {
    const servers = `${variableOf(logicalName)}.nameServers`;
    return outputs.find(({ code }) => code.kind === "reference" && code.name === servers)?.key ?? "";
  };
  return [
    "## Delegating the names",
    "",
    "Nobody finds a name of the stack until the zone above has an NS record for it. Once, after the first apply, add there:",
    "",
    ...zones.map(
      ({ name, logicalName }) => `- for \`${plainText(name)}\` the servers in the output \`${serversOf(logicalName)}\``,
    ),
    "",
    "There is one such record for a name. Where the zone above has one already, for the zone of another stack, nobody finds",
    "this stack's: give it a zone that is its own, such as the whole domain name, by `dns_domain_map.zones` in the request.",
    "",
  ];
}
