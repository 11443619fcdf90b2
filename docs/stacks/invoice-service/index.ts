// InvoiceService in prod, francecentral: stack invoiceservice-francecentral/prod-francecentral-invoice.
// blueprint_id: invoice-platform-v1, trace_id: trace-invoice-500, agent_origin: cloud-provisioner-agent.
// Rendered. Change the request and provision again: edits made here are lost.
// A comment at a value says what set it: the request, a rule or a default of the knowledge files.
import { DnsZone, KeyVault, ResourceGroup, Storage, seedSecret } from "@cloud-provisioner/azure";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");

const resourceGroup = new ResourceGroup("resource-group", {
  resourceGroupName: "cs-prod-frc-invoiceservice-rg", // naming.yaml: resource-group
  location,
  tags,
});

const vault = new KeyVault(
  "vault",
  {
    resourceGroupName: resourceGroup.name,
    vaultName: "cs-prod-frc-inv-kv-9lurf", // naming.yaml: key-vault
    access: "rbac", // request: policy
    purgeProtection: true, // key-vault.yaml: purgeProtection.production
    softDeleteRetentionInDays: 90, // key-vault.yaml: softDeleteRetentionInDays.production
    // request: secrets; values are read from the source vault when the stack runs
    secrets: [{ name: "invoice-secret", value: seedSecret("invoice-token") }],
    location,
    tags,
  },
  { protect: true }, // production must not lose it: a plan that drops or replaces it fails
);

const storage = new Storage(
  "storage",
  {
    resourceGroupName: resourceGroup.name,
    accountName: "csprodfrcinvoistgmbpvli3", // naming.yaml: storage
    sku: "Standard_ZRS", // storage.yaml: tier hot, replication zone-redundant
    accessTier: "Hot", // storage.yaml: tiers.hot.accessTier
    containers: ["invoicefiles"], // storage.yaml: defaultContainer
    lifecycle: { deleteVersionsAfterDays: 365 }, // storage.yaml: deleteVersionsAfterDays.production
    location,
    tags,
  },
  { protect: true }, // production must not lose it: a plan that drops or replaces it fails
);

const dns = new DnsZone(
  "dns",
  {
    resourceGroupName: resourceGroup.name,
    // dns.yaml: connectsoft.io is the organisation's zone, so a name directly below it is a zone of its own
    zoneName: "invoices.connectsoft.io",
    records: [], // none yet: nothing in this stack can answer under the name
    tags,
  },
  { protect: true }, // production must not lose it: a plan that drops or replaces it fails
);

// Outputs, by the keys their consumers read.
export const resource_group = resourceGroup.name;
export const key_vault_name = vault.vaultName;
export const key_vault_uri = vault.vaultUri;
export const storage_account_name = storage.accountName;
export const storage_url = storage.blobEndpoint;
export const dns_zone = dns.zoneName;
export const dns_name_servers = dns.nameServers;
