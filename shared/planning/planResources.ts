import type { SecretBinding } from "../contracts/plan.js";
import type { Topology } from "./expandTopology.js";
import { inDependencyOrder } from "./inDependencyOrder.js";
import { clusterQuotaFaults, planClusters } from "./planClusters.js";
import type { PlanContext } from "./planContext.js";
import { planDescribed } from "./planDescribed.js";
import { planDns } from "./planDns.js";
import type { Planned } from "./planned.js";
import { planMonitoring } from "./planMonitoring.js";
import { planResourceGroup } from "./planResourceGroup.js";
import { planStorages } from "./planStorages.js";
import { planVault } from "./planVault.js";
import { resolveFailover } from "./resolveFailover.js";
import { resolved, type Resolution } from "./resolution.js";
import { byRule, type Chain, type Why } from "./why.js";

/**
 * Every resource of a stack: those of its primary region, those that stand in for them in the secondary one, then what
 * is in no region.
 */
export function planResources(
  context: PlanContext,
  topology: Topology,
  secrets: readonly SecretBinding[],
  groupWhy: Why,
): Resolution<Planned[]> {
  const own = byRule("TopologyExpander", "a stack lies in a resource group of its own");
  const primary = planRegion(context, topology, secrets, { why: own, name: groupWhy });
  const failover = resolveFailover(context, topology);
  const secondary = failover.value && planStandIns(context, failover.value, secrets);
  const dns = planDns(context, topology);

  const clusters = { here: topology.clusters.length, there: failover.value?.topology.clusters.length ?? 0 };
  const quota = resolved(
    undefined,
    [],
    clusterQuotaFaults(clusters.here + clusters.there, context.request, clusters.there),
  );
  const steps = [primary, failover, ...(secondary ? [secondary] : []), dns, quota];
  return resolved(
    [...primary.value, ...(secondary?.value ?? []), ...dns.value],
    steps.flatMap(({ corrections }) => corrections),
    steps.flatMap(({ faults }) => faults),
  );
}

interface GroupReasons {
  /** Why there is a group. */
  readonly why: Chain;
  /** Who named it. */
  readonly name: Why;
}

function planRegion(
  context: PlanContext,
  topology: Topology,
  secrets: readonly SecretBinding[],
  group: GroupReasons,
): Resolution<Planned[]> {
  const monitoring = planMonitoring(context, topology);
  const vault = planVault(context, topology, secrets);
  const storages = planStorages(context, topology);
  const clusters = planClusters(context, topology);
  const fixed: Planned[] = [
    planResourceGroup(context, group.name, group.why),
    ...monitoring.value,
    ...vault.value,
    ...storages.value,
    ...clusters.value,
  ];
  const described = planDescribed(
    context,
    topology,
    fixed.map(({ resource }) => resource),
  );
  const steps = [monitoring, vault, storages, clusters, described];
  return resolved(
    inDependencyOrder([...fixed, ...described.value]),
    steps.flatMap(({ corrections }) => corrections),
    steps.flatMap(({ faults }) => faults),
  );
}

function planStandIns(
  context: PlanContext,
  { site, topology, groupWhy }: NonNullable<ReturnType<typeof resolveFailover>["value"]>,
  secrets: readonly SecretBinding[],
): Resolution<Planned[]> {
  const why = byRule("TopologyExpander", "what the stack fails over into lies in a group of its own");
  return planRegion({ ...context, site }, topology, secrets, { why, name: groupWhy });
}
