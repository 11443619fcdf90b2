import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { moduleFolders, moduleStacks, type ModuleStacks } from "../kit/moduleStacks.js";

/** The examples of the modules on the real engine and a simulated Azure, found by their folders. */
let stacks: ModuleStacks;
before(async () => {
  stacks = await moduleStacks();
});
after(() => stacks.world.close());

test("the examples of all modules live together: previewed, created as planned, unchanged, gone [CP-064]", async () => {
  const folders = await moduleFolders();
  const outputs = await stacks.live(await stacks.examples(folders, ["db-password"]));
  for (const [name, value] of Object.entries(outputs))
    assert.ok(value !== undefined && value !== "", `${name} is empty`);
  assert.ok(Object.keys(outputs).length >= folders.length, "each example shows what it made");
  assert.equal(outputs["vaultUri"], "https://kv-vault-prd-1a2b3c4d.vault.azure.net/");
  assert.deepEqual(outputs["addresses"], ["auth.example.com"]);
  assert.equal((outputs["workspaceIds"] as string[]).length, 2, "telemetry in two regions");
  assert.match(String(outputs["endpointSubnetId"]), /\/virtualNetworks\/vnet-network-stg\/subnets\/endpoints$/);
  assert.equal(outputs["databaseHost"], "psql-orders-stg-1a2b3c4d.postgres.database.azure.com");
  assert.equal(outputs["imagesFrom"], "crplatformprod1a2b3c4d.azurecr.io");
  assert.match(String(outputs["siteUrl"]), /^https:\/\/.+\.azurestaticapps\.net$/);
});
