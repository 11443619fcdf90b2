import type { PlannedResource } from "../contracts/plan.js";
import type { Correction, ProvisionRequest } from "../contracts/request.js";
import { clusterNodes } from "./clusterNodes.js";
import { clusterAccess, clusterUpgrades } from "./clusterOperations.js";
import { clusterTier } from "./clusterTier.js";
import type { Topology } from "./expandTopology.js";
import { kubernetesVersion } from "./kubernetesVersion.js";
import { lookup } from "../lookup.js";
import { byClass, logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, type Planned } from "./planned.js";
import { requestedZones } from "./requestedZones.js";
import { all, resolved, type Resolution } from "./resolution.js";
import { below, byRule } from "./why.js";

type Cluster = Extract<PlannedResource, { kind: "aks" }>;
type Wish = Topology["clusters"][number];

/** Shortest cluster name worth having, when a long resource group leaves little room. */
const leastNameLength = 16;

/** Clusters of the plan: size, version and zones from the request or the knowledge, kubeconfig into the vault. */
export function planClusters(context: PlanContext, topology: Topology): Resolution<Planned<Cluster>[]> {
  return all(topology.clusters.map((wish, index) => planCluster(context, wish, index + 1, topology)));
}

function planCluster(
  context: PlanContext,
  wish: Wish,
  ordinal: number,
  topology: Topology,
): Resolution<Planned<Cluster>> {
  const { knowledge, site } = context;
  const { keyVault, naming } = knowledge;
  const room = naming.nodeResourceGroupMaxLength - `MC_${site.resourceGroup}__${site.name}`.length;
  const name = nameIn(context, "aks", { ordinal, maxLength: Math.max(room, leastNameLength) });
  const logicalName = logicalNameIn(context, "cluster", ordinal);
  const version = kubernetesVersion(wish, context, lookup(context.clusterVersions, logicalName));
  const nodes = clusterNodes(context, wish);
  const zones = clusterZones(context);
  const tier = clusterTier(context, version.value, zones);
  const upgrades = clusterUpgrades(context, wish);
  const access = clusterAccess(context, topology, wish);
  const kubeconfig = keyVault.kubeconfigSecret.replace("{component}", site.parts.component.short);
  const dnsPrefix = name.value.slice(0, 54).replace(/-+$/, "");
  return resolved(
    {
      resource: {
        kind: "aks",
        logicalName,
        name: name.value,
        region: site.name,
        args: {
          dnsPrefix,
          kubernetesVersion: version.value.version,
          ...tier.value,
          ...nodes.value,
          zones: [...zones.value],
          ...access.value,
          ...upgrades.value,
          ...(topology.vault === undefined
            ? {}
            : { kubeconfigSecret: ordinal === 1 ? kubeconfig : `${kubeconfig}-${ordinal}` }),
        },
      },
      why: {
        "": wish.why,
        region: site.why,
        ...below("name", name.why),
        "args.dnsPrefix": byRule("NamingResolverSkill", dnsPrefix === name.value ? "the cluster's name" : cutPrefix, {
          from: name.why[""] ?? [],
        }),
        ...below("args.kubernetesVersion", version.why),
        ...below("args", tier.why),
        ...below("args", { ...nodes.why, ...access.why, ...upgrades.why }),
        ...below("args.zones", zones.why),
        "args.kubeconfigSecret": byRule("SecretsInjectionSkill", "only the reference to this secret is an output", {
          file: "key-vault.yaml",
          from: context.inputs("/component", "component"),
        }),
      },
    },
    [name, version, tier, nodes, zones, access].flatMap(({ corrections }) => corrections),
    [
      ...[name, version, nodes, access].flatMap(({ faults }) => faults),
      ...(room < leastNameLength ? [noRoomForName(context, room)] : []),
    ],
  );
}

const cutPrefix = "the cluster's name, cut to the 54 characters that AKS allows";

/** Azure names the nodes' own group after group, cluster and region together. */
function noRoomForName({ site: { resourceGroup } }: PlanContext, room: number): PlanFault {
  return {
    at: ["/resourceGroup", "/component"],
    rule: "name-too-long",
    detail: `The resource group ${resourceGroup} leaves a cluster's name ${Math.max(room, 0)} characters, because AKS names its node group MC_{group}_{cluster}_{region} in 80.`,
    remedy: "Choose a shorter resource group name.",
  };
}

/** Clusters of all regions count against the quota; a failover cluster is one that the request does not name. */
export function clusterQuotaFaults(
  count: number,
  { constraints }: ProvisionRequest,
  { clusters }: Topology,
  failoverCount: number,
): PlanFault[] {
  const { maxAksClusters: allowed = Infinity } = constraints;
  if (count <= allowed) return [];
  const surplus = clusters[allowed];
  const ofThem = failoverCount === 0 ? "" : `, ${failoverCount} of them for failover (replication.dns)`;
  return [
    {
      at: surplus ? placeIn(surplus) : ["/replication/dns", "/constraints/maxAksClusters"],
      rule: "quota-exceeded",
      detail: `The plan has ${count} clusters${ofThem}; quotas.max_aks_clusters allows ${allowed}.`,
      remedy: "Plan fewer clusters, or have the quota raised.",
    },
  ];
}

/** Zones as requested; else those of the environment's topology; either way those that the region has. */
function clusterZones(context: PlanContext): Resolution<readonly string[]> {
  const { environment, site } = context;
  const requested = requestedZones(context);
  if (requested) return resolved(requested.offered, [], [], { "": requested.why });
  const zones = environment.topology.zones.filter((zone) => site.region.zones.includes(zone));
  const correction: Correction = {
    action: "DefaultedZones",
    field: "zones",
    valueApplied: zones,
    reason: "the environment's topology (environments.yaml)",
  };
  return resolved(zones, zones.length > 0 ? [correction] : [], [], {
    "": [...site.why, ...byClass(context, "environments.yaml", "environments.{environment}.topology.zones")],
  });
}
