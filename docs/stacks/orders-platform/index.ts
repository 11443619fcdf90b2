// Orders in staging, westeurope: stack orders-westeurope/staging-westeurope-orders.
// blueprint_id: blueprint-orders-platform, trace_id: trace-orders-5, agent_origin: cloud-provisioner-agent.
// Rendered. Change the request and provision again: edits made here are lost.
// A comment at a value says what set it: the request, a rule or a default of the knowledge files.
import {
  Alerts,
  ContainerAppsEnvironment,
  ContainerRegistry,
  EventGridTopic,
  LogAnalytics,
  PostgresServer,
  PrivateDnsZone,
  RedisCache,
  ResourceGroup,
  ServiceBusNamespace,
  UserAssignedIdentity,
  VirtualNetwork,
} from "@cloud-provisioner/azure";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");

const resourceGroup = new ResourceGroup("resource-group", {
  resourceGroupName: "cs-stg-weu-orders-rg", // naming.yaml: resource-group
  location,
  tags,
});

const network = new VirtualNetwork("network", {
  resourceGroupName: resourceGroup.name,
  virtualNetworkName: "cs-stg-weu-orders-vnet", // kinds/virtual-network.yaml: name
  addressSpace: ["10.20.0.0/16"], // kinds/virtual-network.yaml: addresses.space.default
  // kinds/virtual-network.yaml: arguments.subnets; a part of the network's addresses for endpoints; a part of the network's addresses for apps
  subnets: [
    { name: "endpoints", addressPrefix: "10.20.16.0/24", purpose: "private-endpoints" },
    { name: "apps", addressPrefix: "10.20.18.0/23", purpose: "apps" },
  ],
  location,
  tags,
});

const topicZone = new PrivateDnsZone("topic-zone", {
  resourceGroupName: resourceGroup.name,
  zoneName: "privatelink.eventgrid.azure.net", // Azure's zone for private endpoints of an Event Grid topic
  networks: [{ name: "network", id: network.id }], // the plan has a network of its own
  tags,
});

const postgresZone = new PrivateDnsZone("postgres-zone", {
  resourceGroupName: resourceGroup.name,
  zoneName: "privatelink.postgres.database.azure.com", // Azure's zone for private endpoints of a PostgreSQL server
  networks: [{ name: "network", id: network.id }], // the plan has a network of its own
  tags,
});

const cacheZone = new PrivateDnsZone("cache-zone", {
  resourceGroupName: resourceGroup.name,
  zoneName: "privatelink.redis.azure.net", // Azure's zone for private endpoints of a Redis cache
  networks: [{ name: "network", id: network.id }], // the plan has a network of its own
  tags,
});

const logs = new LogAnalytics("logs", {
  resourceGroupName: resourceGroup.name,
  workspaceName: "cs-stg-weu-orders-log", // naming.yaml: log-analytics
  insightsName: "cs-stg-weu-orders-appi", // naming.yaml: app-insights
  retentionInDays: 30, // monitoring.yaml: retentionInDays.non-production
  location,
  tags,
});

const registry = new ContainerRegistry("registry", {
  resourceGroupName: resourceGroup.name,
  registryName: "csstgweuorderscrt46v3p0b", // kinds/container-registry.yaml: name
  sku: "Standard", // kinds/container-registry.yaml: arguments.sku.default.non-production
  zoneRedundant: false, // kinds/container-registry.yaml: arguments.zoneRedundant
  replicas: [], // kinds/container-registry.yaml: arguments.replicas
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const topic = new EventGridTopic("topic", {
  resourceGroupName: resourceGroup.name,
  topicName: "cs-stg-weu-orders-evgt-l2o0o", // kinds/event-grid.yaml: name
  workspaceId: logs.workspaceId,
  // the plan has a network of its own
  privateEndpoint: { subnetId: network.subnetId("endpoints"), dnsZoneId: topicZone.id },
  location,
  tags,
});

const bus = new ServiceBusNamespace("bus", {
  resourceGroupName: resourceGroup.name,
  namespaceName: "cs-stg-weu-orders-bus-igcn4", // kinds/service-bus.yaml: name
  sku: "Standard", // kinds/service-bus.yaml: arguments.sku.default
  zoneRedundant: false, // kinds/service-bus.yaml: arguments.zoneRedundant
  queues: [{ name: "incoming" }], // request: queues
  topics: [], // kinds/service-bus.yaml: arguments.topics
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const identity = new UserAssignedIdentity("identity", {
  resourceGroupName: resourceGroup.name,
  identityName: "cs-stg-weu-orders-id", // naming.yaml: workload-identity
  // has AcrPull on registry, has EventGrid Data Sender on topic, has Azure Service Bus Data Sender on bus, has Azure Service Bus Data Receiver on bus
  roles: [
    { name: "registry-pull", role: "AcrPull", scope: registry.id },
    { name: "topic-send", role: "EventGrid Data Sender", scope: topic.id },
    { name: "bus-send", role: "Azure Service Bus Data Sender", scope: bus.id },
    { name: "bus-receive", role: "Azure Service Bus Data Receiver", scope: bus.id },
  ],
  federatedCredentials: [], // no cluster runs the workloads
  location,
  tags,
});

const postgres = new PostgresServer("postgres", {
  resourceGroupName: resourceGroup.name,
  serverName: "cs-stg-weu-orders-psql-j0o44", // kinds/postgresql.yaml: name
  version: "17", // request: version
  sku: "Standard_B1ms", // kinds/postgresql.yaml: arguments.sku.default.non-production
  storageSizeGb: 32, // kinds/postgresql.yaml: arguments.storageSizeGb.default.non-production
  zoneRedundant: false, // kinds/postgresql.yaml: arguments.zoneRedundant
  geoRedundantBackup: false, // kinds/postgresql.yaml: arguments.geoRedundantBackup.default
  backupRetentionDays: 7, // kinds/postgresql.yaml: arguments.backupRetentionDays.default.non-production
  // request: administrator_id, administrator; the rest by kinds/postgresql.yaml
  administrators: [{ objectId: "6f3c0b5e-52c4-4a5e-9f0e-2d7c1b9a4e11", name: "sg-orders-databases", type: "Group" }],
  databases: ["orders"], // request: databases
  workspaceId: logs.workspaceId,
  // the plan has a network of its own
  privateEndpoint: { subnetId: network.subnetId("endpoints"), dnsZoneId: postgresZone.id },
  location,
  tags,
});

const alerts = new Alerts("alerts", {
  resourceGroupName: resourceGroup.name,
  actionGroupName: "cs-stg-weu-orders-ag", // kinds/alerts.yaml: name
  shortName: "orders", // request: component
  emails: [{ name: "orders@connectsoft.io", address: "orders@connectsoft.io" }], // request: emails
  webhooks: [], // kinds/alerts.yaml: arguments.webhooks
  // request: postgresql_storage_percent, service_bus_dead_letters; the resource's own name; the rest by kinds/alerts.yaml
  metricAlerts: [
    {
      name: "cs-stg-weu-orders-ag-postgresql-storage",
      description: "The server's storage fills; a full one can only be read.",
      threshold: 80,
      scopeId: postgres.id,
      metric: {
        namespace: "Microsoft.DBforPostgreSQL/flexibleServers",
        name: "storage_percent",
        aggregation: "Maximum",
      },
      operator: "GreaterThan",
      severity: 1,
    },
    {
      name: "cs-stg-weu-orders-ag-dead-letters",
      description: "Messages lie in a dead-letter queue: nobody could work them off.",
      threshold: 0,
      scopeId: bus.id,
      metric: { namespace: "Microsoft.ServiceBus/namespaces", name: "DeadletteredMessages", aggregation: "Maximum" },
      operator: "GreaterThan",
      severity: 2,
    },
  ],
  // request: region; the resource's own name
  serviceHealth: { name: "cs-stg-weu-orders-ag-azure-health", regions: ["West Europe"] },
  tags,
});

const apps = new ContainerAppsEnvironment("apps", {
  resourceGroupName: resourceGroup.name,
  environmentName: "cs-stg-weu-orders-cae", // kinds/container-apps.yaml: name
  internal: false, // kinds/container-apps.yaml: arguments.internal
  zoneRedundant: false, // the request names no zones
  workloadProfiles: [], // kinds/container-apps.yaml: arguments.workloadProfiles
  workspaceId: logs.workspaceId,
  subnetId: network.subnetId("apps"), // the plan has a network of its own
  location,
  tags,
});

const cache = new RedisCache("cache", {
  resourceGroupName: resourceGroup.name,
  cacheName: "cs-stg-weu-orders-redis-umfbp", // kinds/redis.yaml: name
  sku: "Balanced_B0", // kinds/redis.yaml: arguments.sku.default.non-production
  highAvailability: false, // kinds/redis.yaml: arguments.highAvailability.default.non-production
  users: [identity.principalId],
  workspaceId: logs.workspaceId,
  // the plan has a network of its own
  privateEndpoint: { subnetId: network.subnetId("endpoints"), dnsZoneId: cacheZone.id },
  location,
  tags,
});

// Outputs, by the keys their consumers read.
export const resource_group = resourceGroup.name;
export const virtual_network_id = network.id;
export const log_analytics_workspace_id = logs.workspaceId;
export const app_insights_id = logs.insightsId;
export const container_registry_login_server = registry.loginServer;
export const container_registry = registry.registryName;
export const event_grid_endpoint = topic.endpoint;
export const event_grid_topic = topic.topicName;
export const service_bus_endpoint = bus.endpoint;
export const service_bus_namespace = bus.namespaceName;
export const identity_client_id = identity.clientId;
export const postgresql_host = postgres.fqdn;
export const postgresql_server = postgres.serverName;
export const action_group_id = alerts.actionGroupId;
export const container_apps_domain = apps.defaultDomain;
export const container_apps_ip = apps.staticIp;
export const container_apps_environment = apps.environmentName;
export const redis_host = cache.hostName;
export const redis_cache = cache.cacheName;
