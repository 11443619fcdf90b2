import type { JsonObject } from "../values/json.js";

type Sample = readonly [shortToken: string, inputs: JsonObject];

/** One resource of every kind of private networks, failover and maintenance, in a group that is there. */
export function networkLandscape(group: string): readonly Sample[] {
  const inGroup = { resourceGroupName: group.slice(group.lastIndexOf("/") + 1) };
  const networkId = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-shop`;
  const zone = "privatelink.vaultcore.azure.net";
  return [
    ["privatedns:PrivateZone", { ...inGroup, location: "global", privateZoneName: zone }],
    [
      "privatedns:VirtualNetworkLink",
      {
        ...inGroup,
        location: "global",
        privateZoneName: zone,
        virtualNetworkLinkName: "vnet-shop",
        virtualNetwork: { id: networkId },
      },
    ],
    [
      "network:PrivateEndpoint",
      {
        ...inGroup,
        location: "westeurope",
        privateEndpointName: "pe-kv-shop",
        subnet: { id: `${networkId}/subnets/inline` },
        customNetworkInterfaceName: "pe-kv-shop-nic",
        privateLinkServiceConnections: [
          {
            name: "vault",
            groupIds: ["vault"],
            privateLinkServiceId: `${group}/providers/Microsoft.KeyVault/vaults/kv-shop`,
          },
        ],
      },
    ],
    [
      "network:PrivateDnsZoneGroup",
      {
        ...inGroup,
        privateEndpointName: "pe-kv-shop",
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: [
          { name: "vault", privateDnsZoneId: `${group}/providers/Microsoft.Network/privateDnsZones/${zone}` },
        ],
      },
    ],
    [
      "network:PublicIPAddress",
      {
        ...inGroup,
        location: "westeurope",
        publicIpAddressName: "pip-shop",
        sku: { name: "Standard" },
        publicIPAllocationMethod: "Static",
        zones: ["1", "2", "3"],
        dnsSettings: { domainNameLabel: "shop" },
      },
    ],
    [
      "trafficmanager:Profile",
      {
        ...inGroup,
        location: "global",
        profileName: "traf-shop",
        trafficRoutingMethod: "Priority",
        dnsConfig: { relativeName: "shop", ttl: 60 },
        monitorConfig: { protocol: "HTTPS", port: 443, path: "/health" },
        endpoints: [
          {
            name: "west",
            type: "Microsoft.Network/trafficManagerProfiles/externalEndpoints",
            target: "shop-weu.example.com",
            priority: 1,
          },
        ],
      },
    ],
    [
      "containerservice:MaintenanceConfiguration",
      {
        ...inGroup,
        resourceName: "aks-shop",
        configName: "aksManagedAutoUpgradeSchedule",
        maintenanceWindow: {
          schedule: { weekly: { dayOfWeek: "Sunday", intervalWeeks: 1 } },
          startTime: "02:00",
          durationHours: 4,
        },
      },
    ],
  ];
}
