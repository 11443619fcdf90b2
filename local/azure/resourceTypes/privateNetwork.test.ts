import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { diffInputs } from "../provider/diff.js";
import { inputsOf, subscription } from "../testing/landscape.js";
import { codeOf, rowOf, testCloud, type TestCloud } from "../testing/testCloud.js";
import type { JsonObject } from "../values/json.js";

let cloud: TestCloud;
beforeEach(() => {
  cloud = testCloud();
  cloud.build();
});
afterEach(() => {
  cloud.close();
});

const group = `${subscription}/resourceGroups/rg-shop`;
const networkId = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-shop`;
const vaultConnection = { name: "vault", privateLinkServiceId: `${group}/providers/Microsoft.KeyVault/vaults/kv-shop` };
const window = {
  schedule: { weekly: { dayOfWeek: "Sunday", intervalWeeks: 1 } },
  startTime: "02:00",
  durationHours: 4,
};
const [westEndpoint] = inputsOf("trafficmanager:Profile")["endpoints"] as [JsonObject];

/** What names a sample, changed so that a create meets nothing that is there. */
const names: Readonly<Record<string, JsonObject>> = {
  "network:PrivateEndpoint": { privateEndpointName: "pe-other" },
  "privatedns:VirtualNetworkLink": { virtualNetworkLinkName: "other" },
  "network:PrivateDnsZoneGroup": { privateDnsZoneGroupName: "other" },
  "dns:RecordSet": { relativeRecordSetName: "other" },
  "trafficmanager:Profile": { profileName: "traf-other", dnsConfig: { relativeName: "other", ttl: 60 } },
  "containerservice:MaintenanceConfiguration": { configName: "aksManagedNodeOSUpgradeSchedule" },
  "containerservice:ManagedCluster": { resourceName: "aks-other", dnsPrefix: "other" },
};

const refusals: readonly (readonly [title: string, kind: string, changes: JsonObject, code: string])[] = [
  ["an endpoint nowhere", "network:PrivateEndpoint", { subnet: {} }, "InvalidRequestContent"],
  [
    "an endpoint in a subnet that is not there",
    "network:PrivateEndpoint",
    { subnet: { id: `${networkId}/subnets/none` } },
    "InvalidResourceReference",
  ],
  ["an endpoint in another region", "network:PrivateEndpoint", { location: "northeurope" }, "InvalidResourceReference"],
  [
    "an endpoint to a part that a vault does not have",
    "network:PrivateEndpoint",
    { privateLinkServiceConnections: [{ ...vaultConnection, groupIds: ["blob"] }] },
    "InvalidRequestContent",
  ],
  [
    "an endpoint to a vault that is not there",
    "network:PrivateEndpoint",
    {
      privateLinkServiceConnections: [
        {
          ...vaultConnection,
          privateLinkServiceId: vaultConnection.privateLinkServiceId.replace("kv-shop", "kv-none"),
        },
      ],
    },
    "ResourceNotFound",
  ],
  ["an endpoint to nothing", "network:PrivateEndpoint", { privateLinkServiceConnections: [] }, "InvalidRequestContent"],
  [
    "an entry in a zone that is not there",
    "network:PrivateDnsZoneGroup",
    {
      privateDnsZoneConfigs: [
        { name: "x", privateDnsZoneId: `${group}/providers/Microsoft.Network/privateDnsZones/none.example` },
      ],
    },
    "InvalidResourceReference",
  ],
  ["a second link between a zone and a network", "privatedns:VirtualNetworkLink", {}, "BadRequest"],
  ["a link to no network", "privatedns:VirtualNetworkLink", { virtualNetwork: {} }, "InvalidRequestContent"],
  [
    "a name that another profile has",
    "trafficmanager:Profile",
    { dnsConfig: { relativeName: "SHOP", ttl: 60 } },
    "Conflict",
  ],
  [
    "a name with a dot",
    "trafficmanager:Profile",
    { dnsConfig: { relativeName: "shop.prd", ttl: 60 } },
    "InvalidRequestContent",
  ],
  [
    "a probe that waits longer than it pauses",
    "trafficmanager:Profile",
    { monitorConfig: { protocol: "HTTPS", port: 443, path: "/", intervalInSeconds: 10, timeoutInSeconds: 10 } },
    "InvalidRequestContent",
  ],
  [
    "a probe by another protocol",
    "trafficmanager:Profile",
    { monitorConfig: { protocol: "UDP", port: 443 } },
    "InvalidRequestPropertyValue",
  ],
  [
    "two endpoints of one priority",
    "trafficmanager:Profile",
    { endpoints: [westEndpoint, { ...westEndpoint, name: "north" }] },
    "InvalidRequestContent",
  ],
  [
    "an endpoint without a target",
    "trafficmanager:Profile",
    { endpoints: [{ ...westEndpoint, target: "" }] },
    "InvalidRequestContent",
  ],
  [
    "an endpoint at an address that is not there",
    "trafficmanager:Profile",
    {
      endpoints: [
        {
          name: "west",
          type: "Microsoft.Network/trafficManagerProfiles/azureEndpoints",
          targetResourceId: `${group}/providers/Microsoft.Network/publicIPAddresses/none`,
        },
      ],
    },
    "InvalidResourceReference",
  ],
  [
    "a record that follows a profile that is not there",
    "dns:RecordSet",
    { targetResource: { id: `${group}/providers/Microsoft.Network/trafficManagerProfiles/none` } },
    "InvalidResourceReference",
  ],
  [
    "a window too short for an upgrade",
    "containerservice:MaintenanceConfiguration",
    { maintenanceWindow: { ...window, durationHours: 3 } },
    "InvalidRequestContent",
  ],
  [
    "a window without a schedule",
    "containerservice:MaintenanceConfiguration",
    { maintenanceWindow: { ...window, schedule: {} } },
    "InvalidRequestContent",
  ],
  [
    "services at addresses of the network",
    "containerservice:ManagedCluster",
    { networkProfile: { networkPlugin: "azure" } },
    "ServiceCidrOverlapExistingSubnetsCidr",
  ],
];
for (const [title, kind, changes, code] of refusals) {
  test(`refuses ${title}`, () => {
    assert.equal(codeOf(cloud.create(kind, { ...inputsOf(kind), ...names[kind], ...changes })), code);
  });
}

test("takes every sample under another name, so that a refusal is for its reason", () => {
  const others = Object.entries(names).filter(([kind]) => kind !== "privatedns:VirtualNetworkLink");
  for (const [kind, name] of others) assert.equal(codeOf(cloud.create(kind, { ...inputsOf(kind), ...name })), "", kind);
});

test("refuses an endpoint in a subnet that a service owns", () => {
  const delegations = [{ name: "service", serviceName: "Microsoft.App/environments" }];
  const inputs = { ...inputsOf("network:Subnet"), subnetName: "owned", addressPrefix: "10.0.77.0/24", delegations };
  assert.equal(codeOf(cloud.create("network:Subnet", inputs)), "");
  const endpoint = { ...inputsOf("network:PrivateEndpoint"), privateEndpointName: "pe-other" };
  const outcome = cloud.create("network:PrivateEndpoint", {
    ...endpoint,
    subnet: { id: `${networkId}/subnets/owned` },
  });
  assert.equal(codeOf(outcome), "PrivateEndpointCreationNotAllowedAsSubnetIsDelegated");
});

test("keeps a zone as long as a network is linked to it", () => {
  const zone = inputsOf("privatedns:PrivateZone");
  assert.equal(codeOf(cloud.remove("privatedns:PrivateZone", zone)), "CannotDeleteResource");
  assert.equal(codeOf(cloud.remove("privatedns:VirtualNetworkLink", inputsOf("privatedns:VirtualNetworkLink"))), "");
  assert.equal(codeOf(cloud.remove("privatedns:PrivateZone", zone)), "");
});

test("keeps a subnet listed in its network while something is in it, also from an update that leaves it out", () => {
  const network = inputsOf("network:VirtualNetwork");
  const without = { ...network, subnets: [{ name: "another", addressPrefix: "10.0.200.0/24" }] };
  assert.equal(codeOf(cloud.update("network:VirtualNetwork", without)), "InUseSubnetCannotBeDeleted");
  const more = { ...network, subnets: [...(network["subnets"] as JsonObject[]), ...without.subnets] };
  assert.equal(codeOf(cloud.update("network:VirtualNetwork", more)), "");
  assert.equal(codeOf(cloud.update("network:VirtualNetwork", network)), "", "nothing is in the other one");
});

test("refuses to make a public cluster private", () => {
  const open = { ...inputsOf("containerservice:ManagedCluster"), resourceName: "aks-other", dnsPrefix: "other" };
  const profile = (enablePrivateCluster: boolean) => ({ ...open, apiServerAccessProfile: { enablePrivateCluster } });
  assert.equal(codeOf(cloud.create("containerservice:ManagedCluster", profile(false))), "");
  assert.equal(codeOf(cloud.update("containerservice:ManagedCluster", profile(true))), "PropertyChangeNotAllowed");
});

test("moves an endpoint to another subnet by replacing it", () => {
  const inputs = inputsOf("network:PrivateEndpoint");
  const moved = { ...inputs, subnet: { id: `${networkId}/subnets/aks` } };
  const { changes } = diffInputs(rowOf("network:PrivateEndpoint"), inputs, moved);
  assert.deepEqual(changes, [{ path: ["subnet", "id"], kind: "update", replaces: true }]);
});
