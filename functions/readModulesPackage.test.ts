import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { modulesCheck, modulesFolder, type ModulesPackage } from "../shared/rendering/modulesPackage.js";
import { sha256 } from "../test/kit/requests.js";
import { readModulesPackage } from "./readModulesPackage.js";

const files = { "package.json": "{}", "main.js": "one", "main.d.ts": "two" };

async function read(t: TestContext, texts: Readonly<Record<string, string>>): Promise<[ModulesPackage, string]> {
  const folder = await mkdtemp(join(tmpdir(), "modules-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  return [await readModulesPackage(folder, sha256), folder];
}

test("reads the package as it was built, and not the stamp of its build", async (t) => {
  const [found] = await read(t, { ...files, ".built-from": "x" });
  assert.deepEqual(found.files, files);
});

test("gives a digest that people can check with sha256sum", async (t) => {
  const [found, folder] = await read(t, files);
  const command = modulesCheck(found).replace(modulesFolder, folder);
  const { stdout } = await promisify(execFile)("/bin/sh", ["-c", command]);
  assert.equal(stdout, `${found.digest}  -\n`);
});

for (const [title, changed] of [
  ["a file changes", { ...files, "main.js": "other" }],
  ["a file has another name", { "package.json": "{}", "main.js": "one", "main.d.cts": "two" }],
  ["a file comes", { ...files, "zone.js": "" }],
  ["text moves from one file to the next", { ...files, "main.js": "two", "main.d.ts": "one" }],
] as const)
  test(`the digest changes when ${title}`, async (t) => {
    const [[before], [after]] = [await read(t, files), await read(t, changed)];
    assert.notEqual(before.digest, after.digest);
  });

test("says what to do when the modules were never built", async (t) => {
  await assert.rejects(read(t, { "notes.md": "" }), /npm run build/);
});
