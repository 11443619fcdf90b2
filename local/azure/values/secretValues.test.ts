import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Json, JsonObject } from "./json.js";
import { openSecrets, redacted, redactSecrets, restoreSecrets, secret, wrapSecrets } from "./secretValues.js";

const wrapped: JsonObject = {
  a: secret("one"),
  list: [1, secret({ deep: "two", deeper: secret("three") })],
  plain: { b: 1, gone: null },
};

test("opens secrets at any depth, drops nulls, and wraps the same places again", () => {
  const { plain, secretPaths } = openSecrets(wrapped);
  assert.deepEqual(plain, { a: "one", list: [1, { deep: "two", deeper: "three" }], plain: { b: 1 } });
  assert.deepEqual(secretPaths, [["a"], ["list", 1]]);
  assert.deepEqual(wrapSecrets(plain, secretPaths), {
    a: secret("one"),
    list: [1, secret({ deep: "two", deeper: "three" })],
    plain: { b: 1 },
  });
});

test("what is stored holds no secret, and Pulumi's memory puts each back in its place", () => {
  const { plain, secretPaths } = openSecrets(wrapped);
  const stored = redactSecrets(plain, secretPaths);
  assert.doesNotMatch(JSON.stringify(stored), /one|two|three/);
  assert.deepEqual(restoreSecrets(stored, wrapped), wrapSecrets(plain, secretPaths));
});

test("a secret that Pulumi does not remember is left out, not made up", () => {
  assert.deepEqual(restoreSecrets({ a: redacted, b: { c: redacted, d: 1 } }, {}), { b: { d: 1 } });
});

test("a member named * hides no other secret", () => {
  const { plain, secretPaths } = openSecrets({ "*": secret("CANARY"), b: secret("CANARY") });
  assert.deepEqual(redactSecrets(plain, secretPaths), { "*": redacted, b: redacted });
});

test("no value survives redaction, whatever its shape", () => {
  const name = fc.oneof(fc.string(), fc.constantFrom("*", "", "value", "0", "a.b", "a[0]"));
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const tree = fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("node"), { maxLength: 3 }),
      fc.dictionary(name, tie("node"), { maxKeys: 3 }),
      fc.constant(secret("CANARY")),
    ),
  })).node;
  fc.assert(
    fc.property(fc.dictionary(name, tree), (inputs) => {
      const { plain, secretPaths } = openSecrets(inputs);
      assert.ok(!JSON.stringify(redactSecrets(plain, secretPaths)).includes("CANARY"));
    }),
  );
});
