import type { PlannedResource } from "../contracts/plan.js";
import { logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import type { Planned } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { below, byDefault, byRule } from "./why.js";

type IngressAddress = Extract<PlannedResource, { kind: "ingress-address" }>;
type TrafficManager = Extract<PlannedResource, { kind: "traffic-manager" }>;

/**
 * The one name that leads to the ingress of the primary region, and to its stand-in while that one is down; empty when
 * nothing stands in. It asks the ingress and not the cluster: an API server may be well while nobody is served. Where a
 * zone's own name follows it, it knows its places by their addresses: such a record answers with nothing else.
 * Source: specification section 3.2 (`dns: failover`), https://learn.microsoft.com/azure/traffic-manager/traffic-manager-endpoint-types#azure-endpoints,
 * https://learn.microsoft.com/azure/dns/dns-alias
 */
export function planTraffic(
  context: PlanContext,
  places: readonly IngressAddress[],
  isZoneName: boolean,
): Resolution<Planned<TrafficManager>[]> {
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
          target: { kind: "output", logicalName, output: isZoneName ? "ipAddress" : "id" },
          location: region,
        })),
        probe,
        ttlSeconds: ttlSeconds.failover,
      },
    },
    why: {
      "": asked,
      ...below("name", name.why),
      "args.endpoints": byRule(
        "TopologyExpander",
        "the ingress of the primary region first, then of what stands in for it",
        { from: [...context.site.why, ...context.inputs("/regions/secondary", "secondary_region")] },
      ),
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
