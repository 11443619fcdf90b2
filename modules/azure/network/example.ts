import { PrivateDnsZone, privateZones, ResourceGroup, VirtualNetwork } from "@cloud-provisioner/azure";

const tags = { environment: "staging", owner: "identity-team" };
const group = new ResourceGroup("network-group", { resourceGroupName: "rg-network-stg", location: "westeurope", tags });

const network = new VirtualNetwork("network", {
  resourceGroupName: group.name,
  location: group.location,
  virtualNetworkName: "vnet-network-stg",
  addressSpace: ["10.20.0.0/16"],
  subnets: [
    {
      name: "nodes",
      addressPrefix: "10.20.0.0/20",
      purpose: "cluster",
      // Kubernetes opens the security group of its own machines, never that of a subnet.
      inbound: [{ name: "AllowWeb", ports: ["443"], sources: ["Internet"] }],
    },
    { name: "endpoints", addressPrefix: "10.20.16.0/24", purpose: "private-endpoints" },
    { name: "database", addressPrefix: "10.20.17.0/28", purpose: "database" },
    { name: "apps", addressPrefix: "10.20.18.0/23", purpose: "apps" },
  ],
  tags,
});

const vaultZone = new PrivateDnsZone("vault-zone", {
  resourceGroupName: group.name,
  zoneName: privateZones.vault,
  networks: [{ name: "vnet-network-stg", id: network.id }],
  tags,
});

export const endpointSubnetId = network.subnetId("endpoints");
export const vaultZoneId = vaultZone.id;
