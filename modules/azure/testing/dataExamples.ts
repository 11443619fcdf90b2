import type { AlertsArgs } from "../alerts/alertsArgs.js";
import type { ContainerAppsEnvironmentArgs } from "../container-apps/containerAppsEnvironmentArgs.js";
import type { ContainerRegistryArgs } from "../container-registry/containerRegistryArgs.js";
import type { EventGridTopicArgs } from "../event-grid/eventGridTopicArgs.js";
import type { PostgresServerArgs } from "../postgresql/postgresServerArgs.js";
import type { RedisCacheArgs } from "../redis/redisCacheArgs.js";
import type { ServiceBusNamespaceArgs } from "../service-bus/serviceBusNamespaceArgs.js";
import type { SqlServerArgs } from "../sql/sqlServerArgs.js";
import { tags } from "./examples.js";

const place = { resourceGroupName: "rg-auth", location: "westeurope", tags };
const admins = { objectId: "33333333-3333-4333-8333-333333333333", name: "database-admins", type: "Group" } as const;

/** Arguments as plain as they get, one per kind; a test changes the part it is about. */
export const postgresServerArgs: PostgresServerArgs = {
  ...place,
  serverName: "psql-auth-1a2b3c4d",
  version: "17",
  sku: "Standard_B1ms",
  storageSizeGb: 32,
  zoneRedundant: false,
  geoRedundantBackup: false,
  backupRetentionDays: 7,
  administrators: [admins],
  databases: [],
};

export const sqlServerArgs: SqlServerArgs = {
  ...place,
  serverName: "sql-auth-1a2b3c4d",
  administrator: admins,
  databases: [],
};

export const redisCacheArgs: RedisCacheArgs = {
  ...place,
  cacheName: "redis-auth-1a2b3c4d",
  sku: "Balanced_B0",
  highAvailability: false,
  users: [],
};

export const eventGridTopicArgs: EventGridTopicArgs = { ...place, topicName: "evgt-auth" };

export const serviceBusNamespaceArgs: ServiceBusNamespaceArgs = {
  ...place,
  namespaceName: "sbns-auth-1a2b3c4d",
  sku: "Standard",
  zoneRedundant: false,
  queues: [],
  topics: [],
};

export const containerRegistryArgs: ContainerRegistryArgs = {
  ...place,
  registryName: "crauth1a2b3c4d",
  sku: "Basic",
  zoneRedundant: false,
  replicas: [],
};

export const containerAppsEnvironmentArgs: ContainerAppsEnvironmentArgs = {
  ...place,
  environmentName: "cae-auth",
  internal: false,
  zoneRedundant: false,
  workloadProfiles: [],
};

export const alertsArgs: AlertsArgs = {
  resourceGroupName: "rg-auth",
  actionGroupName: "ag-auth",
  shortName: "auth",
  emails: [{ name: "on-call", address: "on-call@example.com" }],
  webhooks: [],
  metricAlerts: [],
  tags,
};
