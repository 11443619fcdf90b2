import type { AcceptedRequest, Correction } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import { lookup } from "../lookup.js";
import type { PlanContext } from "./planContext.js";
import { networkKind, networkOf } from "./planPrivately.js";
import { wayIntoWish } from "./privateLinks.js";
import { resolved, type Resolution } from "./resolution.js";
import { thoughRefused } from "./thoughRefused.js";
import { byRule, writtenOf } from "./why.js";
import { workloadHosts } from "./workloadHosts.js";

/**
 * Adds a network to a plan whose workloads would otherwise not reach a service that is closed to the internet. A cluster
 * or an environment for apps that is there already and in no network is left where it is: only another one could be in
 * it, and what runs there would be deleted. Source: specification section 2.1 ("as needed").
 */
export function inferNetwork(
  context: PlanContext,
  topology: Topology,
  /** Clusters and environments that the stack has outside of any network, by their names in the program. */
  outside: readonly string[],
  refused?: AcceptedRequest["refused"],
): Resolution<Topology> {
  const hosts = workloadHosts(context, topology);
  const closed = topology.described.filter((wish) => wayIntoWish(context, wish));
  const isKnown = lookup(context.knowledge.kinds, networkKind) !== undefined;
  const [host] = hosts;
  const [first] = closed;
  if (!host || !first || !isKnown || networkOf(context, topology) !== undefined) return resolved(topology);

  const services = [...new Set(closed.map(({ entry }) => entry.of))].join(", ");
  const staying = hosts.filter(({ logicalName }) => outside.includes(logicalName));
  if (staying.length > 0) return resolved(topology, [kept(staying, services)]);

  const reason = `${services} can be reached from inside a network only, by what runs in ${host.logicalName}`;
  const from = [...writtenOf(host.wish.why), ...closed.flatMap(({ why }) => writtenOf(why))];
  const at = first.at ?? first.impliedBy;
  const network: Topology["described"][number] = {
    entry: { kind: "described", of: networkKind, settings: {} },
    ...(at === undefined ? {} : { impliedBy: at }),
    why: byRule("TopologyExpander", reason, { from }),
  };
  const inferred = { action: "InferredNetwork", field: `infra_plan.${networkKind}`, valueApplied: true, reason };
  return resolved({ ...topology, described: [network, ...topology.described] }, [
    thoughRefused(inferred, networkKind, refused),
  ]);
}

function kept(staying: readonly { readonly logicalName: string }[], services: string): Correction {
  const names = staying.map(({ logicalName }) => logicalName).join(", ");
  return {
    action: "KeptOutsideNetwork",
    field: `infra_plan.${networkKind}`,
    valueApplied: false,
    reason:
      `${services} can be reached from inside a network only, and ${names} is in none; it could only be replaced. ` +
      `Add ${networkKind} to the plan to do so`,
    severity: "warning",
  };
}
