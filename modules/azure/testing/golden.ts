import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Synthesis } from "./synth.js";

const folder = path.join(__dirname, "../../../test/golden/modules");

/** Compares a synthesis with `test/golden/modules/<name>.json`; with UPDATE_GOLDEN=1 writes the file instead. */
export function matchesGolden(name: string, synthesis: Synthesis): void {
  const file = path.join(folder, `${name}.json`);
  const actual = `${JSON.stringify(synthesis, null, 2)}\n`;
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  assert.ok(existsSync(file), `no golden file ${file}: write it with UPDATE_GOLDEN=1 and review it`);
  assert.deepEqual(JSON.parse(actual), JSON.parse(readFileSync(file, "utf8")));
}
