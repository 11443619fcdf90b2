// Ledger in staging, westeurope: stack ledger-westeurope/staging-westeurope-ledger.
// blueprint_id: blueprint-private-platform, trace_id: trace-ledger-7, agent_origin: cloud-provisioner-agent.
// Rendered. Change the request and provision again: edits made here are lost.
// A comment at a value says what set it: the request, a rule or a default of the knowledge files.
import {
  AksCluster,
  ContainerRegistry,
  DnsZone,
  IngressAddress,
  KeyVault,
  LogAnalytics,
  PostgresServer,
  PrivateDnsZone,
  ResourceGroup,
  ServiceBusNamespace,
  Storage,
  UserAssignedIdentity,
  VirtualNetwork,
} from "@cloud-provisioner/azure";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");

const resourceGroup = new ResourceGroup("resource-group", {
  resourceGroupName: "cs-stg-weu-ledger-rg", // naming.yaml: resource-group
  location,
  tags,
});

const network = new VirtualNetwork("network", {
  resourceGroupName: resourceGroup.name,
  virtualNetworkName: "cs-stg-weu-ledger-vnet", // kinds/virtual-network.yaml: name
  addressSpace: ["10.40.0.0/20"], // request: address_space
  // kinds/virtual-network.yaml: arguments.subnets; a part of the network's addresses for nodes; a part of the network's addresses for endpoints
  subnets: [
    {
      name: "nodes",
      addressPrefix: "10.40.0.0/22",
      purpose: "cluster",
      inbound: [{ name: "AllowWebFromInternet", ports: ["80", "443"], sources: ["Internet"] }],
    },
    { name: "endpoints", addressPrefix: "10.40.4.0/24", purpose: "private-endpoints" },
  ],
  location,
  tags,
});

const vaultZone = new PrivateDnsZone("vault-zone", {
  resourceGroupName: resourceGroup.name,
  zoneName: "privatelink.vaultcore.azure.net", // Azure's zone for private endpoints of a key vault
  networks: [{ name: "network", id: network.id }], // the plan has a network of its own
  tags,
});

const blobZone = new PrivateDnsZone("blob-zone", {
  resourceGroupName: resourceGroup.name,
  zoneName: "privatelink.blob.core.windows.net", // Azure's zone for private endpoints of an account's blobs
  networks: [{ name: "network", id: network.id }], // the plan has a network of its own
  tags,
});

const registryZone = new PrivateDnsZone("registry-zone", {
  resourceGroupName: resourceGroup.name,
  zoneName: "privatelink.azurecr.io", // Azure's zone for private endpoints of a container registry
  networks: [{ name: "network", id: network.id }], // the plan has a network of its own
  tags,
});

const postgresZone = new PrivateDnsZone("postgres-zone", {
  resourceGroupName: resourceGroup.name,
  zoneName: "privatelink.postgres.database.azure.com", // Azure's zone for private endpoints of a PostgreSQL server
  networks: [{ name: "network", id: network.id }], // the plan has a network of its own
  tags,
});

const busZone = new PrivateDnsZone("bus-zone", {
  resourceGroupName: resourceGroup.name,
  zoneName: "privatelink.servicebus.windows.net", // Azure's zone for private endpoints of a Service Bus namespace
  networks: [{ name: "network", id: network.id }], // the plan has a network of its own
  tags,
});

const logs = new LogAnalytics("logs", {
  resourceGroupName: resourceGroup.name,
  workspaceName: "cs-stg-weu-ledger-log", // naming.yaml: log-analytics
  insightsName: "cs-stg-weu-ledger-appi", // naming.yaml: app-insights
  retentionInDays: 30, // monitoring.yaml: retentionInDays.non-production
  location,
  tags,
});

const vault = new KeyVault("vault", {
  resourceGroupName: resourceGroup.name,
  vaultName: "cs-stg-weu-ledg-kv-mquf1", // naming.yaml: key-vault
  access: "rbac", // key-vault.yaml: defaultAccess
  purgeProtection: false, // key-vault.yaml: purgeProtection.non-production
  softDeleteRetentionInDays: 7, // key-vault.yaml: softDeleteRetentionInDays.non-production
  secrets: [], // the request has no secrets
  // the plan has a network of its own
  privateEndpoint: { subnetId: network.subnetId("endpoints"), dnsZoneId: vaultZone.id },
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const storage = new Storage("storage", {
  resourceGroupName: resourceGroup.name,
  accountName: "csstgweuledgerstmb8g5dnk", // naming.yaml: storage
  sku: "Standard_ZRS", // storage.yaml: tier standard, replication zone-redundant
  accessTier: "Hot", // storage.yaml: tiers.standard.accessTier
  containers: ["statements"], // request: containers
  lifecycle: { deleteVersionsAfterDays: 30 }, // storage.yaml: deleteVersionsAfterDays.non-production
  // the plan has a network of its own
  privateEndpoint: { subnetId: network.subnetId("endpoints"), dnsZoneId: blobZone.id },
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const registry = new ContainerRegistry("registry", {
  resourceGroupName: resourceGroup.name,
  registryName: "csstgweuledgercrkhbfdsrh", // kinds/container-registry.yaml: name
  sku: "Premium", // request: sku
  zoneRedundant: true, // kinds/container-registry.yaml: arguments.zoneRedundant
  replicas: [], // kinds/container-registry.yaml: arguments.replicas
  workspaceId: logs.workspaceId,
  // the plan has a network of its own
  privateEndpoint: { subnetId: network.subnetId("endpoints"), dnsZoneId: registryZone.id },
  location,
  tags,
});

const cluster = new AksCluster("cluster", {
  resourceGroupName: resourceGroup.name,
  clusterName: "cs-stg-weu-ledger-aks", // naming.yaml: aks
  dnsPrefix: "cs-stg-weu-ledger-aks", // the cluster's name
  kubernetesVersion: "1.36", // aks.yaml: defaultVersion.non-production
  tier: "Standard", // nodes over zones are to survive one; only a paid tier promises that
  nodeCount: 3, // aks.yaml: sizes.standard.nodeCount
  vmSize: "Standard_D4s_v5", // aks.yaml: sizes.standard.vmSize
  zones: ["1", "2"], // environments.yaml: environments.staging.topology.zones
  subnetId: network.subnetId("nodes"), // the plan has a network of its own
  upgradeChannel: "patch", // aks.yaml: upgradeChannel.non-production
  registries: [{ name: "registry", id: registry.id }], // nodes pull the images of the stack's registry, and only those
  // key-vault.yaml: only the reference to this secret is an output
  kubeconfig: { vaultName: vault.vaultName, secretName: "ledger-kubeconfig" },
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const ingress = new IngressAddress("ingress", {
  resourceGroupName: resourceGroup.name,
  addressName: "cs-stg-weu-ledger-pip", // naming.yaml: public-ip
  dnsLabel: "cs-stg-weu-ledger-ingress-3tfsv", // naming.yaml: dns-label
  zones: ["1", "2", "3"], // regions.yaml: all of the region's: the address outlives each of them
  clusterPrincipalId: cluster.principalId,
  location,
  tags,
});

const bus = new ServiceBusNamespace("bus", {
  resourceGroupName: resourceGroup.name,
  namespaceName: "cs-stg-weu-ledger-bus-5nfg5", // kinds/service-bus.yaml: name
  sku: "Premium", // request: sku
  zoneRedundant: true, // kinds/service-bus.yaml: arguments.zoneRedundant
  queues: [{ name: "bookings" }], // request: queues
  topics: [], // kinds/service-bus.yaml: arguments.topics
  workspaceId: logs.workspaceId,
  // the plan has a network of its own
  privateEndpoint: { subnetId: network.subnetId("endpoints"), dnsZoneId: busZone.id },
  location,
  tags,
});

const identity = new UserAssignedIdentity("identity", {
  resourceGroupName: resourceGroup.name,
  identityName: "cs-stg-weu-ledger-id", // naming.yaml: workload-identity
  // reads the vault's secrets, reads and writes the blobs, has Azure Service Bus Data Sender on bus, has Azure Service Bus Data Receiver on bus
  roles: [
    { name: "vault", role: "Key Vault Secrets User", scope: vault.id },
    { name: "storage", role: "Storage Blob Data Contributor", scope: storage.id },
    { name: "bus-send", role: "Azure Service Bus Data Sender", scope: bus.id },
    { name: "bus-receive", role: "Azure Service Bus Data Receiver", scope: bus.id },
  ],
  // aks.yaml: workload
  federatedCredentials: [
    { name: "cluster", issuer: cluster.oidcIssuerUrl, namespace: "ledger", serviceAccount: "ledger" },
  ],
  location,
  tags,
});

const postgres = new PostgresServer("postgres", {
  resourceGroupName: resourceGroup.name,
  serverName: "cs-stg-weu-ledger-psql-mqk8r", // kinds/postgresql.yaml: name
  version: "17", // kinds/postgresql.yaml: arguments.version.default
  sku: "Standard_B1ms", // kinds/postgresql.yaml: arguments.sku.default.non-production
  storageSizeGb: 32, // kinds/postgresql.yaml: arguments.storageSizeGb.default.non-production
  zoneRedundant: false, // kinds/postgresql.yaml: arguments.zoneRedundant
  geoRedundantBackup: false, // kinds/postgresql.yaml: arguments.geoRedundantBackup.default
  backupRetentionDays: 7, // kinds/postgresql.yaml: arguments.backupRetentionDays.default.non-production
  // request: administrator_id, administrator; the rest by kinds/postgresql.yaml
  administrators: [{ objectId: "6f3c0b5e-52c4-4a5e-9f0e-2d7c1b9a4e11", name: "sg-ledger-databases", type: "Group" }],
  databases: ["ledger"], // request: databases
  workspaceId: logs.workspaceId,
  // the plan has a network of its own
  privateEndpoint: { subnetId: network.subnetId("endpoints"), dnsZoneId: postgresZone.id },
  location,
  tags,
});

const dns = new DnsZone("dns", {
  resourceGroupName: resourceGroup.name,
  zoneName: "weu.stg.connectsoft.io", // the component's domain name without its first label
  // a cluster needs a name; answered by the first cluster's ingress; dns.yaml: ttlSeconds.single
  records: [{ name: "ledger", type: "ALIAS", recordType: "A", ttlSeconds: 300, resourceId: ingress.id }],
  tags,
});

// Outputs, by the keys their consumers read.
export const resource_group = resourceGroup.name;
export const virtual_network_id = network.id;
export const log_analytics_workspace_id = logs.workspaceId;
export const app_insights_id = logs.insightsId;
export const key_vault_name = vault.vaultName;
export const key_vault_uri = vault.vaultUri;
export const storage_account_name = storage.accountName;
export const storage_url = storage.blobEndpoint;
export const container_registry_login_server = registry.loginServer;
export const container_registry = registry.registryName;
export const aks_cluster_name = cluster.clusterName;
export const aks_cluster_fqdn = cluster.fqdn;
export const aks_oidc_issuer_url = cluster.oidcIssuerUrl;
export const kubeconfig_vault_ref = cluster.kubeconfigReference;
export const ingress_address = ingress.ipAddress;
export const ingress_fqdn = ingress.fqdn;
export const ingress_annotations = ingress.annotations;
export const service_bus_endpoint = bus.endpoint;
export const service_bus_namespace = bus.namespaceName;
export const identity_client_id = identity.clientId;
export const postgresql_host = postgres.fqdn;
export const postgresql_server = postgres.serverName;
export const dns_zone = dns.zoneName;
export const dns_name_servers = dns.nameServers;
export const dns_record = pulumi.concat("ledger.", dns.zoneName);
