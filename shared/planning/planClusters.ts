import type { AksKnowledge } from "../contracts/knowledge.js";
import type { PlannedResource } from "../contracts/plan.js";
import type { Fault } from "../contracts/problem.js";
import type { Correction } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import { kubernetesVersion } from "./kubernetesVersion.js";
import { nameIn, numbered, type PlanContext } from "./planContext.js";
import { writtenIn, type Planned } from "./planned.js";
import { all, resolved, type Resolution } from "./resolution.js";
import { below, byDefault, byRule } from "./why.js";

type Cluster = Extract<PlannedResource, { kind: "aks" }>;
type Wish = Topology["clusters"][number];

/** Shortest cluster name worth having, when a long resource group leaves little room. */
const leastNameLength = 16;

/** Clusters of the plan: size, version and zones from the request or the knowledge, kubeconfig into the vault. */
export function planClusters(context: PlanContext, topology: Topology): Resolution<Planned<Cluster>[]> {
  const planned = all(topology.clusters.map((wish, index) => planCluster(context, wish, index + 1, topology)));
  const allowed = context.request.constraints.maxAksClusters ?? Infinity;
  if (planned.value.length <= allowed) return planned;
  return resolved(planned.value, planned.corrections, [
    ...planned.faults,
    {
      pointer: "#/infra_plan/aks",
      rule: "quota-exceeded",
      detail: `The plan has ${planned.value.length} clusters; quotas.max_aks_clusters allows ${allowed}.`,
      remedy: "Plan fewer clusters, or have the quota raised.",
    },
  ]);
}

function planCluster(
  context: PlanContext,
  wish: Wish,
  ordinal: number,
  topology: Topology,
): Resolution<Planned<Cluster>> {
  const { knowledge, parts } = context;
  const { entry } = wish;
  const { aks, keyVault, naming } = knowledge;
  const room = naming.nodeResourceGroupMaxLength - `MC_${context.resourceGroup}__${context.identity.region}`.length;
  const name = nameIn(context, "aks", { ordinal, maxLength: Math.max(room, leastNameLength) });
  const version = kubernetesVersion(wish, context);
  const nodes = nodeCount(wish, context, aks);
  const zones = clusterZones(context);
  const kubeconfig = numbered(keyVault.kubeconfigSecret.replace("{component}", parts.component.short), ordinal);
  const size = entry.size ?? aks.defaultSize;
  return resolved(
    {
      resource: {
        kind: "aks",
        logicalName: numbered("cluster", ordinal),
        name: name.value,
        args: {
          dnsPrefix: name.value.slice(0, 54).replace(/-+$/, ""),
          kubernetesVersion: version.value,
          nodeCount: nodes.value,
          vmSize: aks.sizes[size].vmSize,
          zones: [...zones.value],
          ...(topology.vault === undefined ? {} : { kubeconfigSecret: kubeconfig }),
        },
      },
      why: {
        "": wish.why,
        ...below("name", name.why),
        "args.dnsPrefix": byRule("NamingResolverSkill", "the cluster's name, cut to the 54 characters that AKS allows"),
        ...below("args.kubernetesVersion", version.why),
        ...below("args.nodeCount", nodes.why),
        "args.vmSize": byDefault("aks.yaml", `sizes.${size}.vmSize`),
        ...below("args.zones", zones.why),
        "args.kubeconfigSecret": byRule("SecretsInjectionSkill", "only the reference to this secret is an output"),
      },
    },
    [...name.corrections, ...version.corrections, ...nodes.corrections, ...zones.corrections],
    [
      ...name.faults,
      ...version.faults,
      ...nodes.faults,
      ...(room < leastNameLength ? [noRoomForName(context, room)] : []),
    ],
  );
}

/** Azure names the nodes' own group after group, cluster and region together. */
function noRoomForName({ resourceGroup }: PlanContext, room: number): Fault {
  return {
    pointer: "#/resource_group",
    rule: "name-too-long",
    detail: `The resource group ${resourceGroup} leaves a cluster's name ${Math.max(room, 0)} characters, because AKS names its node group MC_{group}_{cluster}_{region} in 80.`,
    remedy: "Choose a shorter resource group name.",
  };
}

function nodeCount(wish: Wish, { request, inputs }: PlanContext, aks: AksKnowledge): Resolution<number> {
  const { nodeCount: requested, size = aks.defaultSize } = wish.entry;
  const allowed = request.constraints.maxNodesPerCluster ?? Infinity;
  if (requested !== undefined)
    return resolved(requested, [], requested > allowed ? [tooManyNodes(requested, allowed)] : [], {
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

function tooManyNodes(count: number, allowed: number): Fault {
  return {
    pointer: "#/infra_plan/aks/node_count",
    rule: "quota-exceeded",
    detail: `${count} nodes are planned; quotas.max_nodes_per_cluster allows ${allowed}.`,
    remedy: `Plan at most ${allowed} nodes, or have the quota raised.`,
  };
}

/** Zones as requested; else those of the environment's topology that the region has. */
function clusterZones({ request, environment, region, inputs }: PlanContext): Resolution<readonly string[]> {
  if (request.regions.zones.length > 0)
    return resolved([...new Set(request.regions.zones)].sort(), [], [], { "": inputs("/regions/zones", "zones") });
  const zones = environment.topology.zones.filter((zone) => region.zones.includes(zone));
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
