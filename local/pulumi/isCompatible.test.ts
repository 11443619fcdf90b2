import assert from "node:assert/strict";
import test from "node:test";
import { isCompatible } from "./isCompatible.mjs";

const cases: [found: string, pinned: string, compatible: boolean][] = [
  ["v3.259.0", "3.259.0", true],
  ["3.259.0\n", "3.259.0", true],
  ["v3.259.1", "3.259.0", true],
  ["v3.270.0", "3.259.3", true],
  ["v3.258.9", "3.259.0", false],
  ["v3.259.0", "3.259.1", false],
  ["v3.99.0", "3.259.0", false],
  ["v4.0.0", "3.259.0", false],
  ["v2.300.0", "3.259.0", false],
  ["v3.260.0-alpha.1", "3.259.0", false],
  ["v3.260.0-dev.0+dirty", "3.259.0", false],
  ["", "3.259.0", false],
];

for (const [found, pinned, compatible] of cases) {
  test(`a CLI ${JSON.stringify(found)} ${compatible ? "may" : "may not"} serve SDK ${pinned}`, () => {
    assert.equal(isCompatible(found, pinned), compatible);
  });
}
