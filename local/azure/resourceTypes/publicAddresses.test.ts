import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { diffInputs } from "../provider/diff.js";
import { inputsOf, subscription } from "../testing/landscape.js";
import { codeOf, rowOf, testCloud, type TestCloud } from "../testing/testCloud.js";
import type { JsonObject } from "../values/json.js";
import { textOf } from "./resourceView.js";

let cloud: TestCloud;
beforeEach(() => {
  cloud = testCloud();
  cloud.build();
});
afterEach(() => {
  cloud.close();
});

const kind = "network:PublicIPAddress";
const network = `${subscription}/resourceGroups/rg-shop/providers/Microsoft.Network`;
const addressId = `${network}/publicIPAddresses/pip-shop`;
const plain = inputsOf(kind);
const other: JsonObject = { ...plain, publicIpAddressName: "pip-other", dnsSettings: { domainNameLabel: "other" } };

test("gives a static address and the name of its label", () => {
  const created = cloud.create(kind, other);
  assert.ok(created.kind === "done");
  assert.match(textOf(created.outputs["ipAddress"]), /^203\.0\.113\.\d+$/);
  assert.deepEqual(created.outputs["dnsSettings"], {
    domainNameLabel: "other",
    fqdn: "other.westeurope.cloudapp.azure.com",
  });
});

const refusals: readonly (readonly [title: string, changes: JsonObject, code: string])[] = [
  ["a Basic address, which Azure makes no more", { sku: { name: "Basic" } }, "IPv4BasicSkuPublicIpCountLimitReached"],
  [
    "a Standard address that moves",
    { publicIPAllocationMethod: "Dynamic" },
    "StandardSkuPublicIPAddressesMustBeStatic",
  ],
  ["a label that is no name", { dnsSettings: { domainNameLabel: "Shop.1" } }, "InvalidDomainNameLabel"],
  ["a label that is taken in the region", { dnsSettings: { domainNameLabel: "shop" } }, "DnsRecordInUse"],
  ["a zone that does not exist", { zones: ["4"] }, "InvalidRequestPropertyValue"],
];
for (const [title, changes, code] of refusals)
  test(`refuses ${title}`, () => {
    assert.equal(codeOf(cloud.create(kind, { ...other, ...changes })), code);
  });

test("lets another region have the same label, and an address keep its own", () => {
  const there = { ...other, location: "northeurope", dnsSettings: { domainNameLabel: "shop" } };
  assert.equal(codeOf(cloud.create(kind, there)), "");
  assert.equal(codeOf(cloud.update(kind, { ...plain, idleTimeoutInMinutes: 10 })), "");
});

test("changes the zones of no address, and the SKU only with another one", () => {
  assert.equal(codeOf(cloud.update(kind, { ...plain, zones: ["1"] })), "ResourceAvailabilityZonesCannotBeModified");
  const replaces = (changes: JsonObject) =>
    diffInputs(rowOf(kind), plain, { ...plain, ...changes }).changes.some((change) => change.replaces);
  assert.equal(replaces({ sku: { name: "StandardV2" } }), true);
  assert.equal(replaces({ idleTimeoutInMinutes: 10 }), false);
});

test("lets nobody delete the address that a cluster goes out by", () => {
  const cluster = {
    ...inputsOf("containerservice:ManagedCluster"),
    networkProfile: {
      ...(inputsOf("containerservice:ManagedCluster")["networkProfile"] as JsonObject),
      loadBalancerProfile: { outboundIPs: { publicIPs: [{ id: addressId }] } },
    },
  };
  assert.equal(codeOf(cloud.update("containerservice:ManagedCluster", cluster)), "");
  assert.match(codeOf(cloud.remove(kind, plain)), /^InUse/);
});

const profile = inputsOf("trafficmanager:Profile");
const follow = (targetResourceId: string): JsonObject => ({
  ...profile,
  endpoints: [
    { name: "west", type: "Microsoft.Network/trafficManagerProfiles/azureEndpoints", targetResourceId, priority: 1 },
  ],
});

test("follows an address from a traffic manager only by a name", () => {
  assert.equal(codeOf(cloud.update("trafficmanager:Profile", follow(addressId))), "");
  assert.equal(codeOf(cloud.create(kind, { ...other, dnsSettings: {} })), "");
  const otherId = `${network}/publicIPAddresses/pip-other`;
  assert.equal(codeOf(cloud.update("trafficmanager:Profile", follow(otherId))), "InvalidRequestContent");
});

const record = (recordType: string, id: string, name = "alias"): JsonObject => {
  const { resourceGroupName, zoneName } = inputsOf("dns:RecordSet");
  assert.ok(resourceGroupName !== undefined && zoneName !== undefined);
  return { resourceGroupName, zoneName, ttl: 60, relativeRecordSetName: name, recordType, targetResource: { id } };
};
const profileId = `${network}/trafficManagerProfiles/traf-shop`;

const aliases: readonly (readonly [title: string, type: string, target: string, code: string])[] = [
  ["lets an A record follow an address", "A", addressId, ""],
  ["refuses a CNAME that follows an address", "CNAME", addressId, "BadRequest"],
  ["refuses an AAAA record that follows an IPv4 address", "AAAA", addressId, "BadRequest"],
  ["lets a CNAME follow a profile", "CNAME", profileId, ""],
  ["refuses an A record that follows a profile of host names", "A", profileId, "BadRequest"],
  ["refuses a TXT record that follows anything", "TXT", addressId, "BadRequest"],
];
for (const [title, type, target, code] of aliases)
  test(title, () => {
    assert.equal(codeOf(cloud.create("dns:RecordSet", record(type, target))), code);
  });

test("lets no more than twenty records follow one resource", () => {
  for (let index = 1; index <= 20; index++)
    assert.equal(codeOf(cloud.create("dns:RecordSet", record("A", addressId, `name${index}`))), "");
  assert.equal(codeOf(cloud.create("dns:RecordSet", record("A", addressId, "name21"))), "BadRequest");
});
