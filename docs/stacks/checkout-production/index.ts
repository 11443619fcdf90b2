// CheckoutService in prod, francecentral: stack checkoutservice-francecentral/prod-francecentral-checkout.
// blueprint_id: blueprint-checkout, trace_id: trace-checkout-7, agent_origin: cloud-provisioner-agent.
// Rendered. Change the request and provision again: edits made here are lost.
// A comment at a value says what set it: the request, a rule or a default of the knowledge files.
import {
  AksCluster,
  DnsZone,
  IngressAddress,
  LogAnalytics,
  PrivateDnsZone,
  ResourceGroup,
  Storage,
  UserAssignedIdentity,
  VirtualNetwork,
} from "@cloud-provisioner/azure";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");

const resourceGroup = new ResourceGroup("resource-group", {
  resourceGroupName: "cs-prod-frc-checkoutservice-rg", // naming.yaml: resource-group
  location,
  tags,
});

const network = new VirtualNetwork("network", {
  resourceGroupName: resourceGroup.name,
  virtualNetworkName: "cs-prod-frc-checkout-vnet", // kinds/virtual-network.yaml: name
  addressSpace: ["10.30.0.0/16"], // request: address_space
  // request: nodes_subnet, endpoints_subnet; the rest by kinds/virtual-network.yaml
  subnets: [
    {
      name: "nodes",
      addressPrefix: "10.30.0.0/20",
      purpose: "cluster",
      inbound: [{ name: "AllowWebFromInternet", ports: ["80", "443"], sources: ["Internet"] }],
    },
    { name: "endpoints", addressPrefix: "10.30.16.0/24", purpose: "private-endpoints" },
  ],
  location,
  tags,
});

const blobZone = new PrivateDnsZone("blob-zone", {
  resourceGroupName: resourceGroup.name,
  zoneName: "privatelink.blob.core.windows.net", // Azure's zone for private endpoints of an account's blobs
  networks: [{ name: "network", id: network.id }], // the plan has a network of its own
  tags,
});

const logs = new LogAnalytics("logs", {
  resourceGroupName: resourceGroup.name,
  workspaceName: "cs-prod-frc-checkout-log", // naming.yaml: log-analytics
  insightsName: "cs-prod-frc-checkout-appi", // naming.yaml: app-insights
  retentionInDays: 90, // monitoring.yaml: retentionInDays.production
  location,
  tags,
});

const storage = new Storage(
  "storage",
  {
    resourceGroupName: resourceGroup.name,
    accountName: "csprodfrccheckstj9434ajv", // naming.yaml: storage
    sku: "Standard_GZRS", // storage.yaml: tier hot, replication geo-redundant, over zones in production
    accessTier: "Hot", // storage.yaml: tiers.hot.accessTier
    containers: ["checkoutfiles"], // storage.yaml: defaultContainer
    // request: cool_after_days, delete_after_days, delete_versions_after_days
    lifecycle: { coolAfterDays: 30, deleteAfterDays: 730, deleteVersionsAfterDays: 90 },
    // the plan has a network of its own
    privateEndpoint: { subnetId: network.subnetId("endpoints"), dnsZoneId: blobZone.id },
    workspaceId: logs.workspaceId,
    location,
    tags,
  },
  { protect: true }, // production must not lose it: a plan that drops or replaces it fails
);

const cluster = new AksCluster("cluster", {
  resourceGroupName: resourceGroup.name,
  clusterName: "cs-prod-frc-checkout-aks", // naming.yaml: aks
  dnsPrefix: "cs-prod-frc-checkout-aks", // the cluster's name
  kubernetesVersion: "1.36", // aks.yaml: defaultVersion.production
  tier: "Standard", // aks.yaml: tier.production
  nodeCount: 3, // request: node_count
  vmSize: "Standard_D4s_v5", // aks.yaml: systemPool
  zones: ["1", "2", "3"], // environments.yaml: environments.prod.topology.zones
  // request: user_pools
  userPools: [
    { name: "work", vmSize: "Standard_D8s_v5", nodeCount: 3, autoscale: { minCount: 3, maxCount: 9 } },
    { name: "batch", vmSize: "Standard_D4s_v5", nodeCount: 1, taints: ["dedicated=batch:NoSchedule"] },
  ],
  subnetId: network.subnetId("nodes"), // the plan has a network of its own
  private: true, // the plan has a network of its own, from which it is reached
  upgradeChannel: "patch", // request: auto_upgrade_channel
  // request: maintenance_window
  maintenanceWindow: { day: "Saturday", startTime: "22:00", durationHours: 6, utcOffset: "+01:00" },
  workspaceId: logs.workspaceId,
  location,
  tags,
});

const ingress = new IngressAddress("ingress", {
  resourceGroupName: resourceGroup.name,
  addressName: "cs-prod-frc-checkout-pip", // naming.yaml: public-ip
  dnsLabel: "cs-prod-frc-checkout-ingress-9p0gn", // naming.yaml: dns-label
  zones: ["1", "2", "3"], // regions.yaml: all of the region's: the address outlives each of them
  clusterPrincipalId: cluster.principalId,
  location,
  tags,
});

const identity = new UserAssignedIdentity("identity", {
  resourceGroupName: resourceGroup.name,
  identityName: "cs-prod-frc-checkout-id", // naming.yaml: workload-identity
  roles: [{ name: "storage", role: "Storage Blob Data Contributor", scope: storage.id }], // reads and writes the blobs
  // aks.yaml: workload
  federatedCredentials: [
    { name: "cluster", issuer: cluster.oidcIssuerUrl, namespace: "checkout", serviceAccount: "checkout" },
  ],
  location,
  tags,
});

const dns = new DnsZone(
  "dns",
  {
    resourceGroupName: resourceGroup.name,
    zoneName: "europe.connectsoft.io", // the component's domain name without its first label
    // request: fqdn; answered by the first cluster's ingress; the rest by dns.yaml
    records: [{ name: "checkout", type: "ALIAS", recordType: "A", ttlSeconds: 300, resourceId: ingress.id }],
    tags,
  },
  { protect: true }, // production must not lose it: a plan that drops or replaces it fails
);

// Outputs, by the keys their consumers read.
export const resource_group = resourceGroup.name;
export const virtual_network_id = network.id;
export const log_analytics_workspace_id = logs.workspaceId;
export const app_insights_id = logs.insightsId;
export const storage_account_name = storage.accountName;
export const storage_url = storage.blobEndpoint;
export const aks_cluster_name = cluster.clusterName;
export const aks_cluster_fqdn = cluster.fqdn;
export const aks_oidc_issuer_url = cluster.oidcIssuerUrl;
export const ingress_address = ingress.ipAddress;
export const ingress_fqdn = ingress.fqdn;
export const ingress_annotations = ingress.annotations;
export const identity_client_id = identity.clientId;
export const dns_zone = dns.zoneName;
export const dns_name_servers = dns.nameServers;
export const dns_record = pulumi.concat("checkout.", dns.zoneName);
