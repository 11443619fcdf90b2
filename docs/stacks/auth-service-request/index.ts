// AuthService in staging, westeurope: stack authservice-westeurope/staging-westeurope-auth.
// blueprint_id: blueprint-auth-multi, trace_id: trace-auth-789, agent_origin: cloud-provisioner-agent.
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
  seedSecret,
} from "@cloud-provisioner/azure";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");

const resourceGroup = new ResourceGroup("resource-group", {
  resourceGroupName: "cs-stg-rg-auth", // request: resource_group
  location,
  tags,
});

const logs = new LogAnalytics("logs", {
  resourceGroupName: resourceGroup.name,
  workspaceName: "cs-stg-weu-auth-log", // naming.yaml: log-analytics
  insightsName: "cs-stg-weu-auth-appi", // naming.yaml: app-insights
  retentionInDays: 30, // monitoring.yaml: retentionInDays.non-production
  location,
  tags,
});

const vault = new KeyVault("vault", {
  resourceGroupName: resourceGroup.name,
  vaultName: "cs-stg-weu-auth-kv-skl5t", // naming.yaml: key-vault
  access: "rbac", // the stack's own identity reads the secrets by a role; a vault for applications only takes none
  purgeProtection: false, // key-vault.yaml: purgeProtection.non-production
  softDeleteRetentionInDays: 7, // key-vault.yaml: softDeleteRetentionInDays.non-production
  // request: secrets; values are read from the source vault when the stack runs
  secrets: [{ name: "auth-secret", value: seedSecret("authservice-app-secret") }],
  // workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone
  reachableFrom: "anywhere",
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const storage = new Storage("storage", {
  resourceGroupName: resourceGroup.name,
  accountName: "csstgweuauthstnk9hs2t0", // naming.yaml: storage
  sku: "Standard_GRS", // storage.yaml: tier standard, replication geo-redundant
  accessTier: "Hot", // storage.yaml: tiers.standard.accessTier
  containers: ["authfiles"], // storage.yaml: defaultContainer
  lifecycle: { deleteVersionsAfterDays: 30 }, // storage.yaml: deleteVersionsAfterDays.non-production
  // workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone
  reachableFrom: "anywhere",
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const cluster = new AksCluster("cluster", {
  resourceGroupName: resourceGroup.name,
  clusterName: "cs-stg-weu-auth-aks", // naming.yaml: aks
  dnsPrefix: "cs-stg-weu-auth-aks", // the cluster's name
  // aks.yaml: support of 1.28 has ended and AKS makes no cluster of it; 1.34 is the nearest in standard support
  kubernetesVersion: "1.34",
  tier: "Standard", // nodes over zones are to survive one; only a paid tier promises that
  nodeCount: 3, // request: node_count
  vmSize: "Standard_D4s_v5", // aks.yaml: sizes.standard.vmSize
  zones: ["1", "2"], // environments.yaml: environments.staging.topology.zones
  upgradeChannel: "patch", // aks.yaml: upgradeChannel.non-production
  // key-vault.yaml: only the reference to this secret is an output
  kubeconfig: { vaultName: vault.vaultName, secretName: "auth-kubeconfig" },
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const ingress = new IngressAddress("ingress", {
  resourceGroupName: resourceGroup.name,
  addressName: "cs-stg-weu-auth-pip", // naming.yaml: public-ip
  dnsLabel: "cs-stg-weu-auth-ingress-vbms0", // naming.yaml: dns-label
  zones: ["1", "2", "3"], // regions.yaml: all of the region's: the address outlives each of them
  clusterPrincipalId: cluster.principalId,
  location,
  tags,
});

const identity = new UserAssignedIdentity("identity", {
  resourceGroupName: resourceGroup.name,
  identityName: "cs-stg-weu-auth-id", // naming.yaml: workload-identity
  // reads the vault's secrets, reads and writes the blobs
  roles: [
    { name: "vault", role: "Key Vault Secrets User", scope: vault.id },
    { name: "storage", role: "Storage Blob Data Contributor", scope: storage.id },
  ],
  // aks.yaml: workload
  federatedCredentials: [{ name: "cluster", issuer: cluster.oidcIssuerUrl, namespace: "auth", serviceAccount: "auth" }],
  location,
  tags,
});

const dns = new DnsZone("dns", {
  resourceGroupName: resourceGroup.name,
  zoneName: "europe.connectsoft.io", // the component's domain name without its first label
  // request: fqdn; answered by the first cluster's ingress; the rest by dns.yaml
  records: [{ name: "auth", type: "ALIAS", recordType: "A", ttlSeconds: 60, resourceId: ingress.id }],
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
export const dns_record = pulumi.concat("auth.", dns.zoneName);
