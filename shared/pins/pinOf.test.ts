import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { CanonicalPlan } from "../contracts/change.js";
import { pinDifferences, pinOf, type PinParts } from "./pinOf.js";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
const step = {
  urn: "urn:a",
  type: "t",
  name: "a",
  op: "create",
  replaceKeys: [],
  changes: [],
  retainOnDelete: false,
  protect: false,
} as const;
const plan: CanonicalPlan = {
  version: 1,
  steps: [{ ...step, replaceKeys: [], changes: [] }],
  changes: { create: 1, update: 0, replace: 0, delete: 0, same: 0 },
};
const parts: PinParts = { render: "r", plan, state: "s", policy: "p", engine: "e" };

test("gives the same pin for the same preview", () => {
  assert.deepEqual(pinOf(parts, digest), pinOf(structuredClone(parts), digest));
});

const changes: [keyof PinParts, Partial<PinParts>, string][] = [
  ["render", { render: "other" }, "the rendered stack"],
  ["plan", { plan: { ...plan, steps: [] } }, "the planned changes"],
  ["state", { state: "other" }, "the stack's state"],
  ["policy", { policy: "other" }, "the policy"],
  ["engine", { engine: "other" }, "the engine's version"],
];
for (const [part, change, words] of changes)
  test(`changes the pin when ${words} changes [CP-146]`, () => {
    const approved = pinOf(parts, digest);
    const found = pinOf({ ...parts, ...change }, digest);
    assert.notEqual(found.pin, approved.pin, part);
    assert.deepEqual(pinDifferences(approved, found), [words]);
  });
