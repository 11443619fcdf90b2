import assert from "node:assert/strict";
import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { temporaryFolder } from "../pulumi/testing/fakePrograms.js";
import { bundles } from "./bundles.mjs";
import { SetupError } from "./machine/setupError.mjs";

const buildScript = `
  import { mkdirSync, rmSync, writeFileSync } from "node:fs";
  rmSync("dist", { recursive: true, force: true });
  mkdirSync("dist");
  writeFileSync("dist/main.js", "");`;

test("builds once, and again when a source has changed", async (t) => {
  const { folder, write } = clone(t);
  assert.equal(bundles(folder).isDone(), false);
  await build(folder);
  assert.equal(bundles(folder).isDone(), true);

  for (const path of ["shared/rules/gate.ts", "knowledge/naming.yaml", "package-lock.json", "build.mjs"]) {
    write(path, path === "build.mjs" ? `${buildScript}\n` : "changed");
    assert.equal(bundles(folder).isDone(), false, path);
    await build(folder);
    assert.equal(bundles(folder).isDone(), true, path);
  }
});

test("builds when a source came, went or moved, with the same bytes in all", async (t) => {
  const { folder, write } = clone(t);
  write("shared/a.ts", "a");
  await build(folder);
  rmSync(join(folder, "shared/a.ts"));
  assert.equal(bundles(folder).isDone(), false);
  write("shared/b.ts", "a");
  assert.equal(bundles(folder).isDone(), false);
});

test("is not made to build by times, tests, documents or data", async (t) => {
  const { folder, write } = clone(t);
  await build(folder);
  utimesSync(join(folder, "shared/rules/gate.ts"), new Date(), new Date(Date.now() + 60_000));
  for (const path of ["shared/rules/gate.test.ts", "docs/a.json", ".data/state.json", "node_modules/a/index.js"]) {
    write(path, "anything");
  }
  assert.equal(bundles(folder).isDone(), true);
});

test("builds when dist is gone, or was built by hand from nobody knows what", async (t) => {
  const { folder } = clone(t);
  await build(folder);
  rmSync(join(folder, "dist"), { recursive: true });
  mkdirSync(join(folder, "dist"));
  assert.equal(bundles(folder).isDone(), false);
});

test("fails with the bundler's words and without its stack", async (t) => {
  const { folder, write } = clone(t);
  write(
    "build.mjs",
    `console.error("✘ [ERROR] Could not resolve x\\n/p/esbuild/lib/main.js:17\\n  stack"); process.exit(1);`,
  );
  const error: unknown = await build(folder).catch((reason: unknown) => reason);
  assert.ok(error instanceof SetupError);
  assert.deepEqual(error.output, ["✘ [ERROR] Could not resolve x"]);
  assert.equal(bundles(folder).isDone(), false);
});

function clone(t: test.TestContext) {
  const folder = temporaryFolder(t);
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  write("build.mjs", buildScript);
  write("package-lock.json", "{}");
  write("shared/rules/gate.ts", "export {};");
  return { folder, write };
}

function build(folder: string): Promise<string> {
  return bundles(folder).work({ env: process.env, report: () => undefined, signal: new AbortController().signal });
}
