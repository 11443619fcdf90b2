import assert from "node:assert/strict";
import { test } from "node:test";
import { fillTemplate, parseArmId } from "./armId.js";
import { containsRange, overlap, parseAddressRange } from "./addressRange.js";
import { normalizeRegion, regions } from "./regions.js";

test("reads the ids of groups, resources, children and extensions", () => {
  assert.equal(parseArmId("/subscriptions/s")?.type, "Microsoft.Resources/subscriptions");
  assert.deepEqual(parseArmId("/subscriptions/s/resourceGroups/rg"), {
    subscriptionId: "s",
    resourceGroup: "rg",
    type: "Microsoft.Resources/resourceGroups",
    names: ["rg"],
  });
  const secret = parseArmId("/subscriptions/s/resourcegroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/pw");
  assert.deepEqual([secret?.type, secret?.names], ["Microsoft.KeyVault/vaults/secrets", ["kv", "pw"]]);
  const extension = parseArmId(
    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/providers/Microsoft.Insights/diagnosticSettings/d",
  );
  assert.deepEqual([extension?.type, extension?.names], ["Microsoft.Insights/diagnosticSettings", ["d"]]);
  for (const bad of [
    "",
    "rg",
    "/resourceGroups/rg",
    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults",
  ]) {
    assert.equal(parseArmId(bad), undefined, bad);
  }
});

test("fills templates; a scope loses the slashes around it", () => {
  assert.equal(
    fillTemplate("/{scope}/providers/{name}", { scope: "/subscriptions/s/", name: "x" }),
    "/subscriptions/s/providers/x",
  );
});

test("regions are compared without case and spaces, and made-up ones are not among them", () => {
  for (const name of ["West Europe", "westEurope", "WESTEUROPE"]) assert.ok(regions.has(normalizeRegion(name)), name);
  for (const name of ["", "global", "westeurop", "europe", "westeurope2"])
    assert.ok(!regions.has(normalizeRegion(name)), name);
});

test("address ranges: host bits, octets and sizes are checked; containment and overlap are exact", () => {
  for (const bad of ["10.0.0.5/24", "10.0.0.0/33", "256.0.0.0/8", "10.0.0.0", "10.0.0/24", "::/0"]) {
    assert.equal(parseAddressRange(bad), undefined, bad);
  }
  const [big, left, right] = ["10.0.0.0/23", "10.0.0.0/24", "10.0.1.0/24"].map((text) => parseAddressRange(text)!);
  assert.ok(containsRange(big!, left!) && containsRange(big!, right!) && !containsRange(left!, big!));
  assert.ok(overlap(big!, right!) && !overlap(left!, right!));
  assert.ok(containsRange(parseAddressRange("0.0.0.0/0")!, parseAddressRange("255.255.255.255/32")!));
});
