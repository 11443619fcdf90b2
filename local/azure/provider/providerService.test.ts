import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import type { Metadata } from "@grpc/grpc-js";
import { openCloud } from "../cloudStore.js";
import { openPortal } from "../portal.js";
import { startProvider, type EngineClient } from "../testing/engineClient.js";
import { inputsOf, landscape } from "../testing/landscape.js";
import type { JsonObject } from "../values/json.js";
import { valueAt } from "../values/propertyPath.js";
import { openSecrets, secret } from "../values/secretValues.js";
import { unknown } from "../values/unknowns.js";

const group = "azure-native:resources:ResourceGroup";
const account = "azure-native:storage:StorageAccount";
const vaultSecret = "azure-native:keyvault:Secret";
const { DiffChanges } = providerPb.DiffResponse;

let folder: string;
let engine: EngineClient;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulated-azure-"));
  engine = await startProvider({ SIMULATED_AZURE_DIR: folder });
  await engine.configure();
});
afterEach(async () => {
  engine.close();
  await rm(folder, { recursive: true, force: true });
});

/** Creates the landscape up to and including one kind; answers with the last id and outputs. */
async function build(last: string): Promise<{ id: string; outputs: JsonObject }> {
  for (const { token, inputs } of landscape) {
    const created = await engine.create(token, inputs);
    if (token === last) return created;
  }
  throw new Error(last);
}

function faults(...rules: JsonObject[]): Promise<void> {
  return writeFile(join(folder, "faults.json"), JSON.stringify({ rules }));
}

test("a type outside of the table is refused at check, naming the table", async () => {
  const { failures } = await engine.check("azure-native:batch:BatchAccount", {});
  assert.match(failures.join(), /no type 'azure-native:batch:BatchAccount' in its table .* storage:StorageAccount/);
  const versioned = await engine.check("azure-native:storage/v20230101:StorageAccount", {});
  assert.equal(versioned.failures.length, 1);
});

test("creates, reads, updates and deletes a resource", async () => {
  await engine.create(group, inputsOf("resources:ResourceGroup"));
  const { inputs } = await engine.check(account, inputsOf("storage:StorageAccount"));
  const { id, outputs } = await engine.create(account, inputs);
  assert.match(
    id,
    /^\/subscriptions\/00000000-5151-[-0-9]+\/resourceGroups\/rg-shop\/providers\/Microsoft.Storage\/storageAccounts\/stshop$/,
  );
  assert.equal(valueAt(outputs, "primaryEndpoints.blob"), "https://stshop.blob.core.windows.net/");
  assert.deepEqual(await engine.read(account, id, { inputs, outputs }), { id, inputs, outputs });
  const changed = await engine.update(account, id, { ...inputs, sku: { name: "Standard_LRS" } });
  assert.equal(valueAt(changed, "sku.name"), "Standard_LRS");
  await engine.remove(account, id);
  assert.equal((await engine.read(account, id)).id, "");
  await engine.remove(account, id);
});

test("a preview creates nothing, gives no id and leaves computed values unknown", async () => {
  const { id, outputs } = await engine.create(
    account,
    { ...inputsOf("storage:StorageAccount"), resourceGroupName: unknown },
    true,
  );
  assert.equal(id, "");
  assert.deepEqual(
    [valueAt(outputs, "primaryEndpoints.blob"), outputs["name"], valueAt(outputs, "sku.name")],
    [unknown, "stshop", "Standard_RAGRS"],
  );
  const view = openCloud(folder);
  assert.deepEqual([view.resources(), view.journal()], [[], []]);
  view.close();
});

test("a preview of an update changes nothing and knows what stays", async () => {
  const { id } = await build(account);
  const outputs = await engine.update(
    account,
    id,
    { ...inputsOf("storage:StorageAccount"), tags: { new: unknown } },
    true,
  );
  assert.equal(valueAt(outputs, "primaryEndpoints.blob"), "https://stshop.blob.core.windows.net/");
  assert.equal((await engine.read(account, id)).inputs["tags"], undefined);
});

test("a diff says what replaces and that the old resource goes first", async () => {
  const olds = inputsOf("storage:StorageAccount");
  const response = await engine.diff(account, olds, {
    ...olds,
    location: "northeurope",
    sku: { name: "Standard_LRS" },
  });
  assert.equal(response.getChanges(), DiffChanges.DIFF_SOME);
  assert.deepEqual(
    [response.getReplacesList(), response.getDiffsList(), response.getDeletebeforereplace()],
    [["location"], ["location", "sku"], true],
  );
  const detailed = response.getDetaileddiffMap();
  assert.equal(detailed.get("sku.name")?.getKind(), providerPb.PropertyDiff.Kind.UPDATE);
  assert.equal(detailed.get("location")?.getKind(), providerPb.PropertyDiff.Kind.UPDATE_REPLACE);
  assert.equal((await engine.diff(account, olds, olds)).getChanges(), DiffChanges.DIFF_NONE);
});

test("a secret stays wrapped on its way, is not written down, and is no drift", async () => {
  await build("azure-native:keyvault:Vault");
  const inputs = {
    ...inputsOf("keyvault:Secret"),
    properties: { value: secret("CANARY"), contentType: secret("text/plain") },
  };
  const { id, outputs } = await engine.create(vaultSecret, inputs);
  assert.equal(valueAt(outputs, "properties.value"), undefined);
  assert.deepEqual(valueAt(outputs, "properties.contentType"), secret("text/plain"));
  const read = await engine.read(vaultSecret, id, { inputs, outputs });
  assert.deepEqual([read.inputs, read.outputs], [inputs, outputs]);
  const view = openCloud(folder);
  assert.doesNotMatch(JSON.stringify([view.resources(), view.journal()]), /CANARY|text\/plain/);
  view.close();
});

test("a secret that the program did not mark is kept from the store all the same", async () => {
  await build(vaultSecret);
  const view = openCloud(folder);
  assert.doesNotMatch(JSON.stringify(view.resources()), /hunter2/);
  view.close();
});

test("each new version of a secret has its own address", async () => {
  const { id, outputs } = await build(vaultSecret);
  const changed = await engine.update(vaultSecret, id, {
    ...inputsOf("keyvault:Secret"),
    properties: { value: "next" },
  });
  assert.notEqual(
    valueAt(changed, "properties.secretUriWithVersion"),
    valueAt(outputs, "properties.secretUriWithVersion"),
  );
  assert.equal(valueAt(changed, "properties.secretUri"), "https://kv-shop.vault.azure.net/secrets/db-password");
});

test("a change made in the portal is drift, and only that", async () => {
  const { id, outputs } = await build(account);
  const inputs = inputsOf("storage:StorageAccount");
  const portal = openPortal(folder);
  assert.equal(portal.change(id, "minimumTlsVersion", "TLS1_0"), true);
  portal.close();
  const read = await engine.read(account, id, { inputs, outputs });
  const diff = await engine.diff(account, inputs, read.inputs);
  assert.deepEqual([...diff.getDetaileddiffMap().keys()], ["minimumTlsVersion"]);
  assert.equal(read.outputs["minimumTlsVersion"], "TLS1_0");
});

test("imports what exists by its id alone, without its secrets; what does not exist is not found", async () => {
  const { id } = await build(vaultSecret);
  const { inputs } = await engine.read(vaultSecret, id);
  assert.deepEqual(inputs, {
    ...inputsOf("keyvault:Secret"),
    properties: { contentType: "text/plain", attributes: { enabled: true } },
  });
  assert.equal((await engine.read(vaultSecret, `${id}-none`)).id, "");
  assert.equal((await engine.read(account, id)).id, "", "an id of another kind");
});

test("a part that always exists can be read before anybody configured it", async () => {
  const { id } = await build(account);
  const blobs = await engine.read("azure-native:storage:BlobServiceProperties", `${id}/blobServices/default`);
  assert.equal(valueAt(blobs.outputs, "deleteRetentionPolicy.enabled"), false);
  assert.equal(blobs.inputs["accountName"], "stshop");
});

test("functions answer for what exists, wrap what is secret and say that it opens nothing", async () => {
  await build("azure-native:containerservice:ManagedCluster");
  const ask = async (token: string, name: JsonObject) =>
    openSecrets(await engine.invoke(`azure-native:${token}`, { resourceGroupName: "rg-shop", ...name }));
  const keys = await ask("storage:listStorageAccountKeys", { accountName: "stshop" });
  assert.deepEqual(keys.secretPaths, [
    ["keys", 0, "value"],
    ["keys", 1, "value"],
  ]);
  const shared = await ask("operationalinsights:getSharedKeys", { workspaceName: "log-shop" });
  assert.match(Buffer.from(JSON.stringify(shared.plain["primarySharedKey"]), "base64").toString(), /SIMULATED/);
  for (const role of ["User", "Admin"]) {
    const { plain, secretPaths } = await ask(`containerservice:listManagedCluster${role}Credentials`, {
      resourceName: "aks-shop",
    });
    assert.deepEqual(secretPaths, [["kubeconfigs", 0, "value"]]);
    assert.match(
      Buffer.from(JSON.stringify(valueAt(plain, "kubeconfigs[0].value")), "base64").toString(),
      /SIMULATED[^]*server: https:\/\/shop-/,
    );
  }
  assert.equal(
    (await engine.invoke("azure-native:authorization:getClientConfig", {}))["tenantId"],
    "00000000-5151-4000-8000-000000000002",
  );
  await assert.rejects(ask("storage:listStorageAccountKeys", { accountName: "stnone" }), /Code="ResourceNotFound"/);
  await assert.rejects(ask("storage:listNothing", {}), /no function 'azure-native:storage:listNothing'/);
});

test("a fault strikes as often as the plan says and then lets the call pass", async () => {
  await engine.create(group, inputsOf("resources:ResourceGroup"));
  await faults({ match: { type: "storage:StorageAccount", op: "create" }, times: 2, effect: { kind: "quota" } });
  const create = () => engine.create(account, inputsOf("storage:StorageAccount"));
  await assert.rejects(
    create(),
    /^Error: Status=409 Code="QuotaExceeded" Message="Operation could not be completed as it results in exceeding approved/,
  );
  await assert.rejects(create(), /QuotaExceeded/);
  assert.match((await create()).id, /stshop$/);
  const view = openCloud(folder);
  assert.deepEqual(
    view
      .journal()
      .slice(1)
      .map(({ outcome, code }) => [outcome, code]),
    [
      ["refused", "QuotaExceeded"],
      ["refused", "QuotaExceeded"],
      ["done", null],
    ],
  );
  view.close();
});

test("a partial failure leaves the resource and tells the engine so; the next update heals it", async () => {
  await engine.create(group, inputsOf("resources:ResourceGroup"));
  await faults({
    match: { type: account },
    times: 1,
    effect: { kind: "partial-failure", message: "Disk is on fire." },
  });
  const failure = (await engine
    .create(account, inputsOf("storage:StorageAccount"))
    .catch((error: unknown) => error)) as Error & { metadata: Metadata };
  const [bytes] = failure.metadata.get("grpc-status-details-bin") as Buffer[];
  const [detail] = statusPb.Status.deserializeBinary(bytes!).getDetailsList();
  const partial = detail!.unpack(
    (binary) => providerPb.ErrorResourceInitFailed.deserializeBinary(binary),
    "pulumirpc.ErrorResourceInitFailed",
  )!;
  assert.match(partial.getId(), /stshop$/);
  assert.match(partial.getReasonsList().join(), /Disk is on fire/);
  const states = () => {
    const view = openCloud(folder);
    const all = view.resources().map(({ name, state }) => [name, state]);
    view.close();
    return all;
  };
  assert.deepEqual(states(), [
    ["rg-shop", "ready"],
    ["stshop", "failed"],
  ]);
  await engine.update(account, partial.getId(), inputsOf("storage:StorageAccount"));
  assert.deepEqual(states(), [
    ["rg-shop", "ready"],
    ["stshop", "ready"],
  ]);
});

test("a file that cannot be used stops every call with where and why", async () => {
  await faults({ match: { typ: "x" }, effect: { kind: "meteor" } });
  const failure = (await engine
    .create(group, inputsOf("resources:ResourceGroup"))
    .catch((error: unknown) => error)) as Error;
  assert.match(failure.message, /faults\.json cannot be used:\n/);
  assert.match(failure.message, /rules\.0\.match: .*typ/);
  assert.match(failure.message, /rules\.0\.effect\.kind: /);
});

test("a stale owner is shut out as soon as a newer one is configured", async () => {
  const owner = (token: string) =>
    startProvider({ SIMULATED_AZURE_DIR: folder, PROVISIONER_STACK: "shop/dev", PROVISIONER_FENCING_TOKEN: token });
  const [old, next, late] = [await owner("1"), await owner("2"), await owner("1")];
  await old.configure();
  await next.configure();
  await assert.rejects(old.create(group, inputsOf("resources:ResourceGroup")), /Code="StaleFencingToken"/);
  await assert.rejects(late.configure(), /Code="StaleFencingToken"/);
  assert.notEqual((await next.create(group, inputsOf("resources:ResourceGroup"))).id, "");
  for (const client of [old, next, late]) client.close();
});

test("wrong settings are refused at once, all of them", async () => {
  const lost = await startProvider({ PROVISIONER_FENCING_TOKEN: "x" });
  await assert.rejects(lost.configure({ subscriptionId: "mine" }), (error: Error) => {
    assert.match(error.message, /SIMULATED_AZURE_DIR is not set/);
    assert.match(error.message, /PROVISIONER_FENCING_TOKEN is 'x'/);
    assert.match(error.message, /azure-native:subscriptionId is 'mine'/);
    return true;
  });
  await assert.rejects(lost.create(group, inputsOf("resources:ResourceGroup")), /before it was configured/);
  lost.close();
});

test("cancel stops nothing that is under way", async () => {
  await writeFile(join(folder, "settings.json"), JSON.stringify({ latencyMs: 200 }));
  const creating = engine.create(group, inputsOf("resources:ResourceGroup"));
  await engine.cancel();
  assert.match((await creating).id, /rg-shop$/);
});
