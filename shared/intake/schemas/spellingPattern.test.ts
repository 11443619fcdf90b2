import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { squashed } from "../reading/nearestName.js";
import { spellingPattern } from "./spellingPattern.js";

const words = ["key-vault", "kv", "node-image", "1.30", "azure:keyvault"];

test("fits exactly the texts that the front door takes for one of the words", () => {
  const pattern = new RegExp(spellingPattern(words), "u");
  const letters = fc.constantFrom(...Array.from("keyvaultKEYVAULT130.: -_\t"));
  const respelt = fc
    .constantFrom(...words)
    .chain((word) =>
      fc
        .array(fc.tuple(fc.boolean(), fc.constantFrom("", "-", "_", " ")), { minLength: 40, maxLength: 40 })
        .map((ways) =>
          Array.from(
            squashed(word),
            (letter, at) => (ways[at]?.[0] ? letter.toUpperCase() : letter) + (ways[at]?.[1] ?? ""),
          ).join(""),
        ),
    );
  const meant = new Set(words.map(squashed));
  fc.assert(
    fc.property(fc.oneof(respelt, fc.string({ unit: letters, maxLength: 8 })), (text) => {
      assert.equal(pattern.test(text), meant.has(squashed(text)), text);
    }),
  );
  assert.ok(!pattern.test("key.vault"));
});
