// SignIn in dev, westeurope: stack signin-westeurope/dev-westeurope-signin.
// blueprint_id: auth-service, trace_id: trace-auth-blueprint-7, agent_origin: cloud-provisioner-agent.
// Rendered. Change the request and provision again: edits made here are lost.
// A comment at a value says what set it: the request, a rule or a default of the knowledge files.
import {
  AksCluster,
  DnsZone,
  IngressAddress,
  KeyVault,
  LogAnalytics,
  ResourceGroup,
  Storage,
  UserAssignedIdentity,
} from "@cloud-provisioner/azure";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");

const resourceGroup = new ResourceGroup("resource-group", {
  resourceGroupName: "cs-dev-weu-signin-rg", // naming.yaml: resource-group
  location,
  tags,
});

const logs = new LogAnalytics("logs", {
  resourceGroupName: resourceGroup.name,
  workspaceName: "cs-dev-weu-signin-log", // naming.yaml: log-analytics
  insightsName: "cs-dev-weu-signin-appi", // naming.yaml: app-insights
  retentionInDays: 30, // monitoring.yaml: retentionInDays.non-production
  location,
  tags,
});

const vault = new KeyVault("vault", {
  resourceGroupName: resourceGroup.name,
  vaultName: "cs-dev-weu-sign-kv-p1tkr", // naming.yaml: key-vault
  access: "rbac", // key-vault.yaml: defaultAccess
  purgeProtection: false, // key-vault.yaml: purgeProtection.non-production
  softDeleteRetentionInDays: 7, // key-vault.yaml: softDeleteRetentionInDays.non-production
  secrets: [], // the request has no secrets
  // workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone
  reachableFrom: "anywhere",
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const storage = new Storage("storage", {
  resourceGroupName: resourceGroup.name,
  accountName: "csdevweusigninst4amf09hk", // naming.yaml: storage
  sku: "Standard_ZRS", // storage.yaml: tier standard, replication zone-redundant
  accessTier: "Hot", // storage.yaml: tiers.standard.accessTier
  containers: ["signinfiles"], // storage.yaml: defaultContainer
  lifecycle: { deleteVersionsAfterDays: 30 }, // storage.yaml: deleteVersionsAfterDays.non-production
  // workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone
  reachableFrom: "anywhere",
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const cluster = new AksCluster("cluster", {
  resourceGroupName: resourceGroup.name,
  clusterName: "cs-dev-weu-signin-aks", // naming.yaml: aks
  dnsPrefix: "cs-dev-weu-signin-aks", // the cluster's name
  kubernetesVersion: "1.36", // aks.yaml: defaultVersion.non-production
  tier: "Free", // aks.yaml: tier.non-production
  nodeCount: 1, // aks.yaml: sizes.small.nodeCount
  vmSize: "Standard_D2s_v5", // aks.yaml: sizes.small.vmSize
  zones: [], // environments.yaml: environments.dev.topology.zones
  upgradeChannel: "patch", // aks.yaml: upgradeChannel.non-production
  // key-vault.yaml: only the reference to this secret is an output
  kubeconfig: { vaultName: vault.vaultName, secretName: "signin-kubeconfig" },
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const ingress = new IngressAddress("ingress", {
  resourceGroupName: resourceGroup.name,
  addressName: "cs-dev-weu-signin-pip", // naming.yaml: public-ip
  dnsLabel: "cs-dev-weu-signin-ingress-g4vaj", // naming.yaml: dns-label
  zones: ["1", "2", "3"], // regions.yaml: all of the region's: the address outlives each of them
  clusterPrincipalId: cluster.principalId,
  location,
  tags,
});

const identity = new UserAssignedIdentity("identity", {
  resourceGroupName: resourceGroup.name,
  identityName: "cs-dev-weu-signin-id", // naming.yaml: workload-identity
  // reads the vault's secrets, reads and writes the blobs
  roles: [
    { name: "vault", role: "Key Vault Secrets User", scope: vault.id },
    { name: "storage", role: "Storage Blob Data Contributor", scope: storage.id },
  ],
  // aks.yaml: workload
  federatedCredentials: [
    { name: "cluster", issuer: cluster.oidcIssuerUrl, namespace: "signin", serviceAccount: "signin" },
  ],
  location,
  tags,
});

const dns = new DnsZone("dns", {
  resourceGroupName: resourceGroup.name,
  zoneName: "weu.dev.connectsoft.io", // the component's domain name without its first label
  // infra-map-index.json: the use case auth-service needs it; answered by the first cluster's ingress; dns.yaml: ttlSeconds.single
  records: [{ name: "signin", type: "ALIAS", recordType: "A", ttlSeconds: 300, resourceId: ingress.id }],
  tags,
});

// Outputs, by the keys their consumers read.
export const resource_group = resourceGroup.name;
export const log_analytics_workspace_id = logs.workspaceId;
export const app_insights_id = logs.insightsId;
export const key_vault_name = vault.vaultName;
export const key_vault_uri = vault.vaultUri;
export const storage_account_name = storage.accountName;
export const storage_url = storage.blobEndpoint;
export const aks_cluster_name = cluster.clusterName;
export const aks_cluster_fqdn = cluster.fqdn;
export const aks_oidc_issuer_url = cluster.oidcIssuerUrl;
export const kubeconfig_vault_ref = cluster.kubeconfigReference;
export const ingress_address = ingress.ipAddress;
export const ingress_fqdn = ingress.fqdn;
export const ingress_annotations = ingress.annotations;
export const identity_client_id = identity.clientId;
export const dns_zone = dns.zoneName;
export const dns_name_servers = dns.nameServers;
export const dns_record = pulumi.concat("signin.", dns.zoneName);
