import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parsePropertyPath, valueAt } from "./propertyPath.js";

test("a path is split as Pulumi writes it", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["sku", ["sku"]],
    ["sku.name", ["sku", "name"]],
    ["pools[0].count", ["pools", "0", "count"]],
    ['tags["a.b"]', ["tags", "a.b"]],
    ['["root key"].x', ["root key", "x"]],
    ['tags["say \\"hi\\""]', ["tags", 'say "hi"']],
    ["rules[*].port", ["rules", "*", "port"]],
  ];
  for (const [path, keys] of cases) assert.deepEqual(parsePropertyPath(path), keys, path);
});

test("any key finds its way into a path and back", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }), (keys) => {
      const path = keys.map((key) => `["${key.replace(/(["\\])/g, "\\$1")}"]`).join("");
      assert.deepEqual(parsePropertyPath(path), keys);
    }),
  );
});

test("a path that leads nowhere has no value, also where a prototype would have one", () => {
  for (const path of ["b", "a.b.c", "a.constructor", "toString"])
    assert.equal(valueAt({ a: { x: 1 } }, path), undefined);
  assert.equal(valueAt({ a: [{ x: 1 }] }, "a[0].x"), 1);
});
