import { ResourceGroup, SqlServer } from "@cloud-provisioner/azure";

const tags = { environment: "staging", owner: "billing-team" };
const group = new ResourceGroup("billing-group", { resourceGroupName: "rg-billing-stg", location: "westeurope", tags });

const server = new SqlServer("billing-database", {
  resourceGroupName: group.name,
  location: group.location,
  serverName: "sql-billing-stg-1a2b3c4d",
  administrator: { objectId: "0f5c3f0e-93f5-4f0e-8a39-0d5f3c1b2a77", name: "billing-database-admins", type: "Group" },
  databases: [{ name: "billing", sku: "GP_S_Gen5_2", zoneRedundant: false, backupRedundancy: "Geo" }],
  tags,
});
export const serverHost = server.fqdn;
