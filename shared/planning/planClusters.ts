import type { AksKnowledge } from "../contracts/knowledge.js";
import type { PlannedResource } from "../contracts/plan.js";
import type { Correction, ProvisionRequest } from "../contracts/request.js";
import { clusterTier } from "./clusterTier.js";
import type { Topology } from "./expandTopology.js";
import { kubernetesVersion } from "./kubernetesVersion.js";
import { lookup } from "./lookup.js";
import { logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, writtenIn, type Planned } from "./planned.js";
import { all, resolved, type Resolution } from "./resolution.js";
import { below, byDefault, byRule } from "./why.js";

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
  const { entry } = wish;
  const { aks, keyVault, naming } = knowledge;
  const room = naming.nodeResourceGroupMaxLength - `MC_${site.resourceGroup}__${site.name}`.length;
  const name = nameIn(context, "aks", { ordinal, maxLength: Math.max(room, leastNameLength) });
  const logicalName = logicalNameIn(context, "cluster", ordinal);
  const version = kubernetesVersion(wish, context, lookup(context.clusterVersions, logicalName));
  const nodes = nodeCount(wish, context, aks);
  const zones = clusterZones(context);
  const tier = clusterTier(context, version.value, zones.value);
  const kubeconfig = keyVault.kubeconfigSecret.replace("{component}", site.parts.component.short);
  const size = entry.size ?? aks.defaultSize;
  return resolved(
    {
      resource: {
        kind: "aks",
        logicalName,
        name: name.value,
        region: site.name,
        args: {
          dnsPrefix: name.value.slice(0, 54).replace(/-+$/, ""),
          kubernetesVersion: version.value.version,
          ...tier.value,
          nodeCount: nodes.value,
          vmSize: aks.sizes[size].vmSize,
          zones: [...zones.value],
          ...(topology.vault === undefined
            ? {}
            : { kubeconfigSecret: ordinal === 1 ? kubeconfig : `${kubeconfig}-${ordinal}` }),
        },
      },
      why: {
        "": wish.why,
        region: site.why,
        ...below("name", name.why),
        "args.dnsPrefix": byRule("NamingResolverSkill", "the cluster's name, cut to the 54 characters that AKS allows"),
        ...below("args.kubernetesVersion", version.why),
        ...below("args", tier.why),
        ...below("args.nodeCount", nodes.why),
        "args.vmSize": byDefault("aks.yaml", `sizes.${size}.vmSize`),
        ...below("args.zones", zones.why),
        "args.kubeconfigSecret": byRule("SecretsInjectionSkill", "only the reference to this secret is an output"),
      },
    },
    [...name.corrections, ...version.corrections, ...tier.corrections, ...nodes.corrections, ...zones.corrections],
    [
      ...name.faults,
      ...version.faults,
      ...nodes.faults,
      ...(room < leastNameLength ? [noRoomForName(context, room)] : []),
    ],
  );
}

/** Azure names the nodes' own group after group, cluster and region together. */
function noRoomForName({ site: { resourceGroup } }: PlanContext, room: number): PlanFault {
  return {
    at: ["/resourceGroup", "/component"],
    rule: "name-too-long",
    detail: `The resource group ${resourceGroup} leaves a cluster's name ${Math.max(room, 0)} characters, because AKS names its node group MC_{group}_{cluster}_{region} in 80.`,
    remedy: "Choose a shorter resource group name.",
  };
}

function nodeCount(wish: Wish, { request, inputs }: PlanContext, aks: AksKnowledge): Resolution<number> {
  const { nodeCount: requested, size = aks.defaultSize } = wish.entry;
  const allowed = request.constraints.maxNodesPerCluster ?? Infinity;
  if (requested !== undefined)
    return resolved(requested, [], requested > allowed ? [tooManyNodes(wish, requested, allowed)] : [], {
      "": writtenIn(wish, "nodeCount", "node_count", inputs),
    });
  const { nodeCount: usual } = aks.sizes[size];
  const value = Math.min(usual, allowed);
  const byQuota = value < usual;
  const correction: Correction = {
    action: "DefaultedNodeCount",
    field: "infra_plan.aks.node_count",
    valueApplied: value,
    reason: byQuota ? "quotas.max_nodes_per_cluster" : `size ${size} (aks.yaml)`,
  };
  return resolved(value, [correction], [], {
    "": byQuota
      ? byRule("ResourceQuota", "request: quotas.max_nodes_per_cluster", {
          replaced: { value: usual, source: `size ${size} (aks.yaml)` },
        })
      : byDefault("aks.yaml", `sizes.${size}.nodeCount`),
  });
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

function tooManyNodes(wish: Wish, count: number, allowed: number): PlanFault {
  return {
    at: placeIn(wish, "nodeCount"),
    rule: "quota-exceeded",
    detail: `${count} nodes are planned; quotas.max_nodes_per_cluster allows ${allowed}.`,
    remedy: `Plan at most ${allowed} nodes, or have the quota raised.`,
  };
}

/** Zones as requested; else those of the environment's topology; either way those that the region has. */
function clusterZones({ request, environment, site, inputs }: PlanContext): Resolution<readonly string[]> {
  const asked = [...new Set(request.regions.zones)].sort().filter((zone) => site.region.zones.includes(zone));
  if (request.regions.zones.length > 0) return resolved(asked, [], [], { "": inputs("/regions/zones", "zones") });
  const zones = environment.topology.zones.filter((zone) => site.region.zones.includes(zone));
  const correction: Correction = {
    action: "DefaultedZones",
    field: "zones",
    valueApplied: zones,
    reason: "the environment's topology (environments.yaml)",
  };
  return resolved(zones, zones.length > 0 ? [correction] : [], [], {
    "": byDefault("environments.yaml", `environments.${request.environment}.topology.zones`),
  });
}
