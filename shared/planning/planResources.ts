import type { PlannedKind, PlannedResource, SecretBinding } from "../contracts/plan.js";
import { composeAccess } from "./composeAccess.js";
import type { Topology } from "./expandTopology.js";
import { inDependencyOrder } from "./inDependencyOrder.js";
import { clusterQuotaFaults, planClusters } from "./planClusters.js";
import type { PlanContext } from "./planContext.js";
import { planDescribed } from "./planDescribed.js";
import { planDns } from "./planDns.js";
import type { Planned } from "./planned.js";
import { planIngress } from "./planIngress.js";
import { planMonitoring } from "./planMonitoring.js";
import { networkOf, planPrivately } from "./planPrivately.js";
import { planResourceGroup } from "./planResourceGroup.js";
import { planStorages } from "./planStorages.js";
import { planTraffic } from "./planTraffic.js";
import { planVault } from "./planVault.js";
import { resolveFailover } from "./resolveFailover.js";
import { resolved, type Resolution } from "./resolution.js";
import { secondRegionNotes } from "./secondRegionNotes.js";
import { byRule, type Chain, type Why } from "./why.js";
import { hasZoneName } from "./zoneOfDomain.js";

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
  const accounts = ofKind("storage", primary.value);
  const secondary = failover.value && planStandIns(context, failover.value, secrets, accounts);
  const [here, there] = [primary, secondary].map((region) => ofKind("aks", region?.value ?? []));
  const ingresses = [primary, secondary].map((region) => ofKind("ingress-address", region?.value ?? []));
  const traffic = planTraffic(context, ingresses.flat(), hasZoneName(topology, context));
  const dns = planDns(context, topology, { traffic: traffic.value[0]?.resource, ingress: ingresses[0]?.[0] });

  const standIns = there?.length ?? 0;
  const quota = resolved(
    undefined,
    [],
    clusterQuotaFaults((here?.length ?? 0) + standIns, context.request, topology, standIns),
  );
  const notes = resolved(undefined, secondRegionNotes(context, failover.value, ofKind("described", primary.value)));
  const steps = [primary, failover, ...(secondary ? [secondary] : []), traffic, dns, quota, notes];
  return resolved(
    [...primary.value, ...(secondary?.value ?? []), ...traffic.value, ...dns.value],
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
  accounts: readonly Extract<PlannedResource, { kind: "storage" }>[] = [],
): Resolution<Planned[]> {
  const monitoring = planMonitoring(context, topology);
  const vault = planVault(context, topology, secrets);
  const storages = planStorages(context, topology);
  const clusters = planClusters(context, topology);
  const ingress = planIngress(context, ofKind("aks", clusters.value));
  const access = composeAccess(context, {
    clusters: ofKind("aks", clusters.value),
    vaults: ofKind("key-vault", vault.value),
    storages: [...accounts, ...ofKind("storage", storages.value)],
  });
  const fixed: Planned[] = [
    planResourceGroup(context, group.name, group.why),
    ...monitoring.value,
    ...vault.value,
    ...storages.value,
    ...clusters.value,
    ...ingress.value,
    ...access.value,
  ];
  const described = planDescribed(context, topology, [...fixed.map(({ resource }) => resource), ...accounts]);
  const steps = [monitoring, vault, storages, clusters, ingress, access, described];
  return resolved(
    inDependencyOrder([...planPrivately(context, networkOf(context, topology), fixed), ...described.value]),
    steps.flatMap(({ corrections }) => corrections),
    steps.flatMap(({ faults }) => faults),
  );
}

function planStandIns(
  context: PlanContext,
  { site, topology, groupWhy }: NonNullable<ReturnType<typeof resolveFailover>["value"]>,
  secrets: readonly SecretBinding[],
  accounts: readonly Extract<PlannedResource, { kind: "storage" }>[],
): Resolution<Planned[]> {
  const why = byRule("TopologyExpander", "what the stack fails over into lies in a group of its own");
  return planRegion({ ...context, site }, topology, secrets, { why, name: groupWhy }, accounts);
}

function ofKind<K extends PlannedKind>(kind: K, planned: readonly Planned[]): Extract<PlannedResource, { kind: K }>[] {
  return planned
    .map(({ resource }) => resource)
    .filter((resource): resource is Extract<PlannedResource, { kind: K }> => resource.kind === kind);
}
