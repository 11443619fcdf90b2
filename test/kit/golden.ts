import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../golden/", import.meta.url));

/**
 * Compares files with those kept under `test/golden/{folder}`, which must hold the same names and bytes.
 * `UPDATE_GOLDEN=1` writes them instead, so that a change is read in the diff of its commit.
 */
export async function assertGolden(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  assert.ok(Object.keys(files).length > 0, "a golden of nothing shows nothing");
  const target = join(root, folder);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    await rm(target, { recursive: true, force: true });
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(target, name)), { recursive: true });
      await writeFile(join(target, name), text);
    }
  }
  assert.deepEqual(
    files,
    await readAll(target),
    `${folder} differs from its golden files (UPDATE_GOLDEN=1 writes them)`,
  );
}

async function readAll(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = names.map(async (name) => [relative(folder, name), await readFile(name, "utf8")] as const);
  return Object.fromEntries(await Promise.all(read));
}
