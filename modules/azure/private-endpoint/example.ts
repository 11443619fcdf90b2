import {
  PrivateDnsZone,
  PrivateEndpoint,
  privateZones,
  ResourceGroup,
  Storage,
  VirtualNetwork,
} from "@cloud-provisioner/azure";

const tags = { environment: "staging", owner: "identity-team" };
const group = new ResourceGroup("files-group", { resourceGroupName: "rg-files-stg", location: "westeurope", tags });
const place = { resourceGroupName: group.name, location: group.location, tags };

const network = new VirtualNetwork("files-network", {
  ...place,
  virtualNetworkName: "vnet-files-stg",
  addressSpace: ["10.21.0.0/16"],
  subnets: [{ name: "endpoints", addressPrefix: "10.21.0.0/24", purpose: "private-endpoints" }],
});
const zone = new PrivateDnsZone("blob-zone", {
  resourceGroupName: group.name,
  zoneName: privateZones.blob,
  networks: [{ name: "vnet-files-stg", id: network.id }],
  tags,
});
const files = new Storage("files", {
  ...place,
  accountName: "stfilesstg1a2b3c4d",
  sku: "Standard_ZRS",
  accessTier: "Hot",
  containers: ["uploads"],
});

// Most modules take `privateEndpoint` themselves; this is for a second network, and for what no module declares.
const endpoint = new PrivateEndpoint("files", {
  ...place,
  endpointName: "pe-files-stg",
  subnetId: network.subnetId("endpoints"),
  dnsZoneId: zone.id,
  resourceId: files.id,
  groupId: "blob",
});

export const endpointId = endpoint.id;
