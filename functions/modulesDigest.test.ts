import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { modulesDigest } from "./modulesDigest.js";

async function digestOf(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "modules-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return modulesDigest(folder);
}

const files = { "package.json": "{}", "aks/cluster.ts": "one", "main.ts": "two" };

test("is the same for the same sources, in whatever order they were written", async (t) => {
  assert.equal(await digestOf(t, files), await digestOf(t, Object.fromEntries(Object.entries(files).reverse())));
});

for (const [title, changed] of [
  ["a source changes", { ...files, "main.ts": "other" }],
  ["a source moves", { "package.json": "{}", "main.ts": "two", "dns/cluster.ts": "one" }],
  ["a source comes", { ...files, "dns/zone.ts": "" }],
  ["text moves from one source to the next", { ...files, "aks/cluster.ts": "onemain.ts\0", "main.ts": "" }],
] as const)
  test(`changes when ${title}`, async (t) => {
    assert.notEqual(await digestOf(t, files), await digestOf(t, changed));
  });

test("does not depend on tests, on what is built, or on what is installed", async (t) => {
  const more = {
    "main.test.ts": "t",
    "dist/main.ts": "d",
    "node_modules/x/index.ts": "n",
    "testing/kit.ts": "k",
    "notes.md": "m",
  };
  assert.equal(await digestOf(t, { ...files, ...more }), await digestOf(t, files));
});
