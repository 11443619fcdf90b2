import assert from "node:assert/strict";
import { test } from "node:test";
import { only, outputsOf } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { networkId, privateEndpointArgs } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";
import { PrivateEndpoint } from "./privateEndpoint.js";

test("declares the golden endpoint with its entry in the private zone", async () => {
  const synthesis = await synth(() => outputsOf(new PrivateEndpoint("vault", privateEndpointArgs)));
  matchesGolden("private-endpoint.vault", synthesis);
});

test("takes the entry out of the zone together with the endpoint", async () => {
  const { resources } = await synth(() => outputsOf(new PrivateEndpoint("vault", privateEndpointArgs)));
  assert.equal(only(resources, "azure-native:network:PrivateDnsZoneGroup").deletedWith, "vault-private");
});

test("refuses a network where a subnet belongs, and a zone by its name", () => {
  const wrong = { ...privateEndpointArgs, subnetId: networkId, dnsZoneId: "privatelink.vaultcore.azure.net" };
  assert.throws(
    () => new PrivateEndpoint("vault", wrong),
    /ARM id of a subnet[^]*→ at subnetId[^]*ARM id of a private DNS zone[^]*→ at dnsZoneId/,
  );
});
