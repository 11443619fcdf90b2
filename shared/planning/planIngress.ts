import type { PlannedResource } from "../contracts/plan.js";
import { logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import type { Planned } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { below, byRule } from "./why.js";

type Cluster = Extract<PlannedResource, { kind: "aks" }>;
type IngressAddress = Extract<PlannedResource, { kind: "ingress-address" }>;

/**
 * The public address that a region's names lead to, for the first of its clusters to take; empty without one. A
 * cluster's own name leads to its API server, which serves no workload and of a private cluster not even that.
 * Source: https://learn.microsoft.com/azure/aks/static-ip
 */
export function planIngress(
  context: PlanContext,
  [cluster]: readonly Cluster[],
): Resolution<Planned<IngressAddress>[]> {
  if (cluster === undefined) return resolved([]);
  const { site } = context;
  const name = nameIn(context, "public-ip");
  const label = nameIn(context, "dns-label");
  const reason = "names lead to an address that the cluster's ingress takes, not to its API server";
  const planned: Planned<IngressAddress> = {
    resource: {
      kind: "ingress-address",
      logicalName: logicalNameIn(context, "ingress"),
      name: name.value,
      region: site.name,
      args: {
        dnsLabel: label.value,
        zones: [...site.region.zones],
        clusterPrincipalId: { kind: "output", logicalName: cluster.logicalName, output: "principalId" },
      },
    },
    why: {
      "": byRule("TopologyExpander", reason),
      ...below("name", name.why),
      region: site.why,
      ...below("args.dnsLabel", label.why),
      "args.zones": byRule("TopologyExpander", "all of the region's: the address outlives each of them", {
        file: "regions.yaml",
        from: site.why,
      }),
      "args.clusterPrincipalId": byRule("TopologyExpander", "the first cluster of the region takes it"),
    },
  };
  const inferred = {
    action: "InferredIngressAddress",
    field: "infra_plan.aks",
    valueApplied: name.value,
    reason,
  };
  return resolved([planned], [...name.corrections, ...label.corrections, inferred], [...name.faults, ...label.faults]);
}
