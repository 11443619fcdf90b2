// TenantHub in staging, westeurope: stack tenanthub-westeurope/staging-westeurope-tenanthub-t134.
// blueprint_id: tenant-onboarding, trace_id: trace-tenant-134, agent_origin: cloud-provisioner-agent.
// Rendered. Change the request and provision again: edits made here are lost.
// A comment at a value says what set it: the request, a rule or a default of the knowledge files.
import { DnsZone, KeyVault, ResourceGroup, Storage, UserAssignedIdentity } from "@cloud-provisioner/azure";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");

const resourceGroup = new ResourceGroup("resource-group", {
  resourceGroupName: "cs-stg-weu-tenanthub-t134-rg", // naming.yaml: resource-group
  location,
  tags,
});

const vault = new KeyVault("vault", {
  resourceGroupName: resourceGroup.name,
  vaultName: "cs-stg-weu-tena-kv-osm1m", // naming.yaml: key-vault
  access: "rbac", // key-vault.yaml: defaultAccess
  purgeProtection: false, // key-vault.yaml: purgeProtection.non-production
  softDeleteRetentionInDays: 7, // key-vault.yaml: softDeleteRetentionInDays.non-production
  secrets: [], // the request has no secrets
  location,
  tags,
});

const storage = new Storage("storage", {
  resourceGroupName: resourceGroup.name,
  accountName: "csstgweutenantstqr8pkcm1", // naming.yaml: storage
  sku: "Standard_ZRS", // storage.yaml: tier standard, replication zone-redundant
  accessTier: "Hot", // storage.yaml: tiers.standard.accessTier
  containers: ["tenanthubfiles"], // storage.yaml: defaultContainer
  lifecycle: { deleteVersionsAfterDays: 30 }, // storage.yaml: deleteVersionsAfterDays.non-production
  location,
  tags,
});

const managedIdentity = new UserAssignedIdentity("managed-identity", {
  resourceGroupName: resourceGroup.name,
  identityName: "cs-stg-weu-tenanthub-t134-mi", // kinds/managed-identity.yaml: name
  // kinds/managed-identity.yaml: arguments.roles
  roles: [
    { name: "vault", role: "Key Vault Secrets User", scope: vault.id },
    { name: "storage", role: "Storage Blob Data Contributor", scope: storage.id },
  ],
  federatedCredentials: [], // kinds/managed-identity.yaml: arguments.federatedCredentials
  location,
  tags,
});

const dns = new DnsZone("dns", {
  resourceGroupName: resourceGroup.name,
  zoneName: "t134.tenants.connectsoft.io", // The DNS domain map names the zone; no name lies in it yet.
  records: [], // none yet: nothing in this stack can answer under the name
  tags,
});

// Outputs, by the keys their consumers read.
export const resource_group = resourceGroup.name;
export const key_vault_name = vault.vaultName;
export const key_vault_uri = vault.vaultUri;
export const storage_account_name = storage.accountName;
export const storage_url = storage.blobEndpoint;
export const managed_identity_client_id = managedIdentity.clientId;
export const managed_identity_principal_id = managedIdentity.principalId;
export const dns_zone = dns.zoneName;
export const dns_name_servers = dns.nameServers;
