import type { AksKnowledge } from "../contracts/knowledge.js";
import type { PlannedResource } from "../contracts/plan.js";
import type { Fault } from "../contracts/problem.js";
import type { Correction } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import { kubernetesVersion } from "./kubernetesVersion.js";
import { namedBy, nameIn, numbered, type PlanContext } from "./planContext.js";
import { all, resolved, type Resolution } from "./resolution.js";

type Cluster = Extract<PlannedResource, { kind: "aks" }>;
type Entry = Topology["clusters"][number];

/** Shortest cluster name worth having, when a long resource group leaves little room. */
const leastNameLength = 16;

/** Clusters of the plan: size, version and zones from the request or the knowledge, kubeconfig into the vault. */
export function planClusters(context: PlanContext, topology: Topology): Resolution<Cluster[]> {
  const planned = all(topology.clusters.map((entry, index) => planCluster(context, entry, index + 1, topology)));
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

function planCluster(context: PlanContext, entry: Entry, ordinal: number, topology: Topology): Resolution<Cluster> {
  const { knowledge, environment, parts } = context;
  const { aks, keyVault, naming } = knowledge;
  const room = naming.nodeResourceGroupMaxLength - `MC_${context.resourceGroup}__${context.identity.region}`.length;
  const name = nameIn(context, "aks", { ordinal, maxLength: Math.max(room, leastNameLength) });
  const version = kubernetesVersion(entry.kubernetesVersion, environment.class, aks);
  const nodes = nodeCount(entry, context, aks);
  const zones = clusterZones(context);
  const kubeconfig = numbered(keyVault.kubeconfigSecret.replace("{component}", parts.component.short), ordinal);
  const size = entry.size ?? aks.defaultSize;
  return resolved(
    {
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
      why: {
        clusterName: namedBy("aks"),
        dnsPrefix: "the cluster's name, cut to the 54 characters that AKS allows",
        kubernetesVersion:
          entry.kubernetesVersion === undefined ? `aks.yaml: ${environment.class}` : "request: k8s_version",
        nodeCount: entry.nodeCount === undefined ? `aks.yaml: size ${size}` : "request: node_count",
        vmSize: `aks.yaml: size ${size}`,
        zones: context.request.regions.zones.length > 0 ? "request: zones" : "environments.yaml: topology",
        kubeconfig: "only the reference to this secret is an output",
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

function nodeCount(entry: Entry, { request }: PlanContext, aks: AksKnowledge): Resolution<number> {
  const size = entry.size ?? aks.defaultSize;
  const allowed = request.constraints.maxNodesPerCluster ?? Infinity;
  if (entry.nodeCount !== undefined)
    return resolved(entry.nodeCount, [], entry.nodeCount > allowed ? [tooManyNodes(entry.nodeCount, allowed)] : []);
  const value = Math.min(aks.sizes[size].nodeCount, allowed);
  return resolved(value, [
    {
      action: "DefaultedNodeCount",
      field: "infra_plan.aks.node_count",
      valueApplied: value,
      reason: value === allowed ? "quotas.max_nodes_per_cluster" : `size ${size} (aks.yaml)`,
    },
  ]);
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
function clusterZones({ request, environment, region }: PlanContext): Resolution<readonly string[]> {
  if (request.regions.zones.length > 0) return resolved([...new Set(request.regions.zones)].sort());
  const zones = environment.topology.zones.filter((zone) => region.zones.includes(zone));
  const correction: Correction = {
    action: "DefaultedZones",
    field: "zones",
    valueApplied: zones,
    reason: "the environment's topology (environments.yaml)",
  };
  return resolved(zones, zones.length > 0 ? [correction] : []);
}
