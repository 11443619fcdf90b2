import { fakeGuid, fakeHex } from "../values/fakes.js";
import { etag, inGroup, systemData } from "./common.js";
import { each, leftOut } from "./outputRules.js";
import { endpointRules, zoneLinkRules } from "./privateNetworkRules.js";
import type { ResourceType } from "./resourceType.js";
import { textOf } from "./resourceView.js";

const endpointId = `${inGroup}/Microsoft.Network/privateEndpoints/{privateEndpointName}`;
const zoneId = `${inGroup}/Microsoft.Network/privateDnsZones/{privateZoneName}`;
const partName = /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9_])?$/;

/** A connection to a resource of the same subscription is approved at once. Source: https://learn.microsoft.com/azure/private-link/private-endpoint-overview#access-to-a-private-link-resource-using-approval-workflow */
const approved = { status: "Approved", description: "Auto-Approved", actionsRequired: "None" };

/** Private endpoints, and the private zones in which they are found. */
export const privateNetwork: readonly ResourceType[] = [
  {
    token: "azure-native:network:PrivateEndpoint",
    armType: "Microsoft.Network/privateEndpoints",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/privateendpoints",
    apiVersion: "2024-05-01",
    idTemplate: endpointId,
    nameRule: { minLength: 2, maxLength: 64, pattern: partName },
    placement: "regional",
    replaceOn: ["subnet"], // Source: forceNewMap in azure-native's provider/pkg/gen/replacement.go
    references: [
      { path: "subnet.id", holds: true },
      { path: "privateLinkServiceConnections[].privateLinkServiceId" },
      { path: "manualPrivateLinkServiceConnections[].privateLinkServiceId" },
    ],
    slowness: 4,
    outputs: {
      etag,
      provisioningState: "Succeeded",
      networkInterfaces: (r) => [
        {
          id: `/subscriptions/${r.account.subscriptionId}/resourceGroups/${r.resourceGroup}/providers/Microsoft.Network/networkInterfaces/${
            r.text("customNetworkInterfaceName") || `${r.name}.nic.${fakeGuid(r.id)}`
          }`,
        },
      ],
      privateLinkServiceConnections: each({
        id: (r, item) => `${r.id}/privateLinkServiceConnections/${textOf(item.at("name"))}`,
        type: "Microsoft.Network/privateEndpoints/privateLinkServiceConnections",
        etag,
        provisioningState: "Succeeded",
        privateLinkServiceConnectionState: approved,
      }),
      manualPrivateLinkServiceConnections: each({
        id: (r, item) => `${r.id}/manualPrivateLinkServiceConnections/${textOf(item.at("name"))}`,
        type: "Microsoft.Network/privateEndpoints/manualPrivateLinkServiceConnections",
        etag,
        provisioningState: "Succeeded",
        privateLinkServiceConnectionState: { status: "Pending", description: "", actionsRequired: "None" },
      }),
      customDnsConfigs: [],
      ipConfigurations: [],
    },
    validate: endpointRules,
  },
  {
    token: "azure-native:network:PrivateDnsZoneGroup",
    armType: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/privateendpoints/privatednszonegroups",
    apiVersion: "2024-05-01",
    idTemplate: `${endpointId}/privateDnsZoneGroups/{privateDnsZoneGroupName}`,
    nameRule: { minLength: 1, maxLength: 80, pattern: partName },
    autoName: "copy",
    parent: "azure-native:network:PrivateEndpoint",
    references: [{ path: "privateDnsZoneConfigs[].privateDnsZoneId" }],
    outputs: {
      etag,
      provisioningState: "Succeeded",
      privateDnsZoneConfigs: each({ recordSets: [] }),
    },
  },
  {
    token: "azure-native:privatedns:PrivateZone",
    armType: "Microsoft.Network/privateDnsZones",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/privatednszones",
    apiVersion: "2024-06-01",
    idTemplate: zoneId,
    // Source: 2 to 34 labels of at most 63 characters, https://learn.microsoft.com/azure/dns/private-dns-privatednszone
    nameRule: {
      minLength: 3,
      maxLength: 253,
      pattern:
        /^(?:[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?\.){1,33}[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?$/,
    },
    placement: "global",
    replaceOn: ["location"], // Source: x-ms-mutability of TrackedResource in azure-rest-api-specs, privatedns.json
    mustBeEmpty: true,
    slowness: 2,
    outputs: {
      systemData,
      etag,
      provisioningState: "Succeeded",
      internalId: (r) => fakeHex(`${r.id}/internal`, 32),
      numberOfRecordSets: 1,
      numberOfVirtualNetworkLinks: 0,
      numberOfVirtualNetworkLinksWithRegistration: 0,
      // Source: https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#private-dns-limits
      maxNumberOfRecordSets: 25_000,
      maxNumberOfVirtualNetworkLinks: 1000,
      maxNumberOfVirtualNetworkLinksWithRegistration: 100,
    },
  },
  {
    token: "azure-native:privatedns:VirtualNetworkLink",
    armType: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/privatednszones/virtualnetworklinks",
    apiVersion: "2024-06-01",
    idTemplate: `${zoneId}/virtualNetworkLinks/{virtualNetworkLinkName}`,
    nameRule: { minLength: 1, maxLength: 80, pattern: partName },
    autoName: "copy",
    placement: "global",
    parent: "azure-native:privatedns:PrivateZone",
    replaceOn: ["location"], // Source: as above
    immutable: ["virtualNetwork.id"],
    references: [{ path: "virtualNetwork.id" }],
    slowness: 2,
    outputs: {
      systemData,
      etag,
      provisioningState: "Succeeded",
      virtualNetworkLinkState: "Completed",
      registrationEnabled: false,
      resolutionPolicy: leftOut,
    },
    validate: zoneLinkRules,
  },
];
