import * as containerservice from "@pulumi/azure-native/containerservice";
import type { input as inputs } from "@pulumi/azure-native/types";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../args/tags.js";
import { nthAddress, parsePrefix } from "../network/addressRange.js";
import type { Autoscale } from "./poolArgs.js";
import { scaling } from "./scaling.js";

interface ClusterChoices {
  readonly tier?: "Free" | "Standard" | "Premium" | undefined;
  readonly supportPlan?: "KubernetesOfficial" | "AKSLongTermSupport" | undefined;
  readonly zones: readonly string[];
  readonly workspaceId?: pulumi.Input<string> | undefined;
  readonly subnetId?: pulumi.Input<string> | undefined;
  readonly serviceCidr?: string | undefined;
  readonly private?: boolean | undefined;
  readonly authorizedIpRanges?: readonly string[] | undefined;
  readonly upgradeChannel?: string | undefined;
  readonly nodeOsUpgradeChannel?: string | undefined;
}

/** What every cluster is, with the reason beside each choice. */
export function clusterSettings(choices: ClusterChoices) {
  return {
    ...identities,
    networkProfile: networkProfile(choices),
    ...apiServer(choices),
    addonProfiles: addons(choices.workspaceId),
    autoUpgradeProfile: upgrades(choices),
    sku: { name: containerservice.ManagedClusterSKUName.Base, tier: choices.tier ?? tier(choices.zones) },
    ...(choices.supportPlan && { supportPlan: choices.supportPlan }),
  };
}

/** Nobody logs in with a credential of the cluster's own, and no workload stores one. */
const identities = {
  // Azure rotates the cluster's identity; a service principal's secret expires. Source: learn.microsoft.com/azure/aks/use-managed-identity
  identity: { type: containerservice.ResourceIdentityType.SystemAssigned },
  // People come through Entra, and Azure role assignments say what they may do inside the cluster.
  // Source: learn.microsoft.com/azure/aks/manage-azure-rbac
  aadProfile: { managed: true, enableAzureRBAC: true },
  enableRBAC: true,
  // A local admin certificate belongs to no one and outlives everyone. Source: learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad
  disableLocalAccounts: true,
  // Pods trade their service account's token for an Entra token. Source: learn.microsoft.com/azure/aks/workload-identity-overview
  oidcIssuerProfile: { enabled: true },
  securityProfile: { workloadIdentity: { enabled: true } },
};

/**
 * Pods get addresses of an overlay, so that they do not use up the network's, and network policies are enforced.
 *
 * Source: learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay, …/aks/azure-cni-powered-by-cilium
 */
const network = {
  networkPlugin: containerservice.NetworkPlugin.Azure,
  networkPluginMode: containerservice.NetworkPluginMode.Overlay,
  networkDataplane: containerservice.NetworkDataplane.Cilium,
  networkPolicy: containerservice.NetworkPolicy.Cilium,
  loadBalancerSku: containerservice.LoadBalancerSku.Standard,
  outboundType: containerservice.OutboundType.LoadBalancer,
};

/**
 * Services get addresses that the network does not have: Azure's own choice, 10.0.0.0/16, is what many networks take.
 *
 * Source: learn.microsoft.com/azure/aks/concepts-network-ip-address-planning
 */
function networkProfile({ subnetId, serviceCidr = "172.20.0.0/16" }: ClusterChoices) {
  const services = parsePrefix(serviceCidr);
  if (subnetId === undefined || services.kind === "malformed") return network;
  return { ...network, serviceCidr, dnsServiceIP: nthAddress(services.range, 10) };
}

function apiServer({ private: isPrivate, authorizedIpRanges: ranges }: ClusterChoices) {
  if (isPrivate) return { apiServerAccessProfile: privateApiServer };
  return ranges && { apiServerAccessProfile: { authorizedIPRanges: [...ranges] } };
}

/** Found by Azure's own private zone, and by no name on the internet. Source: learn.microsoft.com/azure/aks/private-clusters */
const privateApiServer = {
  enablePrivateCluster: true,
  enablePrivateClusterPublicFQDN: false,
  privateDNSZone: "system",
};

/**
 * Patches within the declared minor version, so that the program still says what runs; node images as they come out.
 *
 * Source: learn.microsoft.com/azure/aks/auto-upgrade-cluster, …/aks/auto-upgrade-node-os-image
 */
function upgrades({ upgradeChannel, nodeOsUpgradeChannel }: ClusterChoices) {
  return {
    upgradeChannel: upgradeChannel ?? containerservice.UpgradeChannel.Patch,
    nodeOSUpgradeChannel: nodeOsUpgradeChannel ?? containerservice.NodeOSUpgradeChannel.NodeImage,
  };
}

function addons(workspaceId: pulumi.Input<string> | undefined) {
  return {
    // Secrets reach pods as files from the vault, not as copies in the cluster. Source: learn.microsoft.com/azure/aks/csi-secrets-store-driver
    azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: "true" } },
    // What a subscription's policies demand of workloads is then enforced inside the cluster too; without any it does nothing.
    // Source: learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes
    azurepolicy: { enabled: true },
    // By the cluster's identity; the older way, with the workspace's key, is retired.
    // Source: learn.microsoft.com/azure/azure-monitor/containers/container-insights-authentication
    ...(workspaceId !== undefined && {
      omsagent: { enabled: true, config: { logAnalyticsWorkspaceResourceID: workspaceId, useAADAuth: "true" } },
    }),
  };
}

/** A cluster over zones is meant to survive one: only the paid tier backs that. Source: learn.microsoft.com/azure/aks/free-standard-pricing-tiers */
function tier(zones: readonly string[]): containerservice.ManagedClusterSKUTier {
  return zones.length > 0
    ? containerservice.ManagedClusterSKUTier.Standard
    : containerservice.ManagedClusterSKUTier.Free;
}

interface PoolChoices {
  readonly nodeCount: pulumi.Input<number>;
  readonly autoscale?: Autoscale | undefined;
  readonly vmSize: pulumi.Input<string>;
  readonly zones: readonly string[];
  readonly subnetId?: pulumi.Input<string> | undefined;
  readonly userPools?: readonly unknown[] | undefined;
  readonly tags: Tags;
}

/**
 * The pool every cluster must have; it also runs workloads as long as there is no other.
 *
 * Source: learn.microsoft.com/azure/aks/use-system-pools, …/aks/availability-zones
 */
export function systemPool(choices: PoolChoices): inputs.containerservice.ManagedClusterAgentPoolProfileArgs {
  return {
    name: "system",
    mode: containerservice.AgentPoolMode.System,
    type: containerservice.AgentPoolType.VirtualMachineScaleSets,
    osType: containerservice.OSType.Linux,
    ...scaling(choices),
    vmSize: choices.vmSize,
    ...(choices.zones.length > 0 && { availabilityZones: [...choices.zones] }),
    ...(choices.subnetId !== undefined && { vnetSubnetID: choices.subnetId }),
    ...(choices.userPools && choices.userPools.length > 0 && { nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] }),
    // As for the pools of workloads. Source: learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
    upgradeSettings: { maxSurge: "33%" },
    // The cluster's tags do not reach the machines, which are what costs money.
    tags: choices.tags,
  };
}
