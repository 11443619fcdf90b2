// ReportGenerator in staging, westeurope: stack reportgenerator-westeurope/staging-westeurope-reportgenerator.
// blueprint_id: report-generator, trace_id: trace-reports-12, agent_origin: cloud-provisioner-agent.
// Rendered. Change the request and provision again: edits made here are lost.
// A comment at a value says what set it: the request, a rule or a default of the knowledge files.
import { KeyVault, LogAnalytics, ResourceGroup, Storage, seedSecret } from "@cloud-provisioner/azure";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");

const resourceGroup = new ResourceGroup("resource-group", {
  resourceGroupName: "cs-stg-weu-reportgenerator-rg", // naming.yaml: resource-group
  location,
  tags,
});

const logs = new LogAnalytics("logs", {
  resourceGroupName: resourceGroup.name,
  workspaceName: "cs-stg-weu-reportgenerator-log", // naming.yaml: log-analytics
  insightsName: "cs-stg-weu-reportgenerator-appi", // naming.yaml: app-insights
  retentionInDays: 30, // monitoring.yaml: retentionInDays.non-production
  location,
  tags,
});

const vault = new KeyVault("vault", {
  resourceGroupName: resourceGroup.name,
  vaultName: "cs-stg-weu-repo-kv-3v6e6", // naming.yaml: key-vault
  access: "rbac", // key-vault.yaml: defaultAccess
  purgeProtection: false, // key-vault.yaml: purgeProtection.non-production
  softDeleteRetentionInDays: 7, // key-vault.yaml: softDeleteRetentionInDays.non-production
  // request: secrets; values are read from the source vault when the stack runs
  secrets: [{ name: "report-source-token", value: seedSecret("report-source-token") }],
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const storage = new Storage("storage", {
  resourceGroupName: resourceGroup.name,
  accountName: "csstgweureportst9o3nvm9m", // naming.yaml: storage
  sku: "Standard_ZRS", // storage.yaml: tier standard, replication zone-redundant
  accessTier: "Hot", // storage.yaml: tiers.standard.accessTier
  containers: ["reportgeneratorfiles"], // storage.yaml: defaultContainer
  lifecycle: { deleteVersionsAfterDays: 30 }, // storage.yaml: deleteVersionsAfterDays.non-production
  workspaceId: logs.workspaceId,
  location,
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
