import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { override } from "../args/overrides.js";
import type { Tags } from "../args/tags.js";
import type { PrivateConnection, PrivateEndpointOverrides } from "./privateEndpointArgs.js";

interface Connection extends PrivateConnection {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string>;
  readonly tags: Tags;
  readonly endpointName: pulumi.Input<string>;
  /** ARM id of the resource that gets the address. */
  readonly resourceId: pulumi.Input<string>;
  /** Part of the resource, for example `vault`. */
  readonly groupId: string;
}

/**
 * Gives a resource an address in a network and a name for it in a private DNS zone.
 *
 * Source: learn.microsoft.com/azure/private-link/private-endpoint-overview, …/private-endpoint-dns-integration
 */
export function connectPrivately(
  name: string,
  about: Connection,
  overrides: PrivateEndpointOverrides | undefined,
  parent: pulumi.Resource,
): network.PrivateEndpoint {
  const { resourceGroupName, location, tags, endpointName, groupId } = about;
  const endpoint = new network.PrivateEndpoint(
    `${name}-private`,
    override<network.PrivateEndpointArgs>(
      {
        resourceGroupName,
        location,
        privateEndpointName: endpointName,
        subnet: { id: about.subnetId },
        // Otherwise Azure names the network interface after a random number.
        customNetworkInterfaceName: pulumi.interpolate`${endpointName}-nic`,
        privateLinkServiceConnections: [{ name: groupId, privateLinkServiceId: about.resourceId, groupIds: [groupId] }],
        tags,
      },
      overrides?.endpoint,
    ),
    { parent, protect: false },
  );
  // Azure writes the address into the zone and takes it out again; a record of our own would be wrong after a move.
  new network.PrivateDnsZoneGroup(
    `${name}-private`,
    override<network.PrivateDnsZoneGroupArgs>(
      {
        resourceGroupName,
        privateEndpointName: endpoint.name,
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: [{ name: groupId, privateDnsZoneId: about.dnsZoneId }],
      },
      overrides?.dnsZoneGroup,
    ),
    { parent, deletedWith: endpoint, protect: false },
  );
  return endpoint;
}
