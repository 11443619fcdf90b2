// CustomerNotificationService in staging, westeurope: stack customernotificationservice-westeurope/staging-westeurope-customernotification-t134.
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
  workspaceName: "cs-stg-auth-stg-weu-customernotification-t134-log", // naming.yaml: log-analytics
  insightsName: "cs-stg-auth-stg-weu-customernotification-t134-appi", // naming.yaml: app-insights
  retentionInDays: 120, // request: retention_days
  location,
  tags,
});

const vault = new KeyVault("vault", {
  resourceGroupName: resourceGroup.name,
  vaultName: "cs-stg-auth-stg-kv-4u6uc", // naming.yaml: key-vault
  access: "rbac", // request: policy
  purgeProtection: false, // key-vault.yaml: purgeProtection.non-production
  softDeleteRetentionInDays: 7, // key-vault.yaml: softDeleteRetentionInDays.non-production
  // request: secrets; values are read from the source vault when the stack runs
  secrets: [
    { name: "smtp-password", value: seedSecret("notification-smtp-password") },
    { name: "sms-gateway-token", value: seedSecret("sms-long-long-long-long-long-long-long-long-long-long-long-name") },
    { name: "signing-key", value: seedSecret("notification-signing-key") },
  ],
  // workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone
  reachableFrom: "anywhere",
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const storage = new Storage("storage", {
  resourceGroupName: resourceGroup.name,
  accountName: "csstgauthstgwestk388uq06", // naming.yaml: storage
  sku: "Standard_LRS", // storage.yaml: tier cool, replication local
  accessTier: "Cool", // storage.yaml: tiers.cool.accessTier
  containers: ["inbox", "outbox", "attachments", "templates", "dead-letters"], // request: containers
  lifecycle: { deleteVersionsAfterDays: 30 }, // storage.yaml: deleteVersionsAfterDays.non-production
  // workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone
  reachableFrom: "anywhere",
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const storage2 = new Storage("storage-2", {
  resourceGroupName: resourceGroup.name,
  accountName: "csstgauthstgwst2nhlkp914", // naming.yaml: storage
  sku: "Premium_LRS", // storage.yaml: tier premium, replication local
  accessTier: "Premium", // storage.yaml: tiers.premium.accessTier
  // request: containers
  containers: [
    "a-long-long-long-long-long-long-long-long-long-long-long-name",
    "b-long-long-long-long-long-long-long-long-long-long-long-name",
  ],
  lifecycle: { deleteVersionsAfterDays: 30 }, // storage.yaml: deleteVersionsAfterDays.non-production
  // workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone
  reachableFrom: "anywhere",
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const cluster = new AksCluster("cluster", {
  resourceGroupName: resourceGroup.name,
  clusterName: "cs-stg-auth-stg-weu-customernotification-t134-aks", // naming.yaml: aks
  dnsPrefix: "cs-stg-auth-stg-weu-customernotification-t134-aks", // the cluster's name
  kubernetesVersion: "1.36", // aks.yaml: defaultVersion.non-production
  tier: "Standard", // nodes over zones are to survive one; only a paid tier promises that
  nodeCount: 1, // aks.yaml: sizes.small.nodeCount
  vmSize: "Standard_D2s_v5", // aks.yaml: sizes.small.vmSize
  zones: ["1", "2", "3"], // request: zones
  upgradeChannel: "patch", // aks.yaml: upgradeChannel.non-production
  // key-vault.yaml: only the reference to this secret is an output
  kubeconfig: { vaultName: vault.vaultName, secretName: "customernotification-kubeconfig" },
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const cluster2 = new AksCluster("cluster-2", {
  resourceGroupName: resourceGroup.name,
  clusterName: "cs-stg-auth-stg-weu-customernotification-t134-aks2", // naming.yaml: aks
  dnsPrefix: "cs-stg-auth-stg-weu-customernotification-t134-aks2", // the cluster's name
  kubernetesVersion: "1.36", // request: k8s_version
  tier: "Standard", // nodes over zones are to survive one; only a paid tier promises that
  nodeCount: 5, // aks.yaml: sizes.large.nodeCount
  vmSize: "Standard_D8s_v5", // aks.yaml: sizes.large.vmSize
  zones: ["1", "2", "3"], // request: zones
  upgradeChannel: "patch", // aks.yaml: upgradeChannel.non-production
  // key-vault.yaml: only the reference to this secret is an output
  kubeconfig: { vaultName: vault.vaultName, secretName: "customernotification-kubeconfig-2" },
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const ingress = new IngressAddress("ingress", {
  resourceGroupName: resourceGroup.name,
  addressName: "cs-stg-auth-stg-weu-customernotification-t134-pip", // naming.yaml: public-ip
  dnsLabel: "cs-stg-auth-stg-weu-customernotification-t134-ingress-2kks4", // naming.yaml: dns-label
  zones: ["1", "2", "3"], // regions.yaml: all of the region's: the address outlives each of them
  clusterPrincipalId: cluster.principalId,
  location,
  tags,
});

const identity = new UserAssignedIdentity("identity", {
  resourceGroupName: resourceGroup.name,
  identityName: "cs-stg-auth-stg-weu-customernotification-t134-id", // naming.yaml: workload-identity
  // reads the vault's secrets, reads and writes the blobs
  roles: [
    { name: "vault", role: "Key Vault Secrets User", scope: vault.id },
    { name: "storage", role: "Storage Blob Data Contributor", scope: storage.id },
    { name: "storage-2", role: "Storage Blob Data Contributor", scope: storage2.id },
  ],
  // aks.yaml: workload
  federatedCredentials: [
    {
      name: "cluster",
      issuer: cluster.oidcIssuerUrl,
      namespace: "customernotification",
      serviceAccount: "customernotification",
    },
    {
      name: "cluster-2",
      issuer: cluster2.oidcIssuerUrl,
      namespace: "customernotification",
      serviceAccount: "customernotification",
    },
  ],
  location,
  tags,
});

const dns = new DnsZone("dns", {
  resourceGroupName: resourceGroup.name,
  zoneName: "edition.connectsoft.io", // the component's domain name without its first label
  // request: fqdn; answered by the first cluster's ingress; the rest by dns.yaml
  records: [
    { name: "*", type: "ALIAS", recordType: "A", ttlSeconds: 300, resourceId: ingress.id },
    { name: "admin", type: "ALIAS", recordType: "A", ttlSeconds: 300, resourceId: ingress.id },
  ],
  tags,
});

const dns2 = new DnsZone("dns-2", {
  resourceGroupName: resourceGroup.name,
  zoneName: "europe.connectsoft.io", // the component's domain name without its first label
  // request: fqdn; answered by the first cluster's ingress; the rest by dns.yaml
  records: [{ name: "notify", type: "ALIAS", recordType: "A", ttlSeconds: 300, resourceId: ingress.id }],
  tags,
});

// Outputs, by the keys their consumers read.
export const resource_group = resourceGroup.name;
export const log_analytics_workspace_id = logs.workspaceId;
export const app_insights_id = logs.insightsId;
export const key_vault_name = vault.vaultName;
export const key_vault_uri = vault.vaultUri;
export const vault_agent_manifest = {
  apiVersion: "secrets-store.csi.x-k8s.io/v1",
  kind: "SecretProviderClass",
  metadata: { name: "vault-agent", namespace: "customernotification" },
  spec: {
    provider: "azure",
    parameters: {
      keyvaultName: vault.vaultName,
      clientID: identity.clientId,
      tenantId: identity.tenantId,
      objects: `array:
  - |
    objectName: signing-key
    objectType: secret
`,
    },
  },
};
export const storage_account_name = storage.accountName;
export const storage_url = storage.blobEndpoint;
export const storage_account_name_2 = storage2.accountName;
export const storage_url_2 = storage2.blobEndpoint;
export const aks_cluster_name = cluster.clusterName;
export const aks_cluster_fqdn = cluster.fqdn;
export const aks_oidc_issuer_url = cluster.oidcIssuerUrl;
export const kubeconfig_vault_ref = cluster.kubeconfigReference;
export const aks_cluster_name_2 = cluster2.clusterName;
export const aks_cluster_fqdn_2 = cluster2.fqdn;
export const aks_oidc_issuer_url_2 = cluster2.oidcIssuerUrl;
export const kubeconfig_vault_ref_2 = cluster2.kubeconfigReference;
export const ingress_address = ingress.ipAddress;
export const ingress_fqdn = ingress.fqdn;
export const ingress_annotations = ingress.annotations;
export const identity_client_id = identity.clientId;
export const dns_zone = dns.zoneName;
export const dns_name_servers = dns.nameServers;
export const dns_record = pulumi.concat("*.", dns.zoneName);
export const dns_record_2 = pulumi.concat("admin.", dns.zoneName);
export const dns_zone_2 = dns2.zoneName;
export const dns_name_servers_2 = dns2.nameServers;
export const dns_record_3 = pulumi.concat("notify.", dns2.zoneName);
