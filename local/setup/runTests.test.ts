import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../pulumi/testing/fakePrograms.js";
import { countsLine } from "./testCounts.mjs";
import { testFiles } from "./testFiles.mjs";

const passing = `import test from "node:test"; test("passes", (t) => { t.diagnostic("pass 99"); });`;
const mixed = `
  import test from "node:test";
  test("skipped", { skip: true }, () => {});
  test("to do", { todo: true }, () => {});
  test("passes", () => {});
  test("fails", () => { throw new Error("no"); });`;

test("closes with the runner's own counts alone on the last line, and its exit code", async (t) => {
  const folder = clone(t, { "a.test.ts": passing, "deep/b.test.mjs": mixed, "node_modules/x/x.test.js": mixed });
  const { exitCode, lines } = await run(folder, []);
  assert.equal(lines.at(-1), "2 passed, 1 failed, 2 skipped");
  assert.equal(exitCode, 1);
  assert.ok(lines.includes("ℹ pass 2"), "the runner's summary is shown as well");
});

test("runs only what is named", async (t) => {
  const folder = clone(t, { "shared/a.test.ts": passing, "deep/b.test.mjs": mixed });
  const { exitCode, lines } = await run(folder, ["shared"]);
  assert.equal(lines.at(-1), "1 passed, 0 failed, 0 skipped");
  assert.equal(exitCode, 0);
});

test("passes flags on to the runner", async (t) => {
  const folder = clone(t, { "a.test.ts": passing, "b.test.mjs": mixed });
  const { exitCode, lines } = await run(folder, ["--test-name-pattern", "^passes$", "--test-reporter", "dot"]);
  assert.equal(lines.at(-1), "2 passed, 0 failed, 3 skipped");
  assert.equal(exitCode, 0);
  assert.ok(!lines.some((line) => line.startsWith("ℹ")), "the reporter is the one that was asked for");
});

test("a test file that cannot be loaded is a failure in exit code and count", async (t) => {
  const folder = clone(t, { "a.test.ts": `import "./nowhere.js";` });
  const { exitCode, lines } = await run(folder, []);
  assert.equal(lines.at(-1), "0 passed, 1 failed, 0 skipped");
  assert.equal(exitCode, 1);
});

test("a name without a test is refused: a run of nothing is no success", (t) => {
  const folder = clone(t, { "shared/a.ts": "", "local/a.test.ts": passing });
  assert.throws(() => testFiles(folder, ["shared"]), /No test is found at shared/);
  assert.throws(() => testFiles(folder, ["nowhere"]), /No test is found at nowhere/);
  assert.deepEqual(testFiles(folder, ["local", "local/a.test.ts"]), ["local/a.test.ts"]);
});

test("counts a cancelled test as failed and one to do as skipped", () => {
  const counts = { pass: 5, fail: 1, cancelled: 2, skipped: 3, todo: 4 };
  assert.equal(countsLine(counts), "5 passed, 3 failed, 7 skipped");
});

function clone(t: test.TestContext, files: Record<string, string>): string {
  const folder = temporaryFolder(t);
  for (const [path, content] of Object.entries({ "package.json": `{"type":"module"}`, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(fileURLToPath(new URL("../../node_modules/tsx", import.meta.url)), join(folder, "node_modules", "tsx"));
  return folder;
}

function run(folder: string, args: string[]): Promise<{ exitCode: number | null; lines: string[] }> {
  const script = `
    import { runTests } from ${JSON.stringify(new URL("runTests.mjs", import.meta.url).href)};
    const [folder, ...args] = process.argv.slice(1);
    process.exitCode = await runTests(folder, args, process.env);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, "--", folder, ...args], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve) => {
    child.once("close", (exitCode) => {
      resolve({ exitCode, lines: output.trimEnd().split("\n") });
    });
  });
}
