import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

async function exitCode(files: Record<string, string>, bin: string, args: string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "tidy-"));
  try {
    await symlink(join(root, "node_modules"), join(folder, "node_modules"), "dir");
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const ended = run(process.execPath, [join(root, "node_modules", bin), ...args], { cwd: folder });
    return await ended.then(
      () => 0,
      (error: unknown) => (error as { code: number }).code,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const manifest = { "package.json": `{"name":"t","version":"1.0.0","type":"module","main":"main.js"}` };

test("the dead-code check refuses an export that nobody uses", async () => {
  const used = { ...manifest, "main.js": `import { a } from "./a.js"; a();`, "a.js": "export const a = () => 1;" };
  assert.equal(await exitCode(used, "knip/bin/knip.js", []), 0);
  assert.notEqual(
    await exitCode({ ...used, "a.js": "export const a = () => 1; export const b = 2;" }, "knip/bin/knip.js", []),
    0,
  );
});

test("the duplicate check refuses the same lines twice", async () => {
  const lines = Array.from(
    { length: 30 },
    (_, index) => `export const value${index} = compute(${index}, "text ${index}");`,
  ).join("\n");
  const config = ["--min-lines", "8", "--min-tokens", "60", "--threshold", "0.5", "--pattern", "*.ts", "."];
  assert.equal(await exitCode({ "a.ts": lines }, "jscpd/bin/jscpd", config), 0);
  assert.notEqual(await exitCode({ "a.ts": lines, "b.ts": lines }, "jscpd/bin/jscpd", config), 0);
});
