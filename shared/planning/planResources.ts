import type { PlannedKind, PlannedResource, SecretBinding } from "../contracts/plan.js";
import { composeAccess } from "./composeAccess.js";
import {
  grantingResources,
  grantingWishes,
  identityRoles,
  pulledRegistries,
  type Granting,
} from "./describedAccess.js";
import type { Topology } from "./expandTopology.js";
import { inDependencyOrder } from "./inDependencyOrder.js";
import { lookup } from "../lookup.js";
import { openWithoutNetwork } from "./openWithoutNetwork.js";
import { planAddresses } from "./planAddresses.js";
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
import { workloadHosts } from "./workloadHosts.js";
import { hasZoneName } from "./zoneOfDomain.js";

type Cluster = Extract<PlannedResource, { kind: "aks" }>;

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
  const shared = sharedOf(context, primary.value);
  const secondary = failover.value && planStandIns(context, failover.value, secrets, shared);
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

/** Everything in one region; `shared` is what of the primary one it uses as well. */
function planRegion(
  within: PlanContext,
  topology: Topology,
  secrets: readonly SecretBinding[],
  group: GroupReasons,
  shared: readonly PlannedResource[] = [],
): Resolution<Planned[]> {
  const network = networkOf(within, topology);
  const context: PlanContext = { ...within, ...(network && { network }) };
  const hosts = workloadHosts(context, topology);
  const granting = [...grantingWishes(context, topology), ...grantingResources(context, shared)];
  const monitoring = planMonitoring(context, topology);
  const vault = planVault(context, topology, secrets);
  const storages = planStorages(context, topology);
  const clusters = planClusters(context, topology);
  const ingress = planIngress(context, ofKind("aks", clusters.value));
  const access = composeAccess(context, {
    clusters: ofKind("aks", clusters.value),
    vaults: ofKind("key-vault", vault.value),
    storages: [...storagesOf(shared), ...ofKind("storage", storages.value)],
    hasApps: hosts.some(({ isCluster }) => !isCluster) && !hasIdentity(topology),
    roles: identityRoles(
      granting,
      hosts.some(({ isCluster }) => !isCluster),
    ),
  });
  const fixed: Planned[] = [
    planResourceGroup(context, group.name, group.why),
    ...monitoring.value,
    ...vault.value,
    ...storages.value,
    ...clusters.value.map((cluster) => pulling(cluster, granting)),
    ...ingress.value,
    ...access.value,
  ];
  const around = [...fixed.map(({ resource }) => resource), ...storagesOf(shared)];
  const described = planDescribed(context, topology, around, planAddresses(context, topology, shared));
  const all = [...fixed, ...described.value];
  const placed = network ? resolved(planPrivately(context, network, all, shared)) : openWithoutNetwork(all, hosts);
  const steps = [monitoring, vault, storages, clusters, ingress, access, described, placed];
  return resolved(
    inDependencyOrder(placed.value),
    steps.flatMap(({ corrections }) => corrections),
    steps.flatMap(({ faults }) => faults),
  );
}

function planStandIns(
  context: PlanContext,
  { site, topology, groupWhy }: NonNullable<ReturnType<typeof resolveFailover>["value"]>,
  secrets: readonly SecretBinding[],
  shared: readonly PlannedResource[],
): Resolution<Planned[]> {
  const why = byRule("TopologyExpander", "what the stack fails over into lies in a group of its own");
  return planRegion({ ...context, site }, topology, secrets, { why, name: groupWhy }, shared);
}

/** What of the primary region the secondary one uses as well: accounts, and what reaches there by replicas of its own. */
function sharedOf({ knowledge }: PlanContext, planned: readonly Planned[]): PlannedResource[] {
  const resources = planned.map(({ resource }) => resource);
  return resources.filter(
    (resource) =>
      resource.kind === "storage" ||
      (resource.kind === "described" && lookup(knowledge.kinds, resource.of)?.secondRegion.is === "replicated"),
  );
}

function storagesOf(resources: readonly PlannedResource[]): Extract<PlannedResource, { kind: "storage" }>[] {
  return resources.filter((resource) => resource.kind === "storage");
}

/** Whether the plan asks for an identity by name: then workloads act as that one. */
function hasIdentity({ described }: Topology): boolean {
  return described.some(({ entry }) => entry.of === "managed-identity");
}

/** A cluster with the registries that its nodes pull from. */
function pulling({ resource, why }: Planned<Cluster>, granting: readonly Granting[]): Planned<Cluster> {
  const registries = pulledRegistries(granting);
  if (registries.length === 0) return { resource, why };
  const because = byRule("AccessPolicyComposerSkill", "nodes pull the images of the stack's registry, and only those");
  return {
    resource: { ...resource, args: { ...resource.args, registries } },
    why: { ...why, "args.registries": because },
  };
}

function ofKind<K extends PlannedKind>(kind: K, planned: readonly Planned[]): Extract<PlannedResource, { kind: K }>[] {
  return planned
    .map(({ resource }) => resource)
    .filter((resource): resource is Extract<PlannedResource, { kind: K }> => resource.kind === kind);
}
