import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCrashPoint } from "./crashPoint.js";

test("reads where to crash", () => {
  assert.equal(parseCrashPoint(undefined), undefined);
  assert.equal(parseCrashPoint(""), undefined);
  assert.deepEqual(parseCrashPoint("3"), { commit: 3, when: "after" });
  assert.deepEqual(parseCrashPoint("12:before"), { commit: 12, when: "before" });
});

test("refuses what is no crash point, so that a mistyped fault test cannot pass", () => {
  for (const text of ["0", "-1", "x", "3:during", "3:"]) assert.throws(() => parseCrashPoint(text), text);
});
