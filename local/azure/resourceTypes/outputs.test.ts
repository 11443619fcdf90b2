import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { idOf } from "../provider/lookupType.js";
import { landscape } from "../testing/landscape.js";
import { rowOf } from "../testing/testCloud.js";
import { simulatedAccount } from "../values/account.js";
import { isObject, type Json, type JsonObject } from "../values/json.js";
import { each, formatPath, valueAt, valuesAt, withValueAt, type PropertyPath } from "../values/propertyPath.js";
import { isUnknown, unknown } from "../values/unknowns.js";
import { outputsOf, previewOfCreate, previewOfUpdate } from "./outputs.js";
import { textOf } from "./resourceView.js";

const written = {
  account: simulatedAccount,
  createdAt: "2026-01-01T00:00:00.000Z",
  modifiedAt: "2026-01-02T00:00:00.000Z",
  revision: 3,
};
const samples = landscape.map(({ token, inputs }) => ({ type: rowOf(token.replace("azure-native:", "")), inputs }));

/** Every path to a leaf, lists and empty objects included. */
function leaves(value: Json, path: PropertyPath = []): { path: PropertyPath; value: Json }[] {
  const inner = valuesAt(value, [each]);
  if (inner.length === 0) return [{ path, value }];
  return inner.flatMap((item) => leaves(item.value, [...path, ...item.path]));
}

/** The leaves of the live outputs that the preview lacks or contradicts; below something unknown anything may be. */
function contradictions(preview: JsonObject, live: JsonObject): string[] {
  return leaves(live)
    .filter(({ path, value }) => {
      const covered = path.some((_, length) => isUnknown(valueAt(preview, path.slice(0, length + 1))));
      return !covered && JSON.stringify(valueAt(preview, path)) !== JSON.stringify(value);
    })
    .map(({ path }) => formatPath(path));
}

/** Some of the sample's leaves, to be made unknown; the names in its id stay known. */
const anyUnknowns = fc.array(fc.nat(), { maxLength: 4 });

function withUnknowns(inputs: JsonObject, picks: readonly number[], fixed: readonly string[]): JsonObject {
  const open = leaves(inputs).filter(({ path }) => !fixed.includes(String(path[0])));
  return picks.reduce((changed, pick) => {
    const path = open[pick % Math.max(open.length, 1)]?.path;
    return path === undefined ? changed : withValueAt(changed, path, unknown);
  }, inputs);
}

for (const { type, inputs } of samples) {
  const id = idOf(type, inputs, simulatedAccount);
  const names = Object.keys(inputs).filter((key) => type.idTemplate.includes(`{${key}}`));
  const live = outputsOf(type, { ...written, id, inputs });

  test(`${type.token}: a preview of its creation has every output, and none that turns out different`, () => {
    fc.assert(
      fc.property(anyUnknowns, (picks) => {
        assert.deepEqual(contradictions(previewOfCreate(type, withUnknowns(inputs, picks, [])), live), []);
      }),
    );
  });

  test(`${type.token}: a preview of an update knows only what the update will give`, () => {
    fc.assert(
      fc.property(anyUnknowns, (picks) => {
        const { account, createdAt } = written;
        const preview = previewOfUpdate(type, { id, account, createdAt, inputs: withUnknowns(inputs, picks, names) });
        assert.deepEqual(contradictions(preview, live), []);
      }),
    );
  });

  test(`${type.token}: says that it is simulated and keeps what Azure never returns to itself`, () => {
    assert.match(textOf(live["simulated"]), /simulated Azure/);
    for (const path of type.writeOnly ?? []) assert.deepEqual(valuesAt(live, path), []);
    assert.ok(!Object.keys(live).some((key) => key.startsWith("__")));
  });
}

test("an update that leaves a resource as it is keeps its computed outputs known", () => {
  const { type, inputs } = samples.find((sample) => sample.type.token.endsWith(":Vault"))!;
  const id = idOf(type, inputs, simulatedAccount);
  const preview = previewOfUpdate(type, { id, inputs, account: simulatedAccount, createdAt: written.createdAt });
  assert.equal(valueAt(preview, "properties.vaultUri"), "https://kv-shop.vault.azure.net/");
  assert.equal(valueAt(preview, "systemData.lastModifiedAt"), unknown);
});

test("previews leave nested computed values unknown inside given objects and lists", () => {
  const preview = (shortToken: string) =>
    previewOfCreate(rowOf(shortToken), landscape.find(({ token }) => token.endsWith(shortToken))!.inputs);
  assert.equal(valueAt(preview("keyvault:Vault"), "properties.vaultUri"), unknown);
  assert.equal(
    valueAt(preview("containerservice:ManagedCluster"), "agentPoolProfiles[0].currentOrchestratorVersion"),
    unknown,
  );
  assert.equal(valueAt(preview("containerservice:ManagedCluster"), "agentPoolProfiles[0].count"), 3);
  assert.equal(valueAt(preview("network:VirtualNetwork"), "subnets[0].id"), unknown);
  assert.equal(valueAt(preview("storage:StorageAccount"), "primaryEndpoints.blob"), unknown);
  assert.ok(isObject(preview("storage:StorageAccount")["sku"]));
});
