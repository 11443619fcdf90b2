import type { PlannedResource } from "../contracts/plan.js";
import type { Correction, UserPool } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import type { PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, writtenIn } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { below, byDefault, byRule, type Chain } from "./why.js";

type Args = Extract<PlannedResource, { kind: "aks" }>["args"];
type ClusterNodes = Pick<Args, "nodeCount" | "vmSize" | "userPools">;
type PlannedPool = NonNullable<Args["userPools"]>[number];
type Wish = Topology["clusters"][number];

/**
 * The pools of a cluster. Where the request lists pools for workloads, `size` and `node_count` are those of the system
 * pool; where it does not, they are what workloads get: in a pool of their own where the environment's class has one
 * and the quota leaves room for a system pool beside it, else in the one pool that runs everything.
 * Source: https://learn.microsoft.com/azure/aks/use-system-pools
 */
export function clusterNodes(context: PlanContext, wish: Wish): Resolution<ClusterNodes> {
  const { userPools } = wish.entry;
  if (userPools !== undefined && userPools.length > 0) return withListedPools(context, wish, userPools);
  const { aks } = context.knowledge;
  const nodes = workloadNodes(context, wish);
  const [vmSize, sizeWhy] = machines(context, wish);
  const name = userPools === undefined ? aks.userPool[context.environment.class] : undefined;
  const system = Math.min(aks.systemPool.nodeCount, allowedNodes(context) - nodes.value);
  if (name === undefined || system < aks.systemPool.leastNodeCount) {
    const corrections = [...nodes.corrections, ...(name === undefined ? [] : [sharedPool(wish)])];
    return resolved({ nodeCount: nodes.value, vmSize }, corrections, nodes.faults, {
      ...below("nodeCount", nodes.why),
      vmSize: sizeWhy,
    });
  }
  const pool: PlannedPool = { name, vmSize, nodeCount: nodes.value };
  const added: Correction = {
    action: "InferredUserPool",
    field: "infra_plan.aks.user_pools",
    valueApplied: pool,
    reason: `${context.environment.class} clusters keep workloads apart from what the cluster itself needs (aks.yaml)`,
  };
  const ofSystem = byDefault("aks.yaml", "systemPool");
  const isCut = system < aks.systemPool.nodeCount;
  return resolved(
    { nodeCount: system, vmSize: aks.systemPool.vmSize, userPools: [pool] },
    [...nodes.corrections, added],
    nodes.faults,
    {
      nodeCount: isCut ? byRule("ResourceQuota", "what quotas.max_nodes_per_cluster leaves of systemPool") : ofSystem,
      vmSize: ofSystem,
      userPools: byDefault("aks.yaml", `userPool.${context.environment.class}`),
      "userPools.0.vmSize": sizeWhy,
      ...below("userPools.0.nodeCount", nodes.why),
    },
  );
}

function withListedPools(context: PlanContext, wish: Wish, pools: readonly UserPool[]): Resolution<ClusterNodes> {
  const { aks } = context.knowledge;
  const { size, nodeCount = aks.systemPool.nodeCount } = wish.entry;
  const userPools = pools.map((pool): PlannedPool => {
    const { vmSize, nodeCount: usual } = aks.sizes[pool.size ?? aks.defaultSize];
    const fewest = pool.nodeCount ?? Math.min(usual, pool.maxCount ?? usual);
    return {
      ...{ name: pool.name, vmSize, nodeCount: fewest },
      ...(pool.maxCount !== undefined && { autoscale: { minCount: fewest, maxCount: pool.maxCount } }),
      ...(pool.taints && { taints: [...pool.taints] }),
    };
  });
  const most = userPools.reduce((sum, pool) => sum + (pool.autoscale?.maxCount ?? pool.nodeCount), nodeCount);
  const ofSystem = byDefault("aks.yaml", "systemPool");
  return resolved(
    { nodeCount, vmSize: size === undefined ? aks.systemPool.vmSize : aks.sizes[size].vmSize, userPools },
    [],
    [...poolFaults(wish, pools, userPools), ...quotaFaults(context, wish, most)],
    {
      nodeCount: wish.entry.nodeCount === undefined ? ofSystem : written(context, wish, "nodeCount", "node_count"),
      vmSize: size === undefined ? ofSystem : machines(context, wish)[1],
      userPools: written(context, wish, "userPools", "user_pools"),
    },
  );
}

function workloadNodes(context: PlanContext, wish: Wish): Resolution<number> {
  const { aks } = context.knowledge;
  const { nodeCount: requested, size = aks.defaultSize } = wish.entry;
  const allowed = allowedNodes(context);
  if (requested !== undefined)
    return resolved(requested, [], quotaFaults(context, wish, requested), {
      "": written(context, wish, "nodeCount", "node_count"),
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

/** The machines of a size, and who chose it. */
function machines(context: PlanContext, wish: Wish): [vmSize: string, why: Chain] {
  const { aks } = context.knowledge;
  const { size = aks.defaultSize } = wish.entry;
  const chosen = wish.entry.size === undefined ? [] : written(context, wish, "size", "size");
  return [aks.sizes[size].vmSize, [...chosen, ...byDefault("aks.yaml", `sizes.${size}.vmSize`)]];
}

function poolFaults(wish: Wish, pools: readonly UserPool[], planned: readonly PlannedPool[]): PlanFault[] {
  const names = ["system", ...pools.map(({ name }) => name)];
  return planned.flatMap(({ name, nodeCount, autoscale }, index): PlanFault[] => {
    const at = placeIn(wish, "userPools", index);
    const isTaken = names.indexOf(name) <= index;
    const isBackToFront = autoscale !== undefined && autoscale.maxCount < nodeCount;
    return [
      ...(isTaken
        ? [
            {
              at,
              rule: "duplicate-entry",
              detail:
                name === "system" ? "Every cluster has a pool named system." : `The pool ${name} is planned twice.`,
              remedy: "Give each pool a name of its own.",
            },
          ]
        : []),
      ...(isBackToFront
        ? [
            {
              at,
              rule: "contradiction",
              detail: `The pool ${name} is to have at least ${nodeCount} nodes and at most ${autoscale.maxCount}.`,
              remedy: "Write a max_count that is not below node_count.",
            },
          ]
        : []),
    ];
  });
}

function quotaFaults(context: PlanContext, wish: Wish, count: number): PlanFault[] {
  const allowed = allowedNodes(context);
  if (count <= allowed) return [];
  return [
    {
      at: placeIn(wish, wish.entry.userPools === undefined ? "nodeCount" : "userPools"),
      rule: "quota-exceeded",
      detail: `${count} nodes are planned; quotas.max_nodes_per_cluster allows ${allowed}.`,
      remedy: `Plan at most ${allowed} nodes, or have the quota raised.`,
    },
  ];
}

function sharedPool(wish: Wish): Correction {
  return {
    action: "SharedSystemPool",
    field: "infra_plan.aks.user_pools",
    ...(wish.entry.nodeCount === undefined ? {} : { valueBefore: wish.entry.nodeCount }),
    valueApplied: null,
    reason: "quotas.max_nodes_per_cluster leaves no room for a system pool beside the nodes of workloads",
  };
}

function allowedNodes({ request }: PlanContext): number {
  return request.constraints.maxNodesPerCluster ?? Infinity;
}

function written({ inputs }: PlanContext, wish: Wish, member: string, field: string): Chain {
  return writtenIn(wish, member, field, inputs);
}
