import assert from "node:assert/strict";
import { test } from "node:test";
import { only, outputsOf, storageArgs, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { dnsZoneId, subnetId } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";
import { Storage } from "./storage.js";
import type { StorageArgs } from "./storageArgs.js";

test("declares the golden account with containers and logs", async () => {
  const args = { ...storageArgs, containers: ["uploads", "exports"], workspaceId };
  matchesGolden("storage.zone-redundant", await synth(() => outputsOf(new Storage("files", args))));
});

test("declares the golden premium account, which is of another kind", async () => {
  const args = { ...storageArgs, sku: "Premium_LRS", accessTier: "Premium" } as const;
  matchesGolden("storage.premium", await synth(() => outputsOf(new Storage("files", args))));
});

test("takes every redundancy that Azure has, premium ones with their own kind of account", async () => {
  const kinds = { Hot: ["Standard_RAGRS", "Standard_RAGZRS"], Premium: ["Premium_ZRS"] } as const;
  for (const accessTier of ["Hot", "Premium"] as const)
    for (const sku of kinds[accessTier]) {
      const { resources } = await synth(() => outputsOf(new Storage("files", { ...storageArgs, sku, accessTier })));
      const { inputs } = only(resources, "azure-native:storage:StorageAccount");
      assert.deepEqual(inputs["sku"], { name: sku });
      assert.equal(inputs["kind"], accessTier === "Premium" ? "BlockBlobStorage" : "StorageV2");
    }
});

test("refuses a premium tier without a premium sku, and the other way round", () => {
  const half = [{ accessTier: "Premium" }, { sku: "Premium_LRS" }] as const;
  for (const change of half) {
    assert.throws(() => new Storage("files", { ...storageArgs, ...change }), /Premium is both[^]*accessTier/);
  }
});

test("refuses container names that Azure would refuse, by their place in the list", () => {
  const containers = ["uploads", "Exports", "a", "a--b", "-ab"];
  assert.throws(
    () => new Storage("files", { ...storageArgs, containers }),
    (error: Error) => {
      const places = [...error.message.matchAll(/at containers\[(\d)\]/g)].map(([, index]) => index);
      assert.deepEqual(places, ["1", "2", "3", "4"]);
      return true;
    },
  );
  assert.throws(() => new Storage("files", { ...storageArgs, containers: ["a-b", "a-b"] }), /"a-b" is there twice/);
});

test("keeps every container private and deletes it with its account", async () => {
  const { resources } = await synth(() => outputsOf(new Storage("files", { ...storageArgs, containers: ["uploads"] })));
  const container = only(resources, "azure-native:storage:BlobContainer");
  assert.equal(container.inputs["publicAccess"], "None");
  assert.equal(container.deletedWith, "files");
});

test("declares the golden account that only its network reaches, and that cleans up after itself", async () => {
  const lifecycle = { coolAfterDays: 30, deleteAfterDays: 365, deleteVersionsAfterDays: 90 };
  const args = { ...storageArgs, lifecycle, privateEndpoint: { subnetId, dnsZoneId } };
  const synthesis = await synth(() => outputsOf(new Storage("files", args)));
  matchesGolden("storage.private", synthesis);
  assert.equal(
    only(synthesis.resources, "azure-native:storage:StorageAccount").inputs["publicNetworkAccess"],
    "Disabled",
  );
});

const ageing: readonly (readonly [string, Partial<StorageArgs>, RegExp])[] = [
  ["nothing", { lifecycle: {} }, /say what becomes of old blobs[^]*→ at lifecycle/],
  [
    "deleting before cooling",
    { lifecycle: { coolAfterDays: 30, deleteAfterDays: 30 } },
    /deleteAfterDays \(30\) must be more than coolAfterDays \(30\)[^]*→ at lifecycle\.deleteAfterDays/,
  ],
  [
    "an archive over zones",
    { lifecycle: { archiveAfterDays: 90 } },
    /accounts over zones \(Standard_ZRS\) have no archive/,
  ],
  [
    "tiers of premium blobs",
    { sku: "Premium_LRS", accessTier: "Premium", lifecycle: { coolAfterDays: 1 } },
    /premium blobs have no tiers/,
  ],
];
for (const [what, change, message] of ageing) {
  test(`refuses a lifecycle of ${what}`, () => {
    assert.throws(() => new Storage("files", { ...storageArgs, ...change }), message);
  });
}

test("lets in every network where asked to, which leaves it to Entra who reads, and never beside an endpoint", async () => {
  const account = async (args: StorageArgs) => {
    const { resources } = await synth(() => outputsOf(new Storage("files", args)));
    return only(resources, "azure-native:storage:StorageAccount").inputs;
  };
  const open = await account({ ...storageArgs, reachableFrom: "anywhere" });
  assert.deepEqual(open["networkRuleSet"], { bypass: "AzureServices", defaultAction: "Allow" });
  assert.equal(open["allowSharedKeyAccess"], false);
  const closed = await account(storageArgs);
  assert.deepEqual(closed["networkRuleSet"], { bypass: "AzureServices", defaultAction: "Deny" });
  const both = { ...storageArgs, reachableFrom: "anywhere", privateEndpoint: { subnetId, dnsZoneId } } as const;
  assert.throws(() => new Storage("files", both), /reached by that alone[^]*reachableFrom/);
});

test("archives where the account has an archive", async () => {
  const args = { ...storageArgs, sku: "Standard_GRS", lifecycle: { archiveAfterDays: 90 } } as const;
  const { resources } = await synth(() => outputsOf(new Storage("files", args)));
  const policy = only(resources, "azure-native:storage:ManagementPolicy").inputs["policy"];
  assert.match(JSON.stringify(policy), /"baseBlob":\{"tierToArchive":\{"daysAfterModificationGreaterThan":90\}\}/);
});
