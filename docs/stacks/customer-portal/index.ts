// CustomerPortal in staging, westeurope: stack customerportal-westeurope/staging-westeurope-customerportal.
// blueprint_id: blueprint-customer-portal, trace_id: trace-portal-6, agent_origin: cloud-provisioner-agent.
// Rendered. Change the request and provision again: edits made here are lost.
// A comment at a value says what set it: the request, a rule or a default of the knowledge files.
import { LogAnalytics, ResourceGroup, SqlServer, StaticWebApp } from "@cloud-provisioner/azure";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");

const resourceGroup = new ResourceGroup("resource-group", {
  resourceGroupName: "cs-stg-weu-customerportal-rg", // naming.yaml: resource-group
  location,
  tags,
});

const logs = new LogAnalytics("logs", {
  resourceGroupName: resourceGroup.name,
  workspaceName: "cs-stg-weu-customerportal-log", // naming.yaml: log-analytics
  insightsName: "cs-stg-weu-customerportal-appi", // naming.yaml: app-insights
  retentionInDays: 30, // monitoring.yaml: retentionInDays.non-production
  location,
  tags,
});

const sql = new SqlServer("sql", {
  resourceGroupName: resourceGroup.name,
  serverName: "cs-stg-weu-customerportal-sql-cmpud", // kinds/azure-sql.yaml: name
  // request: administrator_id, administrator; the rest by kinds/azure-sql.yaml
  administrator: { objectId: "0d9a4c1e-7b52-4f6a-9c3d-5e8f1a2b3c4d", name: "sg-portal-databases", type: "Group" },
  // request: databases; the rest by kinds/azure-sql.yaml; the request names no zones
  databases: [{ name: "portal", sku: "GP_S_Gen5_1", zoneRedundant: false, backupRedundancy: "Zone" }],
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const site = new StaticWebApp("site", {
  resourceGroupName: resourceGroup.name,
  appName: "cs-stg-weu-customerportal-stapp", // kinds/static-web-app.yaml: name
  location: "westeurope", // kinds/static-web-app.yaml: arguments.location.default
  sku: "Standard", // request: sku
  stagingEnvironments: false, // kinds/static-web-app.yaml: arguments.stagingEnvironments.default
  tags,
});

// Outputs, by the keys their consumers read.
export const resource_group = resourceGroup.name;
export const log_analytics_workspace_id = logs.workspaceId;
export const app_insights_id = logs.insightsId;
export const sql_host = sql.fqdn;
export const sql_server = sql.serverName;
export const static_web_app_url = site.url;
export const static_web_app = site.appName;
