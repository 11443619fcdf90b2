import type * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { override } from "./overrides.js";

const chosen: storage.StorageAccountArgs = {
  resourceGroupName: "rg",
  kind: "StorageV2",
  sku: { name: "Standard_LRS" },
  networkRuleSet: { defaultAction: "Deny", bypass: "AzureServices", ipRules: [{ iPAddressOrRange: "192.0.2.1" }] },
};

test("merges objects, replaces lists, takes away what is undefined, and leaves the rest", () => {
  const changes = { kind: undefined, networkRuleSet: { ipRules: [{ iPAddressOrRange: "203.0.113.1" }] } };
  const result = override<storage.StorageAccountArgs>(chosen, changes);
  assert.deepEqual(result, {
    resourceGroupName: "rg",
    kind: undefined,
    sku: { name: "Standard_LRS" },
    networkRuleSet: { defaultAction: "Deny", bypass: "AzureServices", ipRules: [{ iPAddressOrRange: "203.0.113.1" }] },
  });
  assert.equal(chosen.kind, "StorageV2", "the module's own choice is not touched");
});

test("takes an Output as it is instead of merging into it", () => {
  const sku = pulumi.output({ name: "Standard_GRS" });
  assert.equal(override<storage.StorageAccountArgs>(chosen, { sku }).sku, sku);
});

test("never changes what it does not name, whatever the two look like", () => {
  const tree: fc.Arbitrary<object> = fc.object({ maxDepth: 3 });
  fc.assert(
    fc.property(tree, tree, (base, changes) => {
      const result = override(base, changes) as Record<string, unknown>;
      for (const key of Object.keys(base))
        if (!(key in changes)) assert.equal(result[key], (base as Record<string, unknown>)[key]);
      assert.deepEqual(override(base, undefined), base);
      assert.equal(Object.getPrototypeOf(result), Object.prototype);
    }),
  );
});
