import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { requirementsIn } from "./readRequirements.js";
import { specificationPage } from "./specificationPage.js";

const requirements = requirementsIn(
  [
    "| Prefix | Specification |",
    "| CP-001 | Declares what is asked | Core Purpose | behaviour | - |",
    "| CP-002 | Takes --trace <id> | Core Purpose (triggers) | contract | optional |",
    "| CP-003 | Tries again | Retry | behaviour | - |",
    "| IB-001 | Something else | Elsewhere | behaviour | - |",
  ].join("\n"),
);

const other = "IB-001";

/** Titles name requirements as `#1`: written out, they would be taken for what this file shows. */
const tree = {
  "shared/planning/plan.ts": "export const plan = 1;",
  "shared/planning/plan.test.ts": `test(\`plans \${kind} [#1]\`); const cases = [["plans twice [#1, #3]"]]; // [#2]`,
  "shared/contracts/run.ts": "export type Run = 1;",
  "test/kit/world.ts": `import { plan } from "../../shared/planning/plan.js"; import type { Run } from "../../shared/contracts/run.js";`,
  "test/engine/stops.test.ts": `import "../kit/world.js"; test("stops [#3]");`,
  "local/world/hostProcess.ts": "export {};",
  "test/e2e/whole.test.ts": `import "../../local/world/hostProcess.js"; test("runs [#3] [other]");`,
  "node_modules/x/a.test.ts": `test("is of others [#2]");`,
};

test("links each requirement to the tests whose titles name it, and to the rooms these exercise", async (t) => {
  const { path, text } = specificationPage(await projectOf(t, tree), requirements);
  assert.equal(path, "docs/specification.md");
  const unit = "[shared/planning/plan.test.ts](../shared/planning/plan.test.ts)";
  const engine = "[test/engine/stops.test.ts](../test/engine/stops.test.ts)";
  const whole = "[test/e2e/whole.test.ts](../test/e2e/whole.test.ts)";
  const rows = text.split("\n").filter((line) => /^\| [A-Z]{2}/.test(line));
  assert.deepEqual(rows, [
    "| CP | 3 | 2 | 1 |",
    "| IB | 1 | 1 | 0 |",
    `| CP-001 | Declares what is asked | ${unit}: plans …; plans twice | \`shared/planning\` |`,
    "| CP-002 | Takes --trace &lt;id> (optional) | **open** |  |",
    `| CP-003 | Tries again | ${unit}: plans twice<br>${whole}: runs<br>${engine}: stops | \`shared/planning\`, the whole application |`,
  ]);
  assert.deepEqual(text.match(/^(#+ .*|Open in .*)$/gm), [
    "# Specification",
    "Open in CP: CP-002.",
    "## Core Purpose",
    "## Retry",
  ]);
});

test("refuses a test that names a requirement which there is not", async (t) => {
  const project = await projectOf(t, { "cli/a.test.ts": `test("does [#9]");` });
  assert.throws(() => specificationPage(project, requirements), /cli\/a\.test\.ts names CP-009/);
});

async function projectOf(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), "matrix-"));
  t.after(() => rm(project, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, name)), { recursive: true });
    await writeFile(join(project, name), text.replaceAll("#", "CP-00").replaceAll("[other]", `[${other}]`));
  }
  return project;
}
