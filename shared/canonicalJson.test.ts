import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalJson } from "./canonicalJson.js";

test("gives one text for the same data in any key order", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const shuffled = Object.fromEntries(Object.entries(data).reverse());
      assert.equal(canonicalJson(shuffled), canonicalJson(data));
    }),
  );
});

test("gives different texts for different data", () => {
  assert.notEqual(canonicalJson({ a: [1, 2] }), canonicalJson({ a: [2, 1] }));
  assert.notEqual(canonicalJson({ a: "1" }), canonicalJson({ a: 1 }));
});
