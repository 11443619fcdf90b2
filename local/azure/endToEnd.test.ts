import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openCloud } from "./cloudStore.js";
import { openPortal } from "./portal.js";
import { engineBench, errorsOf, eventLog, stepsOf, type EngineBench, type EngineStack } from "./testing/engineStack.js";
import { shopProgram, type ShopSettings } from "./testing/shopProgram.js";

/** The real Pulumi engine against the simulated Azure. */
let bench: EngineBench;
let close = () => Promise.resolve();
before(async () => {
  bench = await engineBench();
  close = bench.close;
});
after(() => close());

const resourceCount = 12;
const steady: ShopSettings = {
  storageLocation: "westeurope",
  storageName: "stshop",
  tlsVersion: "TLS1_2",
  password: "CANARY",
};

function newShop(changes: Partial<ShopSettings> = {}): Promise<EngineStack> {
  return bench.newStack(shopProgram({ ...steady, ...changes }));
}

function cloudOf(shop: EngineStack): { names: string[]; journal: string[] } {
  const view = openCloud(shop.azure);
  const names = view.resources().map(({ name }) => name);
  const journal = view
    .journal()
    .map(({ operation, id, outcome }) => `${operation} ${id.split("/").at(-1) ?? ""} ${outcome}`);
  view.close();
  return { names, journal };
}

test("a stack lives: previewed, created as planned, unchanged, updated, replaced, destroyed", async () => {
  const shop = await newShop();
  const { stack, planFile } = shop;
  assert.deepEqual((await stack.preview({ plan: planFile })).changeSummary, { create: resourceCount + 1 });
  assert.deepEqual(cloudOf(shop).names, [], "a preview creates nothing");

  const { outputs, summary } = await stack.up({ plan: planFile });
  assert.deepEqual(summary.resourceChanges, { create: resourceCount + 1 });
  assert.equal(outputs["vaultUri"]?.value, "https://kv-shop.vault.azure.net/");
  assert.equal(outputs["recordFqdn"]?.value, "www.shop.example.com.");
  assert.match(String(outputs["issuer"]?.value), /^https:\/\/westeurope\.oic\.prod-aks\.azure\.com\//);
  assert.deepEqual([outputs["kubeconfig"]?.secret, outputs["blobUrl"]?.secret], [true, false]);
  assert.equal(cloudOf(shop).names.length, resourceCount);

  assert.deepEqual((await stack.preview()).changeSummary, { same: resourceCount + 1 });
  assert.deepEqual((await stack.refresh()).summary.resourceChanges, { same: resourceCount + 1 }, "nothing has drifted");
  assert.deepEqual((await stack.preview()).changeSummary, { same: resourceCount + 1 });

  stack.workspace.program = shopProgram({ ...steady, tlsVersion: "TLS1_3", password: "CANARY2" });
  assert.deepEqual((await stack.preview({ plan: planFile })).changeSummary, { same: resourceCount - 1, update: 2 });
  assert.deepEqual((await stack.up({ plan: planFile })).summary.resourceChanges, {
    same: resourceCount - 1,
    update: 2,
  });

  stack.workspace.program = shopProgram({
    ...steady,
    tlsVersion: "TLS1_3",
    password: "CANARY2",
    storageLocation: "northeurope",
  });
  const replacing = eventLog();
  await stack.preview({ plan: planFile });
  await stack.up({ plan: planFile, onEvent: replacing.onEvent });
  const onStorage = stepsOf(replacing.events).filter((step) => step.endsWith(" storage"));
  assert.deepEqual(onStorage, ["delete-replaced storage", "replace storage", "create-replacement storage"]);
  const storageWrites = cloudOf(shop).journal.filter((line) => line.includes(" stshop "));
  assert.deepEqual(storageWrites.slice(-2), ["delete stshop done", "create stshop done"]);

  assert.deepEqual((await stack.destroy()).summary.resourceChanges, { delete: resourceCount + 1 });
  assert.deepEqual(cloudOf(shop).names, []);
  await assert.rejects(stack.up(), /A vault with the same name already exists in deleted state/);
});

test("a secret reaches neither the state nor the cloud's store in clear", async () => {
  const shop = await newShop();
  await shop.stack.up();
  await shop.stack.refresh();
  assert.match(JSON.stringify(await shop.stack.exportStack()), /CANARY/, "whoever has the passphrase can read it");
  const texts = await Promise.all(
    [
      `${shop.azure}/azure.sqlite`,
      `${shop.azure}/azure.sqlite-wal`,
      `${shop.azure}/../state/.pulumi/stacks/shop/dev.json`,
    ].map((path) => readFile(path, "latin1").catch(() => "")),
  );
  assert.match(texts[2] ?? "", /"ciphertext"/);
  for (const text of texts) assert.ok(!text.includes("CANARY"));
});

test("a change in the portal is drift that refresh shows and up takes back", async () => {
  const { stack, azure, ...shop } = await newShop();
  await stack.up();
  const portal = openPortal(azure);
  const ids = Object.fromEntries(
    openCloud(azure)
      .resources()
      .map(({ name, id }) => [name, id]),
  );
  portal.change(ids["stshop"] ?? "", "minimumTlsVersion", "TLS1_0");
  portal.remove(ids["www"] ?? "");
  portal.close();

  const seen = eventLog();
  await stack.refresh({ previewOnly: true, onEvent: seen.onEvent });
  assert.deepEqual(stepsOf(seen.events).sort(), ["delete www", "update storage"]);
  const drift = seen.events.find((event) => event.resOutputsEvent?.metadata.op === "update")?.resOutputsEvent?.metadata;
  assert.deepEqual(Object.keys(drift?.detailedDiff ?? {}), ["minimumTlsVersion"]);

  await stack.up({ refresh: true });
  assert.ok(cloudOf({ stack, azure, ...shop }).names.includes("www"));
  assert.deepEqual((await stack.refresh()).summary.resourceChanges, { same: resourceCount + 1 });
});

test("an exceeded quota fails its resource in Azure's words; the next up creates only what is missing", async () => {
  const shop = await newShop();
  await shop.setFaults({
    match: { type: "containerservice:ManagedCluster", op: "create" },
    times: 1,
    effect: { kind: "quota" },
  });
  const failed = eventLog();
  await assert.rejects(shop.stack.up({ onEvent: failed.onEvent }));
  assert.match(errorsOf(failed.events), /Status=409 Code="QuotaExceeded" Message="Operation could not be completed/);
  // After the first error the engine begins nothing more: how much was made by then is a matter of its pace.
  const made = cloudOf(shop).names.length;
  assert.ok(made > 0 && made < resourceCount, String(made));
  const { summary } = await shop.stack.up();
  assert.deepEqual(summary.resourceChanges, { create: resourceCount - made, same: made + 1 });
});

test("a partial failure is in the state, and the next up repairs it", async () => {
  const shop = await newShop();
  await shop.setFaults({ match: { name: "kv-shop" }, times: 1, effect: { kind: "partial-failure" } });
  const failed = eventLog();
  await assert.rejects(shop.stack.up({ onEvent: failed.onEvent }));
  assert.match(errorsOf(failed.events), /Code="ResourceDeploymentFailure"/);
  const { summary } = await shop.stack.up();
  assert.equal(summary.resourceChanges?.update, 1);
  assert.deepEqual((await shop.stack.preview()).changeSummary, { same: resourceCount + 1 });
});

test("bad names and unknown types are found by the preview", async () => {
  const shop = await newShop({ storageName: "St-Shop" });
  const seen = eventLog();
  await assert.rejects(shop.stack.preview({ onEvent: seen.onEvent }));
  assert.match(errorsOf(seen.events), /'accountName' does not match expression '\^\[a-z0-9\]\+\$'/);
});
