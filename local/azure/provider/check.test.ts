import assert from "node:assert/strict";
import { test } from "node:test";
import { inputsOf, landscape } from "../testing/landscape.js";
import { rowOf } from "../testing/testCloud.js";
import type { JsonObject } from "../values/json.js";
import { parsePath, withValueAt } from "../values/propertyPath.js";
import { secret } from "../values/secretValues.js";
import { unknown } from "../values/unknowns.js";
import type { AutoNaming } from "./autoName.js";
import { checkInputs, type CheckContext } from "./check.js";

const seed = new Uint8Array(32).fill(7);
const named = (naming: Partial<AutoNaming> = {}): AutoNaming => ({
  randomSeed: seed,
  mode: "default",
  proposedName: "",
  ...naming,
});
const context = (changes: Partial<CheckContext> = {}): CheckContext => ({
  ...{ logicalName: "shop", olds: {}, autoNaming: named(), defaultLocation: () => undefined },
  ...changes,
});
const without = (kind: string, path: string) => withValueAt(inputsOf(kind), parsePath(path), undefined);
const failures = (kind: string, news: JsonObject) => checkInputs(rowOf(kind), news, context()).failures;

test("lets every resource of the landscape pass, and adds its API version", () => {
  for (const { token, inputs } of landscape) {
    const type = rowOf(token.replace("azure-native:", ""));
    const result = checkInputs(type, inputs, context());
    assert.deepEqual(result.failures, [], token);
    assert.deepEqual(result.inputs, { ...inputs, azureApiVersion: type.apiVersion });
  }
});

test("names every missing property by its path", () => {
  assert.deepEqual(failures("storage:StorageAccount", { accountName: "stshop" }), [
    "missing required property 'resourceGroupName'",
    "missing required property 'kind'",
    "missing required property 'sku.name'",
  ]);
  assert.deepEqual(failures("keyvault:Vault", without("keyvault:Vault", "properties.sku.family")), [
    "missing required property 'properties.sku.family'",
  ]);
  assert.deepEqual(
    failures("network:NetworkSecurityGroup", without("network:NetworkSecurityGroup", "securityRules[0].priority")),
    ["missing required property 'securityRules[0].priority'"],
  );
  assert.deepEqual(
    failures("network:NetworkSecurityGroup", without("network:NetworkSecurityGroup", "securityRules")),
    [],
  );
});

test("says what is wrong with a name", () => {
  const nameFailures = (accountName: string) =>
    failures("storage:StorageAccount", { ...inputsOf("storage:StorageAccount"), accountName });
  assert.deepEqual(nameFailures("St-Shop"), ["'accountName' does not match expression '^[a-z0-9]+$'"]);
  assert.deepEqual(nameFailures("ab"), ["'accountName' is too short (2): at least 3 characters required"]);
  assert.deepEqual(nameFailures("a".repeat(25)), ["'accountName' is too long (25): at most 24 characters allowed"]);
});

test("asks nothing of what is not known yet", () => {
  const open = { resourceGroupName: unknown, accountName: unknown, kind: unknown, sku: unknown, location: unknown };
  assert.deepEqual(failures("storage:StorageAccount", open), []);
  assert.deepEqual(
    failures("storage:StorageAccount", { ...inputsOf("storage:StorageAccount"), accountName: secret("Bad Name") })
      .length,
    1,
  );
});

test("makes up a missing name from the seed, and keeps it", () => {
  const type = rowOf("storage:StorageAccount");
  const { inputs } = checkInputs(type, without("storage:StorageAccount", "accountName"), context());
  assert.match(JSON.stringify(inputs["accountName"]), /^"shop[0-9a-f]{8}"$/);
  assert.equal(inputs["__createBeforeDelete"], true);
  const again = checkInputs(
    type,
    without("storage:StorageAccount", "accountName"),
    context({ olds: inputs, autoNaming: named({ randomSeed: new Uint8Array() }) }),
  );
  assert.deepEqual(again.inputs, inputs);
  assert.deepEqual(checkInputs(type, without("storage:StorageAccount", "accountName"), context()).inputs, inputs);
});

test("children copy their logical name, role assignments get a GUID, and the stack's own naming wins", () => {
  const nameOf = (kind: string, parameter: string, naming?: Partial<AutoNaming>) =>
    checkInputs(rowOf(kind), without(kind, parameter), context({ autoNaming: named(naming) })).inputs[parameter];
  assert.equal(nameOf("storage:BlobContainer", "containerName"), "shop");
  assert.match(JSON.stringify(nameOf("authorization:RoleAssignment", "roleAssignmentName")), /^"[0-9a-f-]{36}"$/);
  assert.equal(nameOf("storage:StorageAccount", "accountName", { mode: "enforce", proposedName: "fixed" }), "fixed");
  assert.equal(nameOf("storage:StorageAccount", "accountName", { mode: "disable" }), undefined);
});

test("a missing location is the old one, the default, unknown with its group, or for zones the world", () => {
  const locationOf = (news: JsonObject, changes: Partial<CheckContext> = {}) =>
    checkInputs(rowOf("storage:StorageAccount"), news, context(changes)).inputs["location"];
  const bare = without("storage:StorageAccount", "location");
  assert.equal(locationOf(bare, { olds: { location: "uksouth" }, defaultLocation: () => "northeurope" }), "uksouth");
  assert.equal(locationOf(bare, { defaultLocation: () => "northeurope" }), "northeurope");
  assert.equal(locationOf({ ...bare, resourceGroupName: unknown }), unknown);
  assert.equal(locationOf(bare), undefined);
  assert.equal(checkInputs(rowOf("dns:Zone"), without("dns:Zone", "location"), context()).inputs["location"], "global");
});
