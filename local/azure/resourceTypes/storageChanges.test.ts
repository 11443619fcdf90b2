import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { inputsOf } from "../testing/landscape.js";
import { codeOf, testCloud, type TestCloud } from "../testing/testCloud.js";
import type { JsonObject } from "../values/json.js";

let cloud: TestCloud;
beforeEach(() => {
  cloud = testCloud();
  cloud.build("storage:StorageAccount");
});
afterEach(() => {
  cloud.close();
});

const kind = "storage:StorageAccount";
const refused = "PropertyChangeNotAllowed";

/** Makes an account as it was before, changes it, and answers with the refusal, if any. */
function change(before: JsonObject, after: JsonObject): string {
  const account = (changes: JsonObject): JsonObject => ({ ...inputsOf(kind), accountName: "stother", ...changes });
  assert.equal(codeOf(cloud.create(kind, account(before))), "");
  return codeOf(cloud.update(kind, account(after)));
}

const skus: readonly (readonly [before: string, after: string, code: string])[] = [
  ["Standard_LRS", "Standard_RAGRS", ""],
  ["Standard_RAGRS", "Standard_LRS", ""],
  ["Standard_ZRS", "Standard_RAGZRS", ""],
  ["Standard_GZRS", "Standard_ZRS", ""],
  ["Standard_LRS", "Standard_ZRS", refused],
  ["Standard_ZRS", "Standard_GRS", refused],
  ["Standard_GRS", "Standard_GZRS", refused],
  ["Standard_RAGZRS", "Standard_RAGRS", refused],
  ["Standard_LRS", "Premium_LRS", refused],
  ["Premium_LRS", "Standard_LRS", refused],
];
for (const [before, after, code] of skus) {
  test(`${before} ${code === "" ? "becomes" : "never becomes"} ${after} in place`, () => {
    assert.equal(change({ sku: { name: before } }, { sku: { name: after } }), code);
  });
}

test("an account of an older kind becomes a StorageV2, and never goes back", () => {
  assert.equal(change({ kind: "Storage" }, { kind: "StorageV2" }), "");
  const back = { ...inputsOf(kind), accountName: "stother", kind: "Storage" };
  assert.equal(codeOf(cloud.update(kind, back)), refused);
});

test("an account is encrypted twice from the start or never", () => {
  const twice = { encryption: { keySource: "Microsoft.Storage", requireInfrastructureEncryption: true } };
  const once = { encryption: { keySource: "Microsoft.Storage", requireInfrastructureEncryption: false } };
  assert.equal(change(twice, once), refused);
  const unsaid = { encryption: { keySource: "Microsoft.Storage" } };
  assert.equal(codeOf(cloud.update(kind, { ...inputsOf(kind), ...unsaid })), "");
  assert.equal(codeOf(cloud.update(kind, { ...inputsOf(kind), ...twice })), refused);
});
