import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import { type EachOverrides, override, overridesOf } from "../args/overrides.js";
import type { Tags } from "../args/tags.js";
import type { UserPool } from "./poolArgs.js";
import { scaling } from "./scaling.js";

interface Pools {
  readonly cluster: containerservice.ManagedCluster;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly kubernetesVersion: pulumi.Input<string>;
  /** Zones of pools that name none. */
  readonly zones: readonly string[];
  readonly subnetId: pulumi.Input<string> | undefined;
  readonly pools: readonly UserPool[];
  readonly tags: Tags;
}

/**
 * The pools for workloads, apart from the cluster, so that one can be replaced without the others. One after the other:
 * a cluster takes one operation on its pools at a time.
 *
 * Source: learn.microsoft.com/azure/aks/create-node-pools, learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/operationnotallowed-or-conflictserviceerror
 */
export function addUserPools(
  name: string,
  { cluster, resourceGroupName, kubernetesVersion, zones, subnetId, pools, tags }: Pools,
  overrides: EachOverrides<containerservice.AgentPoolArgs> | undefined,
  parent: pulumi.Resource,
): void {
  let before: pulumi.Resource | undefined;
  for (const pool of pools) {
    const poolZones = pool.zones ?? zones;
    before = new containerservice.AgentPool(
      `${name}-${pool.name}`,
      override<containerservice.AgentPoolArgs>(
        {
          resourceGroupName,
          resourceName: cluster.name,
          agentPoolName: pool.name,
          mode: containerservice.AgentPoolMode.User,
          type: containerservice.AgentPoolType.VirtualMachineScaleSets,
          osType: containerservice.OSType.Linux,
          vmSize: pool.vmSize,
          ...scaling(pool),
          // Follows the cluster from one minor version to the next, after it.
          orchestratorVersion: kubernetesVersion,
          ...(poolZones.length > 0 && { availabilityZones: [...poolZones] }),
          ...(subnetId !== undefined && { vnetSubnetID: subnetId }),
          ...(pool.labels && { nodeLabels: pool.labels }),
          ...(pool.taints && { nodeTaints: pool.taints }),
          // A third of the nodes at a time, for which as many are added: quick, and nothing runs short.
          // Source: learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
          upgradeSettings: { maxSurge: "33%" },
          tags,
        },
        overridesOf(overrides, pool.name),
      ),
      {
        parent,
        deletedWith: cluster,
        ...(before && { dependsOn: before }),
        ...(pool.autoscale && { ignoreChanges: ["count"] }),
      },
    );
  }
}
