import { AksCluster, LogAnalytics, ResourceGroup, VirtualNetwork } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "platform-team" };
const group = new ResourceGroup("cluster-group", { resourceGroupName: "rg-web-prd", location: "westeurope", tags });
const place = { resourceGroupName: group.name, location: group.location, tags };

const logs = new LogAnalytics("cluster-logs", {
  ...place,
  workspaceName: "log-web-prd",
  insightsName: "appi-web-prd",
  retentionInDays: 90,
});
const network = new VirtualNetwork("cluster-network", {
  ...place,
  virtualNetworkName: "vnet-web-prd",
  addressSpace: ["10.20.0.0/16"],
  subnets: [{ name: "nodes", addressPrefix: "10.20.0.0/20", purpose: "cluster" }],
});
const cluster = new AksCluster("cluster", {
  ...place,
  clusterName: "aks-web-prd",
  dnsPrefix: "web-prd",
  kubernetesVersion: "1.36",
  nodeCount: 3,
  vmSize: "Standard_D4s_v5",
  zones: ["1", "2", "3"],
  userPools: [
    { name: "work", vmSize: "Standard_D8s_v5", nodeCount: 3, autoscale: { minCount: 3, maxCount: 12 } },
    { name: "batch", vmSize: "Standard_E8s_v5", nodeCount: 1, taints: ["dedicated=batch:NoSchedule"] },
  ],
  subnetId: network.subnetId("nodes"),
  private: true,
  maintenanceWindow: { day: "Sunday", startTime: "02:00", durationHours: 4, utcOffset: "+01:00" },
  workspaceId: logs.workspaceId,
});

export const issuerOfWeb = cluster.oidcIssuerUrl;
