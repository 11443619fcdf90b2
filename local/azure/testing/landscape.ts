import { dataLandscape } from "./dataLandscape.js";
import { networkLandscape } from "./networkLandscape.js";
import type { JsonObject } from "../values/json.js";

/** The account of the tests' cloud. */
export const subscription = "/subscriptions/00000000-5151-4000-8000-000000000001";
const group = `${subscription}/resourceGroups/rg-shop`;
const inGroup = { resourceGroupName: "rg-shop" };
const placed = { ...inGroup, location: "westeurope" };
const principalId = "11111111-2222-4333-8444-555555555555";

/** One resource of every kind that the table knows, each after what it needs: acceptable to ARM as they stand. */
export const landscape: readonly { readonly token: string; readonly inputs: JsonObject }[] = [
  sample("resources:ResourceGroup", { ...placed, tags: { team: "shop" } }),
  sample("network:NetworkSecurityGroup", {
    ...placed,
    networkSecurityGroupName: "nsg-shop",
    securityRules: [
      {
        name: "https",
        priority: 100,
        direction: "Inbound",
        access: "Allow",
        protocol: "Tcp",
        destinationPortRange: "443",
      },
    ],
  }),
  sample("network:VirtualNetwork", {
    ...placed,
    virtualNetworkName: "vnet-shop",
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [{ name: "inline", addressPrefix: "10.0.9.0/24" }],
  }),
  sample("network:Subnet", {
    ...inGroup,
    virtualNetworkName: "vnet-shop",
    subnetName: "aks",
    addressPrefix: "10.0.1.0/24",
    networkSecurityGroup: { id: `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg-shop` },
  }),
  sample("managedidentity:UserAssignedIdentity", { ...placed, resourceName: "id-shop" }),
  sample("managedidentity:FederatedIdentityCredential", {
    ...inGroup,
    resourceName: "id-shop",
    federatedIdentityCredentialResourceName: "shop-service-account",
    issuer: "https://westeurope.oic.prod-aks.azure.com/tenant/issuer/",
    subject: "system:serviceaccount:shop:shop",
    audiences: ["api://AzureADTokenExchange"],
  }),
  sample("authorization:RoleAssignment", {
    scope: group,
    roleAssignmentName: "99999999-2222-4333-8444-555555555555",
    principalId,
    principalType: "ServicePrincipal",
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6`,
  }),
  sample("operationalinsights:Workspace", { ...placed, workspaceName: "log-shop", sku: { name: "PerGB2018" } }),
  sample("applicationinsights:Component", {
    ...placed,
    resourceName: "appi-shop",
    kind: "web",
    applicationType: "web",
    ingestionMode: "LogAnalytics",
    workspaceResourceId: `${group}/providers/Microsoft.OperationalInsights/workspaces/log-shop`,
  }),
  sample("keyvault:Vault", {
    ...placed,
    vaultName: "kv-shop",
    properties: { tenantId: principalId, sku: { family: "A", name: "standard" }, softDeleteRetentionInDays: 7 },
  }),
  sample("keyvault:Secret", {
    ...inGroup,
    vaultName: "kv-shop",
    secretName: "db-password",
    properties: { value: "hunter2", contentType: "text/plain", attributes: { enabled: true } },
  }),
  sample("storage:StorageAccount", {
    ...placed,
    accountName: "stshop",
    kind: "StorageV2",
    sku: { name: "Standard_RAGRS" },
    identity: { type: "SystemAssigned" },
    encryption: { keySource: "Microsoft.Storage", services: { blob: { enabled: true } } },
  }),
  sample("storage:BlobContainer", { ...inGroup, accountName: "stshop", containerName: "uploads" }),
  sample("storage:BlobServiceProperties", {
    ...inGroup,
    accountName: "stshop",
    blobServicesName: "default",
    deleteRetentionPolicy: { enabled: true, days: 7 },
  }),
  sample("storage:ManagementPolicy", {
    ...inGroup,
    accountName: "stshop",
    managementPolicyName: "default",
    policy: {
      rules: [
        {
          name: "tidy",
          type: "Lifecycle",
          definition: { actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } } },
        },
      ],
    },
  }),
  sample("dns:Zone", { ...inGroup, location: "global", zoneName: "shop.example.com" }),
  sample("dns:RecordSet", {
    ...inGroup,
    zoneName: "shop.example.com",
    recordType: "A",
    relativeRecordSetName: "www",
    ttl: 300,
    aRecords: [{ ipv4Address: "192.0.2.1" }],
  }),
  sample("containerservice:ManagedCluster", {
    ...placed,
    resourceName: "aks-shop",
    dnsPrefix: "shop",
    kubernetesVersion: "1.34",
    identity: {
      type: "UserAssigned",
      userAssignedIdentities: [`${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-shop`],
    },
    oidcIssuerProfile: { enabled: true },
    networkProfile: {
      networkPlugin: "azure",
      serviceCidr: "172.20.0.0/16",
      loadBalancerProfile: { managedOutboundIPs: { count: 1 } },
    },
    agentPoolProfiles: [
      {
        name: "system",
        mode: "System",
        count: 3,
        vmSize: "Standard_D2s_v5",
        vnetSubnetID: `${group}/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets/aks`,
      },
    ],
    addonProfiles: {
      omsagent: {
        enabled: true,
        config: {
          logAnalyticsWorkspaceResourceID: `${group}/providers/Microsoft.OperationalInsights/workspaces/log-shop`,
        },
      },
    },
  }),
  sample("containerservice:AgentPool", {
    ...inGroup,
    resourceName: "aks-shop",
    agentPoolName: "work",
    count: 2,
    vmSize: "Standard_D4s_v5",
    vnetSubnetID: `${group}/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets/inline`,
  }),
  sample("monitor:DataCollectionRule", {
    ...placed,
    dataCollectionRuleName: "MSCI-westeurope-aks-shop",
    kind: "Linux",
    dataFlows: [{ streams: ["Microsoft-ContainerInsights-Group-Default"], destinations: ["workspace"] }],
    destinations: {
      logAnalytics: [
        {
          name: "workspace",
          workspaceResourceId: `${group}/providers/Microsoft.OperationalInsights/workspaces/log-shop`,
        },
      ],
    },
  }),
  sample("monitor:DataCollectionRuleAssociation", {
    resourceUri: `${group}/providers/Microsoft.ContainerService/managedClusters/aks-shop`,
    associationName: "ContainerInsightsExtension",
    dataCollectionRuleId: `${group}/providers/Microsoft.Insights/dataCollectionRules/MSCI-westeurope-aks-shop`,
  }),
  sample("monitor:DiagnosticSetting", {
    name: "to-workspace",
    resourceUri: `${group}/providers/Microsoft.KeyVault/vaults/kv-shop`,
    workspaceId: `${group}/providers/Microsoft.OperationalInsights/workspaces/log-shop`,
    logs: [{ categoryGroup: "audit", enabled: true }],
  }),
  ...[...networkLandscape(group), ...dataLandscape(group)].map(([shortToken, inputs]) => sample(shortToken, inputs)),
];

/** The inputs of the landscape's resource of one kind, by short token. */
export function inputsOf(shortToken: string): JsonObject {
  const found = landscape.find(({ token }) => token === `azure-native:${shortToken}`);
  if (found === undefined) throw new Error(`no ${shortToken} in the landscape`);
  return found.inputs;
}

function sample(shortToken: string, inputs: JsonObject): { token: string; inputs: JsonObject } {
  return { token: `azure-native:${shortToken}`, inputs };
}
