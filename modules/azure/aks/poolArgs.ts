import * as z from "zod";
import { input } from "../args/input.js";
import { unique } from "../args/unique.js";

/** Source: learn.microsoft.com/azure/aks/quotas-skus-regions */
const nodes = z.int().min(1, "at least 1 node").max(1000, "at most 1000 nodes");

export const NodeCount = input(nodes);

/** Source: learn.microsoft.com/azure/virtual-machines/vm-naming-conventions */
export const VmSize = input(z.string().regex(/^Standard_[A-Za-z0-9_-]+$/, "a VM size reads like Standard_D2s_v5"));

export const Zones = z.array(z.enum(["1", "2", "3"])).superRefine(unique((zone) => zone));

/** Bounds between which Azure chooses how many nodes there are. Source: learn.microsoft.com/azure/aks/cluster-autoscaler-overview */
export const Autoscale = z
  .strictObject({ minCount: nodes, maxCount: nodes })
  .refine(({ minCount, maxCount }) => minCount <= maxCount, "minCount must not be more than maxCount");
export type Autoscale = z.output<typeof Autoscale>;

/** Source: learn.microsoft.com/azure/aks/create-node-pools#limitations */
const PoolName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,11}$/, "a pool name has 1 to 12 lower-case letters and digits and starts with a letter")
  .refine((name) => name !== "system", '"system" is the pool that every cluster has');

/** A pool for workloads. Another `vmSize` replaces the pool, and only the pool. */
const UserPool = z.strictObject({
  name: PoolName,
  vmSize: VmSize,
  /** Nodes it starts with, or always has when it does not scale. */
  nodeCount: NodeCount,
  /** Lets Azure change the number of nodes; the stack then no longer does. */
  autoscale: Autoscale.optional(),
  /** Default: those of the cluster. */
  zones: Zones.optional(),
  /** Labels by which pods choose the pool. */
  labels: z.record(z.string(), z.string()).optional(),
  /** Keeps pods out that do not tolerate it, for example `dedicated=batch:NoSchedule`. */
  taints: z
    .array(
      z
        .string()
        .regex(
          /^[^\s=:]+(=[^\s=:]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$/,
          "a taint reads like dedicated=batch:NoSchedule",
        ),
    )
    .optional(),
});
export type UserPool = z.output<typeof UserPool>;

export const UserPools = z.array(UserPool).superRefine(unique(({ name }) => name));
