import type { PlannedResource } from "../contracts/plan.js";
import { logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import type { Planned } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { below, byDefault, byRule } from "./why.js";

type Cluster = Extract<PlannedResource, { kind: "aks" }>;
type TrafficManager = Extract<PlannedResource, { kind: "traffic-manager" }>;

/**
 * The one name that leads to the first cluster of the primary region, and to its stand-in while that one is down;
 * empty when nothing stands in. Source: specification section 3.2 (`dns: failover`).
 */
export function planTraffic(
  context: PlanContext,
  primary: readonly Cluster[],
  standIns: readonly Cluster[],
): Resolution<Planned<TrafficManager>[]> {
  const places = [primary[0], standIns[0]].filter((cluster) => cluster !== undefined);
  if (places.length < 2) return resolved([]);
  const name = nameIn(context, "traffic-manager");
  const { probe, ttlSeconds } = context.knowledge.dns;
  const asked = context.inputs("/replication/dns", "replication.dns");
  const planned: Planned<TrafficManager> = {
    resource: {
      kind: "traffic-manager",
      logicalName: logicalNameIn(context, "traffic"),
      name: name.value,
      args: {
        endpoints: places.map(({ logicalName, region = context.site.name }) => ({
          name: region,
          target: { kind: "output", logicalName, output: "fqdn" },
          location: region,
        })),
        probe,
        ttlSeconds: ttlSeconds.failover,
      },
    },
    why: {
      "": asked,
      ...below("name", name.why),
      "args.endpoints": byRule("TopologyExpander", "the primary region first, then what stands in for it"),
      "args.probe": byDefault("dns.yaml", "probe"),
      "args.ttlSeconds": byDefault("dns.yaml", "ttlSeconds.failover"),
    },
  };
  const correction = {
    action: "InferredTrafficManager",
    field: "replication.dns",
    valueApplied: name.value,
    reason: "a name that fails over needs something that knows which region is well",
  };
  return resolved([planned], [...name.corrections, correction], name.faults);
}
