import type { PlannedResource, PrivatePlace } from "../contracts/plan.js";
import { logicalNameIn, type PlanContext } from "./planContext.js";
import type { Planned } from "./planned.js";
import type { WayIn } from "./privateLinks.js";
import { byRule, type Chain } from "./why.js";

/** Longest name of a private endpoint. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
const longestName = 64;

/** An address in this region's network for a service that stands in the other one and is used from both. */
export function reachShared(
  context: PlanContext,
  { logicalName, name }: PlannedResource,
  { group }: WayIn,
  { network, subnet, dnsZone }: PrivatePlace,
  because: Chain,
): Planned {
  const { site } = context;
  const rule = (reason: string): Chain => byRule("TopologyExpander", reason, { from: site.why });
  const ends = `-${group.toLowerCase()}-${site.region.code}`;
  return {
    resource: {
      kind: "described",
      of: "private-endpoint",
      logicalName: logicalNameIn(context, `${logicalName}-endpoint`),
      name: `pe-${name.slice(0, longestName - ends.length - "pe-".length)}${ends}`,
      region: site.name,
      label: "PrivateEndpoint",
      module: "PrivateEndpoint",
      nameArgument: "endpointName",
      outputs: [],
      args: {
        subnetId: { kind: "subnet", network, subnet },
        dnsZoneId: { kind: "output", logicalName: dnsZone, output: "id" },
        resourceId: { kind: "output", logicalName, output: "id" },
        groupId: { kind: "literal", value: group },
      },
    },
    why: {
      "": rule(`${logicalName} is used from both regions`),
      name: byRule("NamingResolverSkill", `${logicalName}'s own name, the part of it and the region`, {
        from: site.why,
      }),
      region: site.why,
      args: because,
      outputs: rule("an address has no outputs"),
      ...Object.fromEntries(
        ["label", "module", "nameArgument"].map((member) => [member, rule("a private endpoint of its own")]),
      ),
    },
  };
}
