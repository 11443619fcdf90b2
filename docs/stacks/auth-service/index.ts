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
  TrafficManager,
  UserAssignedIdentity,
  seedSecret,
} from "@cloud-provisioner/azure";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");

// westeurope: the primary region.

const resourceGroup = new ResourceGroup("resource-group", {
  resourceGroupName: "cs-stg-infra", // request: resource_group
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
  zones: ["1", "2"], // request: zones
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

// northeurope: the secondary region, into which the stack fails over.

const secondaryLocation = "northeurope"; // request: secondary_region
const secondaryTags = { ...tags, region: secondaryLocation };

const resourceGroupNortheurope = new ResourceGroup("resource-group-northeurope", {
  resourceGroupName: "cs-stg-infra-neu", // request: resource_group, marked with the region
  location: secondaryLocation,
  tags: secondaryTags,
});

const logsNortheurope = new LogAnalytics("logs-northeurope", {
  resourceGroupName: resourceGroupNortheurope.name,
  workspaceName: "cs-stg-neu-auth-dr-weu-log", // naming.yaml: log-analytics
  insightsName: "cs-stg-neu-auth-dr-weu-appi", // naming.yaml: app-insights
  retentionInDays: 30, // monitoring.yaml: retentionInDays.non-production
  location: secondaryLocation,
  tags: secondaryTags,
});

const vaultNortheurope = new KeyVault("vault-northeurope", {
  resourceGroupName: resourceGroupNortheurope.name,
  vaultName: "cs-stg-neu-auth-kv-vdj9p", // naming.yaml: key-vault
  access: "rbac", // the stack's own identity reads the secrets by a role; a vault for applications only takes none
  purgeProtection: false, // key-vault.yaml: purgeProtection.non-production
  softDeleteRetentionInDays: 7, // key-vault.yaml: softDeleteRetentionInDays.non-production
  // request: secrets; values are read from the source vault when the stack runs
  secrets: [{ name: "auth-secret", value: seedSecret("authservice-app-secret") }],
  // workloads without a network of the stack have no address that a rule could name: who reads is decided by Entra alone
  reachableFrom: "anywhere",
  workspaceId: logsNortheurope.workspaceId,
  location: secondaryLocation,
  tags: secondaryTags,
});

const clusterNortheurope = new AksCluster("cluster-northeurope", {
  resourceGroupName: resourceGroupNortheurope.name,
  clusterName: "cs-stg-neu-auth-dr-weu-aks", // naming.yaml: aks
  dnsPrefix: "cs-stg-neu-auth-dr-weu-aks", // the cluster's name
  // aks.yaml: support of 1.28 has ended and AKS makes no cluster of it; 1.34 is the nearest in standard support
  kubernetesVersion: "1.34",
  tier: "Standard", // nodes over zones are to survive one; only a paid tier promises that
  nodeCount: 3, // request: node_count
  vmSize: "Standard_D4s_v5", // aks.yaml: sizes.standard.vmSize
  zones: ["1", "2"], // request: zones
  upgradeChannel: "patch", // aks.yaml: upgradeChannel.non-production
  // key-vault.yaml: only the reference to this secret is an output
  kubeconfig: { vaultName: vaultNortheurope.vaultName, secretName: "auth-kubeconfig" },
  workspaceId: logsNortheurope.workspaceId,
  location: secondaryLocation,
  tags: secondaryTags,
});

const ingressNortheurope = new IngressAddress("ingress-northeurope", {
  resourceGroupName: resourceGroupNortheurope.name,
  addressName: "cs-stg-neu-auth-dr-weu-pip", // naming.yaml: public-ip
  dnsLabel: "cs-stg-neu-auth-dr-weu-ingress-2u935", // naming.yaml: dns-label
  zones: ["1", "2", "3"], // regions.yaml: all of the region's: the address outlives each of them
  clusterPrincipalId: clusterNortheurope.principalId,
  location: secondaryLocation,
  tags: secondaryTags,
});

const identityNortheurope = new UserAssignedIdentity("identity-northeurope", {
  resourceGroupName: resourceGroupNortheurope.name,
  identityName: "cs-stg-neu-auth-dr-weu-id", // naming.yaml: workload-identity
  // reads the vault's secrets, reads and writes the blobs
  roles: [
    { name: "vault-northeurope", role: "Key Vault Secrets User", scope: vaultNortheurope.id },
    { name: "storage", role: "Storage Blob Data Contributor", scope: storage.id },
  ],
  // aks.yaml: workload
  federatedCredentials: [
    {
      name: "cluster-northeurope",
      issuer: clusterNortheurope.oidcIssuerUrl,
      namespace: "auth",
      serviceAccount: "auth",
    },
  ],
  location: secondaryLocation,
  tags: secondaryTags,
});

// In no region: names, and where they lead.

const traffic = new TrafficManager("traffic", {
  resourceGroupName: resourceGroup.name,
  profileName: "cs-stg-weu-auth-traf-medum", // naming.yaml: traffic-manager
  relativeName: "cs-stg-weu-auth-traf-medum", // naming.yaml: traffic-manager
  // the ingress of the primary region first, then of what stands in for it
  endpoints: [
    { type: "azure", name: "westeurope", resourceId: ingress.id },
    { type: "azure", name: "northeurope", resourceId: ingressNortheurope.id },
  ],
  probe: { protocol: "TCP", port: 443 }, // dns.yaml: probe
  ttlSeconds: 60, // dns.yaml: ttlSeconds.failover
  workspaceId: logs.workspaceId,
  tags,
});

const dns = new DnsZone("dns", {
  resourceGroupName: resourceGroup.name,
  zoneName: "europe.connectsoft.io", // the component's domain name without its first label
  // request: fqdn; answered by the region that is well; the rest by dns.yaml
  records: [{ name: "auth", type: "CNAME", ttlSeconds: 60, target: traffic.fqdn }],
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
export const secondary_resource_group = resourceGroupNortheurope.name;
export const secondary_log_analytics_workspace_id = logsNortheurope.workspaceId;
export const secondary_app_insights_id = logsNortheurope.insightsId;
export const secondary_key_vault_name = vaultNortheurope.vaultName;
export const secondary_key_vault_uri = vaultNortheurope.vaultUri;
export const secondary_aks_cluster_name = clusterNortheurope.clusterName;
export const secondary_aks_cluster_fqdn = clusterNortheurope.fqdn;
export const secondary_aks_oidc_issuer_url = clusterNortheurope.oidcIssuerUrl;
export const secondary_kubeconfig_vault_ref = clusterNortheurope.kubeconfigReference;
export const secondary_ingress_address = ingressNortheurope.ipAddress;
export const secondary_ingress_fqdn = ingressNortheurope.fqdn;
export const secondary_ingress_annotations = ingressNortheurope.annotations;
export const secondary_identity_client_id = identityNortheurope.clientId;
export const traffic_manager_fqdn = traffic.fqdn;
export const dns_zone = dns.zoneName;
export const dns_name_servers = dns.nameServers;
export const dns_record = pulumi.concat("auth.", dns.zoneName);
