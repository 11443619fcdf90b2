import assert from "node:assert/strict";
import { test } from "node:test";
import { outputsOf } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { networkId, privateDnsZoneArgs } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";
import { PrivateDnsZone } from "./privateDnsZone.js";
import { privateZones } from "./privateZones.js";

test("declares the golden zone, seen by two networks", async () => {
  const networks = ["vnet-auth", "vnet-auth-north"].map((name) => ({ name, id: networkId }));
  const synthesis = await synth(() => outputsOf(new PrivateDnsZone("zone", { ...privateDnsZoneArgs, networks })));
  matchesGolden("network.private-dns", synthesis);
});

test("every well-known zone is a zone that Azure takes", async () => {
  for (const zoneName of Object.values(privateZones)) {
    const { outputs } = await synth(() => outputsOf(new PrivateDnsZone("zone", { ...privateDnsZoneArgs, zoneName })));
    assert.equal(outputs["zoneName"], zoneName);
  }
});

test("refuses two links of one name, and a network that is none", () => {
  const twice = ["vnet", "VNET"].map((name) => ({ name, id: networkId }));
  assert.throws(() => new PrivateDnsZone("zone", { ...privateDnsZoneArgs, networks: twice }), /"VNET" is there twice/);
  const subnet = [{ name: "vnet", id: `${networkId}/subnets/apps` }];
  assert.throws(
    () => new PrivateDnsZone("zone", { ...privateDnsZoneArgs, networks: subnet }),
    /ARM id of a virtual network/,
  );
});
