// EditionPortal in staging, westeurope: stack editionportal-westeurope/staging-westeurope-editionportal.
// blueprint_id: blueprint-eu-multi-tenant, trace_id: trace-eu-multi-tenant-31, agent_origin: cloud-provisioner-agent.
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
  resourceGroupName: "cs-stg-weu-editionportal-rg", // naming.yaml: resource-group
  location,
  tags,
});

const logs = new LogAnalytics("logs", {
  resourceGroupName: resourceGroup.name,
  workspaceName: "cs-stg-weu-editionportal-log", // naming.yaml: log-analytics
  insightsName: "cs-stg-weu-editionportal-appi", // naming.yaml: app-insights
  retentionInDays: 30, // monitoring.yaml: retentionInDays.non-production
  location,
  tags,
});

const vault = new KeyVault("vault", {
  resourceGroupName: resourceGroup.name,
  vaultName: "cs-stg-weu-edit-kv-o41li", // naming.yaml: key-vault
  access: "rbac", // the stack's own identity reads the secrets by a role; a vault for applications only takes none
  purgeProtection: false, // key-vault.yaml: purgeProtection.non-production
  softDeleteRetentionInDays: 7, // key-vault.yaml: softDeleteRetentionInDays.non-production
  // request: secrets; values are read from the source vault when the stack runs
  secrets: [{ name: "edition-token", value: seedSecret("edition-portal-token") }],
  // workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone
  reachableFrom: "anywhere",
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const storage = new Storage("storage", {
  resourceGroupName: resourceGroup.name,
  accountName: "csstgweueditiostvkt9al7l", // naming.yaml: storage
  sku: "Standard_ZRS", // storage.yaml: tier standard, replication zone-redundant
  accessTier: "Hot", // storage.yaml: tiers.standard.accessTier
  containers: ["edition-files"], // request: containers
  lifecycle: { deleteVersionsAfterDays: 30 }, // storage.yaml: deleteVersionsAfterDays.non-production
  // workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone
  reachableFrom: "anywhere",
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const cluster = new AksCluster("cluster", {
  resourceGroupName: resourceGroup.name,
  clusterName: "cs-stg-weu-editionportal-aks", // naming.yaml: aks
  dnsPrefix: "cs-stg-weu-editionportal-aks", // the cluster's name
  kubernetesVersion: "1.36", // aks.yaml: defaultVersion.non-production
  tier: "Standard", // nodes over zones are to survive one; only a paid tier promises that
  nodeCount: 3, // request: node_count
  vmSize: "Standard_D4s_v5", // aks.yaml: sizes.standard.vmSize
  zones: ["1", "2"], // environments.yaml: environments.staging.topology.zones
  upgradeChannel: "patch", // aks.yaml: upgradeChannel.non-production
  // key-vault.yaml: only the reference to this secret is an output
  kubeconfig: { vaultName: vault.vaultName, secretName: "editionportal-kubeconfig" },
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const ingress = new IngressAddress("ingress", {
  resourceGroupName: resourceGroup.name,
  addressName: "cs-stg-weu-editionportal-pip", // naming.yaml: public-ip
  dnsLabel: "cs-stg-weu-editionportal-ingress-sac45", // naming.yaml: dns-label
  zones: ["1", "2", "3"], // regions.yaml: all of the region's: the address outlives each of them
  clusterPrincipalId: cluster.principalId,
  location,
  tags,
});

const identity = new UserAssignedIdentity("identity", {
  resourceGroupName: resourceGroup.name,
  identityName: "cs-stg-weu-editionportal-id", // naming.yaml: workload-identity
  // reads the vault's secrets, reads and writes the blobs
  roles: [
    { name: "vault", role: "Key Vault Secrets User", scope: vault.id },
    { name: "storage", role: "Storage Blob Data Contributor", scope: storage.id },
  ],
  // aks.yaml: workload
  federatedCredentials: [
    { name: "cluster", issuer: cluster.oidcIssuerUrl, namespace: "editionportal", serviceAccount: "editionportal" },
  ],
  location,
  tags,
});

const dns = new DnsZone("dns", {
  resourceGroupName: resourceGroup.name,
  zoneName: "edition.connectsoft.io", // the component's domain name without its first label
  // request: fqdn; answered by the first cluster's ingress; the rest by dns.yaml
  records: [{ name: "*", type: "ALIAS", recordType: "A", ttlSeconds: 300, resourceId: ingress.id }],
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
export const dns_record = pulumi.concat("*.", dns.zoneName);
