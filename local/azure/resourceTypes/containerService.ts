import { fakeGuid, fakeHex } from "../values/fakes.js";
import { etag, inGroup, systemData, systemIdentity } from "./common.js";
import { agentPoolRules, clusterRules } from "./clusterRules.js";
import { resolveKubernetesVersion } from "./kubernetesVersions.js";
import { each, leftOut, whenGiven, type OutputOf, type OutputTree } from "./outputRules.js";
import type { ResourceType } from "./resourceType.js";
import { textOf, type ResourceView } from "./resourceView.js";

/** Id template of the cluster, for the kinds inside it. */
export const clusterId = `${inGroup}/Microsoft.ContainerService/managedClusters/{resourceName}`;

/** What AKS adds to a pool that is listed in its cluster. */
const inlinePool: OutputTree = {
  currentOrchestratorVersion: (r, pool) =>
    versionOf(textOf(pool.at("orchestratorVersion")) || r.text("kubernetesVersion")),
  nodeImageVersion: (_, pool) => nodeImage(textOf(pool.at("osSKU"))),
  provisioningState: "Succeeded",
  eTag: etag,
  status: leftOut,
  count: 1,
  maxPods: 110,
  osDiskSizeGB: 128,
  osDiskType: "Managed",
  osType: "Linux",
  osSKU: "Ubuntu",
  type: "VirtualMachineScaleSets",
  vmSize: "Standard_D4ds_v5",
  powerState: { code: "Running" },
  orchestratorVersion: (r) => versionOf(r.text("kubernetesVersion")),
  localDNSProfile: whenGiven({ state: leftOut }),
};

export const containerService: readonly ResourceType[] = [
  {
    token: "azure-native:containerservice:ManagedCluster",
    armType: "Microsoft.ContainerService/managedClusters",
    source: "https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters",
    apiVersion: "2025-09-01",
    idTemplate: clusterId,
    nameRule: { minLength: 1, maxLength: 63, pattern: /^[a-zA-Z0-9](?:[-_a-zA-Z0-9]*[a-zA-Z0-9])?$/ },
    placement: "regional",
    required: ["agentPoolProfiles[].name"],
    // Source: forceNewMap in azure-native's provider/pkg/gen/replacement.go
    replaceOn: [
      ...[
        "diskEncryptionSetID",
        "dnsPrefix",
        "fqdnSubdomain",
        "linuxProfile",
        "location",
        "nodeResourceGroup",
        "windowsProfile",
      ],
      ...["serviceCidr", "serviceCidrs", "dnsServiceIP", "networkMode", "networkPlugin", "networkPluginMode"].map(
        inNetwork,
      ),
      ...["podCidr", "networkDataplane", "networkPolicy", "outboundType"].map(inNetwork),
    ],
    immutable: ["apiServerAccessProfile.enablePrivateCluster"], // Source: https://learn.microsoft.com/azure/aks/private-clusters#limitations
    allowed: {
      "sku.tier": ["Free", "Standard", "Premium"],
      "sku.name": ["Base", "Automatic"],
      supportPlan: ["KubernetesOfficial", "AKSLongTermSupport"],
      "agentPoolProfiles[].mode": ["System", "User", "Gateway"],
      "agentPoolProfiles[].osType": ["Linux", "Windows"],
      "networkProfile.networkPlugin": ["azure", "kubenet", "none"],
    },
    references: [
      { path: "agentPoolProfiles[].vnetSubnetID", holds: true },
      { path: "networkProfile.loadBalancerProfile.outboundIPs.publicIPs[].id", holds: true },
      { path: "identity.userAssignedIdentities[]" },
      { path: "addonProfiles[*].config.logAnalyticsWorkspaceResourceID" },
      { path: "azureMonitorProfile.containerInsights.logAnalyticsWorkspaceResourceId" },
    ],
    writeOnly: ["servicePrincipalProfile.secret", "windowsProfile.adminPassword", "aadProfile.serverAppSecret"],
    slowness: 20,
    outputs: {
      systemData,
      eTag: etag,
      provisioningState: "Succeeded",
      powerState: { code: "Running" },
      status: leftOut,
      maxAgentPools: 100,
      currentKubernetesVersion: (r) => versionOf(r.text("kubernetesVersion")),
      kubernetesVersion: (r) => versionOf(r.text("kubernetesVersion")),
      dnsPrefix: (r) => (r.text("fqdnSubdomain") === "" ? `${r.name}-dns` : undefined),
      fqdn: (r) => (isPrivate(r) ? undefined : apiServer(r)),
      azurePortalFQDN: (r) => apiServer(r).replace(".hcp.", ".portal.hcp."),
      privateFQDN: (r) => (isPrivate(r) ? apiServer(r).replace(".hcp.", ".simulated.privatelink.") : undefined),
      resourceUID: (r) => fakeHex(`${r.id}/uid`, 24),
      nodeResourceGroup: (r) => `MC_${r.resourceGroup}_${r.name}_${r.location}`.slice(0, 80),
      agentPoolProfiles: each(inlinePool),
      identity: systemIdentity,
      identityProfile: { kubeletidentity: kubeletIdentity() },
      enableRBAC: true,
      disableLocalAccounts: false,
      oidcIssuerProfile: { enabled: false, issuerURL: issuerUrl },
      networkProfile: {
        networkPlugin: "azure",
        loadBalancerSku: "standard",
        outboundType: "loadBalancer",
        serviceCidr: "10.0.0.0/16",
        dnsServiceIP: "10.0.0.10",
        ipFamilies: ["IPv4"],
        loadBalancerProfile: whenGiven({ effectiveOutboundIPs: [] }),
        natGatewayProfile: whenGiven({ effectiveOutboundIPs: [] }),
      },
      ingressProfile: whenGiven({ webAppRouting: whenGiven({ identity: leftOut }) }),
      podIdentityProfile: whenGiven({
        userAssignedIdentities: each({ provisioningState: "Assigned", provisioningInfo: leftOut }),
      }),
      privateLinkResources: each({ privateLinkServiceID: leftOut }),
      sku: { name: "Base", tier: "Free" },
      supportPlan: "KubernetesOfficial",
    },
    validate: clusterRules,
  },
  {
    token: "azure-native:containerservice:AgentPool",
    armType: "Microsoft.ContainerService/managedClusters/agentPools",
    source: "https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters/agentpools",
    apiVersion: "2025-09-01",
    idTemplate: `${clusterId}/agentPools/{agentPoolName}`,
    nameRule: { minLength: 1, maxLength: 12, pattern: /^[a-z][a-z0-9]*$/ },
    autoName: "copy",
    parent: "azure-native:containerservice:ManagedCluster",
    replaceOn: ["gpuInstanceProfile", "vmSize", "networkProfile.nodePublicIPTags"], // Source: as above
    allowed: { mode: ["System", "User", "Gateway"], osType: ["Linux", "Windows"] },
    references: [{ path: "vnetSubnetID", holds: true }],
    slowness: 8,
    outputs: {
      currentOrchestratorVersion: (r) => versionOf(r.text("orchestratorVersion")),
      nodeImageVersion: (r) => nodeImage(r.text("osSKU")),
      provisioningState: "Succeeded",
      eTag: etag,
      status: leftOut,
      count: 1,
      mode: "User",
      maxPods: 110,
      osDiskSizeGB: 128,
      osDiskType: "Managed",
      osType: "Linux",
      osSKU: "Ubuntu",
      vmSize: "Standard_D4ds_v5",
      powerState: { code: "Running" },
      localDNSProfile: whenGiven({ state: leftOut }),
    },
    validate: agentPoolRules,
  },
];

function inNetwork(property: string): string {
  return `networkProfile.${property}`;
}

function versionOf(requested: string): string {
  return resolveKubernetesVersion(requested) ?? requested;
}

function isPrivate(cluster: ResourceView): boolean {
  return cluster.at("apiServerAccessProfile.enablePrivateCluster") === true;
}

function apiServer(cluster: ResourceView): string {
  const prefix = cluster.text("fqdnSubdomain") || cluster.text("dnsPrefix") || `${cluster.name}-dns`;
  return `${prefix}-${fakeHex(cluster.id, 8)}.hcp.${cluster.location}.azmk8s.io`;
}

function issuerUrl(cluster: ResourceView): string | undefined {
  if (cluster.at("oidcIssuerProfile.enabled") !== true) return undefined;
  return `https://${cluster.location}.oic.prod-aks.azure.com/${cluster.account.tenantId}/${fakeGuid(`${cluster.id}/issuer`)}/`;
}

function nodeImage(osSku: string): string {
  return osSku === "AzureLinux" ? "AKSAzureLinux-V3gen2-202510.19.1" : "AKSUbuntu-2204gen2containerd-202510.19.1";
}

function kubeletIdentity(): Record<"resourceId" | "clientId" | "objectId", OutputOf> {
  const group = (r: ResourceView) =>
    r.text("nodeResourceGroup") || `MC_${r.resourceGroup}_${r.name}_${r.location}`.slice(0, 80);
  return {
    resourceId: (r) =>
      `/subscriptions/${r.account.subscriptionId}/resourcegroups/${group(r)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${r.name}-agentpool`,
    clientId: (r) => fakeGuid(`${r.id}/kubelet/client`),
    objectId: (r) => fakeGuid(`${r.id}/kubelet/object`),
  };
}
