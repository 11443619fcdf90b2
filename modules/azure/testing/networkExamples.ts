import type { UserAssignedIdentityArgs } from "../identity/userAssignedIdentityArgs.js";
import type { IngressAddressArgs } from "../ingress-address/ingressAddressArgs.js";
import type { PrivateDnsZoneArgs } from "../network/privateDnsZoneArgs.js";
import { privateZones } from "../network/privateZones.js";
import type { VirtualNetworkArgs } from "../network/virtualNetworkArgs.js";
import type { PrivateEndpointArgs } from "../private-endpoint/privateEndpointArgs.js";
import type { TrafficManagerArgs } from "../traffic-manager/trafficManagerArgs.js";
import { tags } from "./examples.js";

const place = { resourceGroupName: "rg-auth", location: "westeurope", tags };
const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-auth/providers";

export const networkId = `${group}/Microsoft.Network/virtualNetworks/vnet-auth`;
export const subnetId = `${networkId}/subnets/endpoints`;
export const dnsZoneId = `${group}/Microsoft.Network/privateDnsZones/${privateZones.vault}`;
/** Where private addresses come from. */
export const privateConnection = { subnetId, dnsZoneId };
export const profileId = `${group}/Microsoft.Network/trafficManagerProfiles/traf-auth`;
export const registryId = `${group}/Microsoft.ContainerRegistry/registries/crauth1a2b3c4d`;
export const vaultId = `${group}/Microsoft.KeyVault/vaults/kv-auth-1a2b3c4d`;

export const virtualNetworkArgs: VirtualNetworkArgs = {
  ...place,
  virtualNetworkName: "vnet-auth",
  addressSpace: ["10.20.0.0/16"],
  subnets: [{ name: "cluster", addressPrefix: "10.20.0.0/20", purpose: "cluster" }],
};

export const privateDnsZoneArgs: PrivateDnsZoneArgs = {
  resourceGroupName: "rg-auth",
  zoneName: privateZones.vault,
  networks: [{ name: "vnet-auth", id: networkId }],
  tags,
};

export const privateEndpointArgs: PrivateEndpointArgs = {
  ...place,
  endpointName: "pe-auth",
  subnetId,
  dnsZoneId,
  resourceId: vaultId,
  groupId: "vault",
};

export const userAssignedIdentityArgs: UserAssignedIdentityArgs = {
  ...place,
  identityName: "id-auth",
  roles: [],
  federatedCredentials: [],
};

export const ingressAddressArgs: IngressAddressArgs = {
  ...place,
  addressName: "pip-auth",
  dnsLabel: "auth-1a2b3c4d",
  zones: ["1", "2", "3"],
  clusterPrincipalId: "66666666-6666-4666-8666-666666666666",
};

export const trafficManagerArgs: TrafficManagerArgs = {
  resourceGroupName: "rg-auth",
  profileName: "traf-auth",
  relativeName: "auth-1a2b3c4d",
  endpoints: [
    { type: "external", name: "west", target: "auth-weu.example.com" },
    { type: "external", name: "north", target: "auth-neu.example.com" },
  ],
  probe: { protocol: "HTTPS", port: 443, path: "/health" },
  tags,
};
