import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { moduleStacks, type ModuleStacks } from "../kit/moduleStacks.js";

/** Databases, messaging, containers and alerts: the real engine against the simulated Azure. */
let stacks: ModuleStacks;
before(async () => {
  stacks = await moduleStacks();
});
after(() => stacks.world.close());

test("everything that the modules offer is accepted by Azure, reads back without drift, and changes in place", async () => {
  const first = stacks.stack(everything({ storageSizeGb: 128, messagingUnits: 2, sqlAdministrator: "app" }));
  const { resources } = await stacks.create(first);
  assert.ok(!JSON.stringify(resources).includes("CANARY"), "the URL of a webhook is nobody's to see");
  const drift = await stacks.world.engine.previewRefresh(first, { operationId: "refresh" });
  assert.ok(drift.kind === "previewed", JSON.stringify(drift));
  assert.deepEqual(drift.plan.steps, [], "what Azure returns is what was written");

  // Another administrator of a SQL server takes over in place: the server and its databases stay.
  const larger = stacks.stack(everything({ storageSizeGb: 256, messagingUnits: 4, sqlAdministrator: "admins" }));
  const planned = await stacks.preview(larger);
  assert.deepEqual(planned.plan.steps.map(({ op, type }) => `${op} ${type}`).sort(), [
    "update azure-native:dbforpostgresql:Server",
    "update azure-native:servicebus:Namespace",
    "update azure-native:sql:ServerAzureADAdministrator",
  ]);
  await stacks.apply(larger, planned);
  await stacks.destroy(larger);
});

interface Settings {
  readonly storageSizeGb: number;
  readonly messagingUnits: number;
  /** A name in the program. */
  readonly sqlAdministrator: "admins" | "app";
}

/** Every kind with all that can be asked of it, each observed by one workspace and watched by one group. */
function everything({ storageSizeGb, messagingUnits, sqlAdministrator }: Settings): string {
  return `import * as azure from "@cloud-provisioner/azure";
const tags = { owner: "shop" };
const group = new azure.ResourceGroup("group", { resourceGroupName: "rg-shop", location: "westeurope", tags });
const place = { resourceGroupName: group.name, location: "westeurope", tags };
const { workspaceId } = new azure.LogAnalytics("logs", {
  ...place, workspaceName: "log-shop", insightsName: "appi-shop", retentionInDays: 30,
});
const network = new azure.VirtualNetwork("network", {
  ...place,
  virtualNetworkName: "vnet-shop",
  addressSpace: ["10.30.0.0/16"],
  subnets: [
    { name: "apps", addressPrefix: "10.30.0.0/23", purpose: "apps" },
    { name: "database", addressPrefix: "10.30.2.0/24", purpose: "database" },
    { name: "endpoints", addressPrefix: "10.30.3.0/24", purpose: "private-endpoints" },
  ],
});
const zone = (name: string, zoneName: string) => new azure.PrivateDnsZone(name, {
  resourceGroupName: group.name, zoneName, networks: [{ name: "vnet-shop", id: network.id }], tags,
}).id;
const reach = (kind: "containerRegistry" | "eventGrid" | "redis" | "serviceBus" | "sql") => ({
  subnetId: network.subnetId("endpoints"), dnsZoneId: zone(kind, azure.privateZones[kind]),
});
const admins = { objectId: "0f5c3f0e-93f5-4f0e-8a39-0d5f3c1b2a77", name: "admins", type: "Group" } as const;
const app = { objectId: "1f5c3f0e-93f5-4f0e-8a39-0d5f3c1b2a77", name: "app", type: "ServicePrincipal" } as const;
const postgres = new azure.PostgresServer("postgres", {
  ...place, serverName: "psql-shop", version: "17", sku: "Standard_E4ds_v5", storageSizeGb: ${storageSizeGb},
  zoneRedundant: true, geoRedundantBackup: true, backupRetentionDays: 35,
  administrators: [admins, app], databases: ["orders", "audit"], workspaceId,
  subnetId: network.subnetId("database"),
  privateDnsZoneId: zone("postgresql", "shop.private.postgres.database.azure.com"),
});
const sql = new azure.SqlServer("sql", {
  ...place, serverName: "sql-shop", administrator: ${sqlAdministrator}, workspaceId, privateEndpoint: reach("sql"),
  databases: [
    { name: "billing", sku: "BC_Gen5_4", zoneRedundant: true, backupRedundancy: "GeoZone" },
    { name: "reports", sku: "GP_S_Gen5_2", zoneRedundant: false, backupRedundancy: "Local" },
  ],
});
const cache = new azure.RedisCache("cache", {
  ...place, cacheName: "redis-shop", sku: "MemoryOptimized_M10", highAvailability: true,
  users: [admins.objectId, app.objectId], workspaceId, privateEndpoint: reach("redis"),
});
const topic = new azure.EventGridTopic("events", { ...place, topicName: "evgt-shop", workspaceId, privateEndpoint: reach("eventGrid") });
const bus = new azure.ServiceBusNamespace("bus", {
  ...place, namespaceName: "sbns-shop", sku: "Premium", messagingUnits: ${messagingUnits}, zoneRedundant: true,
  queues: [{ name: "payments", sessions: true, duplicateDetection: true, maxDeliveryCount: 3 }, { name: "mail" }],
  topics: [{ name: "orders", duplicateDetection: true }], workspaceId, privateEndpoint: reach("serviceBus"),
});
const registry = new azure.ContainerRegistry("images", {
  ...place, registryName: "crshop", sku: "Premium", zoneRedundant: true, untaggedRetentionDays: 30,
  replicas: [{ location: "northeurope", zoneRedundant: true }, { location: "uksouth", zoneRedundant: false }],
  workspaceId, privateEndpoint: reach("containerRegistry"),
});
const apps = new azure.ContainerAppsEnvironment("apps", {
  ...place, environmentName: "cae-shop", subnetId: network.subnetId("apps"), internal: true, zoneRedundant: true,
  workloadProfiles: [{ name: "steady", type: "D4", minimumCount: 1, maximumCount: 3 }], workspaceId,
});
const rule = { operator: "GreaterThan", threshold: 0, severity: 2 } as const;
const alerts = new azure.Alerts("alerts", {
  resourceGroupName: group.name, actionGroupName: "ag-shop", shortName: "shop", tags,
  emails: [{ name: "on-call", address: "on-call@example.com" }],
  webhooks: [{ name: "pager", url: "https://pager.example.com/hook/CANARY" }],
  metricAlerts: [
    { ...rule, name: "dead-letters", scopeId: bus.id, metric: { namespace: "Microsoft.ServiceBus/namespaces",
      name: "DeadletteredMessages", aggregation: "Maximum",
      dimensions: [{ name: "EntityName", operator: "Include", values: ["payments"] }] } },
    { ...rule, name: "disk", scopeId: postgres.id, threshold: 80, everyMinutes: 60, windowMinutes: 1440,
      metric: { namespace: "Microsoft.DBforPostgreSQL/flexibleServers", name: "storage_percent", aggregation: "Average" } },
  ],
  serviceHealth: { name: "azure-health", regions: ["West Europe"] },
});
export const found = [postgres.fqdn, sql.fqdn, cache.hostName, topic.endpoint, bus.endpoint, registry.loginServer,
  apps.staticIp, alerts.metricAlertIds];`;
}
