import assert from "node:assert/strict";
import { test } from "node:test";
import { outputsOf, parseStackState, remainingOf, resourcesOf } from "./stackState.js";

const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
const salt = { type: "passphrase", state: { salt: "v1:salt" } };

function file(latest: unknown): string {
  return JSON.stringify({ version: 3, checkpoint: { stack: "organization/shop/dev", latest } });
}
const full = file({
  secrets_providers: salt,
  resources: [
    {
      urn: urn("pulumi:pulumi:Stack", "shop-dev"),
      type: "pulumi:pulumi:Stack",
      outputs: { key: { inner: secret }, host: "h" },
    },
    { urn: urn("pulumi:providers:azure-native", "default"), type: "pulumi:providers:azure-native", id: "p" },
    { urn: urn("house:x:Group", "g"), type: "house:x:Group" },
    {
      urn: urn("azure-native:a:B", "b"),
      type: "azure-native:a:B",
      id: "/b",
      inputs: { pw: secret, __defaults: [] },
      outputs: { pw: "plain" },
    },
    { urn: urn("azure-native:a:B", "b"), type: "azure-native:a:B", id: "/old", delete: true },
  ],
});

test("a stack that holds nothing is empty whatever its file says besides", () => {
  assert.equal(parseStackState(file({ secrets_providers: salt }))?.digest, "empty");
  assert.equal(parseStackState(file(null))?.digest, "empty");
  assert.match(parseStackState(full)?.digest ?? "", /^[0-9a-f]{64}$/);
  assert.match(parseStackState(file({ pending_operations: [{ type: "creating" }] }))?.digest ?? "", /^[0-9a-f]{64}$/);
});

test("a file that is no state of Pulumi is refused, also one the engine would take for an empty stack", () => {
  for (const text of ["", "{}", "{", "[]", "hello", '{"version":99,"checkpoint":{"stack":"s"}}']) {
    assert.equal(parseStackState(text), undefined, text);
  }
});

test("resources are those of the cloud and the components, with secrets masked on both sides", () => {
  const state = parseStackState(full);
  assert.ok(state);
  assert.deepEqual(resourcesOf(state), [
    { urn: urn("house:x:Group", "g"), type: "house:x:Group", name: "g", inputs: {}, outputs: {} },
    {
      urn: urn("azure-native:a:B", "b"),
      type: "azure-native:a:B",
      name: "b",
      id: "/b",
      inputs: { pw: "[secret]" },
      outputs: { pw: "[secret]" },
    },
  ]);
  assert.equal(remainingOf(state).length, 3, "an old copy still has to go");
});

test("outputs say whether a secret lies in them and never show it", () => {
  const state = parseStackState(full);
  assert.ok(state);
  assert.deepEqual(outputsOf(state), {
    key: { value: { inner: "[secret]" }, isSecret: true },
    host: { value: "h", isSecret: false },
  });
});

test("the exported form is what the engine can import, secrets still encrypted", () => {
  const exported = JSON.parse(parseStackState(full)?.exported ?? "") as {
    version: number;
    deployment: { resources: [] };
  };
  assert.equal(exported.version, 3);
  assert.equal(exported.deployment.resources.length, 5);
  assert.match(JSON.stringify(exported), /v1:abc/);
});
