import { LogAnalytics, PostgresServer, ResourceGroup } from "@cloud-provisioner/azure";

const tags = { environment: "staging", owner: "orders-team" };
const group = new ResourceGroup("orders-group", { resourceGroupName: "rg-orders-stg", location: "westeurope", tags });
const place = { resourceGroupName: group.name, location: group.location, tags };
const logs = new LogAnalytics("orders-logs", {
  ...place,
  workspaceName: "log-orders-stg",
  insightsName: "appi-orders-stg",
  retentionInDays: 30,
});

const database = new PostgresServer("orders-database", {
  ...place,
  serverName: "psql-orders-stg-1a2b3c4d",
  version: "17",
  sku: "Standard_D2ds_v5",
  storageSizeGb: 128,
  zoneRedundant: true,
  geoRedundantBackup: false,
  backupRetentionDays: 14,
  maintenanceWindow: { day: "Sunday", startTime: "02:00" },
  administrators: [{ objectId: "0f5c3f0e-93f5-4f0e-8a39-0d5f3c1b2a77", name: "orders-database-admins", type: "Group" }],
  databases: ["orders"],
  workspaceId: logs.workspaceId,
});
export const databaseHost = database.fqdn;
