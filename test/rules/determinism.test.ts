import assert from "node:assert/strict";
import { test } from "node:test";
import { Linter, type Linter as LinterTypes } from "eslint";
import tseslint from "typescript-eslint";

type Block = LinterTypes.Config & { files?: string[] };

/** The rules that only orchestrators must obey, taken from the project's own configuration. */
const blocks = ((await import(new URL("../../eslint.config.mjs", import.meta.url).href)) as { default: Block[] })
  .default;
const determinism = blocks.find(({ files }) => files?.length === 1 && files[0] === "orchestrations/*.ts");

function complaints(code: string): number {
  const linter = new Linter();
  const config = [
    {
      files: ["**/*.ts"],
      languageOptions: { parser: tseslint.parser as LinterTypes.Parser },
      rules: determinism?.rules ?? {},
    },
  ];
  return linter.verify(code, config, { filename: "orchestrations/x.ts" }).length;
}

test("lets a deterministic orchestrator pass", () => {
  assert.ok(determinism, "the block for orchestrators is there");
  assert.equal(
    complaints("export function* run(context) { const at = new Date(context.df.currentUtcDateTime); yield at; }"),
    0,
  );
});

for (const [what, code] of [
  ["the clock", "export const at = Date.now();"],
  ["a new Date", "export const at = new Date();"],
  ["randomness", "export const dice = Math.random();"],
  ["await", "export const f = async () => { await g(); };"],
  ["the environment", "export const home = process.env.HOME;"],
  ["the network", "export const page = fetch('http://example.test');"],
  ["a timer", "setTimeout(() => undefined, 1);"],
  ["the console", "console.log('replayed');"],
] as const)
  test(`refuses ${what} in an orchestrator`, () => {
    assert.ok(complaints(code) > 0);
  });
