import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanText } from "./cleanText.js";

test("stack frames of a program's error are left out", () => {
  const text =
    "Unhandled exception: Error: boom\n    at f (/srv/program.cjs:1:7)\n    at async g (node:internal/x:2)\n";
  assert.equal(cleanText(text), "Unhandled exception: Error: boom");
});

test("a plan violation names the property and withholds the planned value, which may be a secret", () => {
  const text =
    "resource urn::x violates plan: properties changed: ~~properties[{map[value:{&{{two}}}]}!={map[value:three]}]";
  assert.equal(cleanText(text), "resource urn::x violates plan: properties changed: ~~properties(values withheld)");
});

test("colour marks are left out, other braces stay", () => {
  assert.equal(cleanText("<{%fg 1%}>error<{%reset%}>: {a: 1}"), "error: {a: 1}");
});
