import assert from "node:assert/strict";
import test from "node:test";
import { testArguments } from "./testArguments.mjs";

const cases: [args: string[], flags: string[], named: string[]][] = [
  [[], [], []],
  [["shared", "local/a.test.ts"], [], ["shared", "local/a.test.ts"]],
  [["--test-only", "shared"], ["--test-only"], ["shared"]],
  [["--test-name-pattern=gate", "shared"], ["--test-name-pattern=gate"], ["shared"]],
  [["--test-name-pattern", "gate", "shared"], ["--test-name-pattern", "gate"], ["shared"]],
  [["shared", "--test-timeout", "5000"], ["--test-timeout", "5000"], ["shared"]],
  [["--test-name-pattern"], ["--test-name-pattern"], []],
];

for (const [args, flags, named] of cases) {
  test(`npm test -- ${args.join(" ")}`, () => {
    assert.deepEqual(testArguments(args), { flags, named });
  });
}
