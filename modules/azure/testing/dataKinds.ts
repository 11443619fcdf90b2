import type * as pulumi from "@pulumi/pulumi";
import {
  Alerts,
  ContainerAppsEnvironment,
  ContainerRegistry,
  EventGridTopic,
  PostgresServer,
  RedisCache,
  ServiceBusNamespace,
  SqlServer,
} from "../main.js";
import * as args from "./dataExamples.js";
import { workspaceId } from "./examples.js";
import { dnsZoneId, subnetId } from "./networkExamples.js";

const privateEndpoint = { subnetId, dnsZoneId };

const database = { name: "billing", sku: "GP_Gen5_2", zoneRedundant: false, backupRedundancy: "Local" } as const;
const metricAlert = {
  name: "dead-letters",
  scopeId: workspaceId,
  metric: { namespace: "Microsoft.ServiceBus/namespaces", name: "DeadletteredMessages", aggregation: "Maximum" },
  operator: "GreaterThan",
  threshold: 0,
  severity: 2,
} as const;

/** Databases, messaging, containers and alerts, each with everything it can declare. */
export const dataKinds: Record<string, () => pulumi.ComponentResource> = {
  PostgresServer: () =>
    new PostgresServer("postgres", { ...args.postgresServerArgs, privateEndpoint, databases: ["orders"], workspaceId }),
  SqlServer: () => new SqlServer("sql", { ...args.sqlServerArgs, privateEndpoint, databases: [database], workspaceId }),
  RedisCache: () =>
    new RedisCache("cache", {
      ...args.redisCacheArgs,
      privateEndpoint,
      users: ["33333333-3333-4333-8333-333333333333"],
      workspaceId,
    }),
  EventGridTopic: () => new EventGridTopic("events", { ...args.eventGridTopicArgs, privateEndpoint, workspaceId }),
  ServiceBusNamespace: () =>
    new ServiceBusNamespace("bus", {
      ...args.serviceBusNamespaceArgs,
      sku: "Premium",
      privateEndpoint,
      queues: [{ name: "payments" }],
      topics: [{ name: "orders" }],
      workspaceId,
    }),
  ContainerRegistry: () =>
    new ContainerRegistry("images", {
      ...args.containerRegistryArgs,
      privateEndpoint,
      sku: "Premium",
      replicas: [{ location: "northeurope", zoneRedundant: false }],
      workspaceId,
    }),
  ContainerAppsEnvironment: () =>
    new ContainerAppsEnvironment("apps", { ...args.containerAppsEnvironmentArgs, workspaceId }),
  Alerts: () =>
    new Alerts("alerts", {
      ...args.alertsArgs,
      metricAlerts: [metricAlert],
      serviceHealth: { name: "azure-health", regions: ["West Europe"] },
    }),
};
