import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import type { RenderedStack } from "../../shared/contracts/plan.js";
import { CompileError, compileProgram } from "./compileProgram.js";
import type { PulumiEngineOptions } from "./options.js";

let root: string;
let options: PulumiEngineOptions;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "compile-"));
  const some = { workRoot: root, runnerPath: path.resolve("dist/engine/runner.js") };
  options = some as PulumiEngineOptions; // a compiler looks at nothing else
});
afterEach(() => rm(root, { recursive: true, force: true }));

const shades = (shade: string) => ({ "modules/azure/main.js": `exports.shade = "${shade}";` });
const stack = (files: Record<string, string>) =>
  ({ files: { ...shades("blue"), ...files } }) as unknown as RenderedStack;
const run = (program: string) => createRequire(program)(program) as Record<string, unknown>;

test("a program is bundled with its own files and the modules beside it; its exports are its outputs", async () => {
  const index = `import { shade } from "@cloud-provisioner/azure"; import { two } from "./lib/two.js"; export const found = [shade, two];`;
  const program = await compileProgram(stack({ "index.ts": index, "lib/two.ts": "export const two = 2;" }), options);
  assert.deepEqual({ ...run(program) }, { found: ["blue", 2] });
});

test("Pulumi's packages stay the application's one copy", async () => {
  const program = await compileProgram(
    stack({ "index.ts": `import * as pulumi from "@pulumi/pulumi"; export const same = pulumi.Output;` }),
    options,
  );
  assert.ok((await readFile(program, "utf8")).length < 10_000, "nothing of the SDK is inside");
  assert.equal(run(program)["same"], (await import("@pulumi/pulumi")).Output);
});

test("the same program is compiled once, and anew when it travels with other modules", async () => {
  const program = { "index.ts": `export { shade } from "@cloud-provisioner/azure";` };
  const first = await compileProgram(stack(program), options);
  assert.equal(await compileProgram(stack(program), options), first);
  const second = await compileProgram(stack({ ...program, ...shades("green") }), options);
  assert.notEqual(second, first);
  assert.equal(run(second)["shade"], "green");
});

test("a program reaches neither Node's modules, nor files, nor other packages", async () => {
  for (const name of ["node:fs", "fs", "/etc/passwd", "../secret.js", "zod", "@cloud-provisioner/azure/main.js"])
    await refuses({ "index.ts": `import ${JSON.stringify(name)};` }, name);
});

test("modules reach Pulumi's packages, zod and digests, and nothing else", async () => {
  const index = { "index.ts": `export * from "@cloud-provisioner/azure";` };
  for (const name of ["node:fs", "/etc/passwd", "../../secret.js", "yaml", "@cloud-provisioner/azure"])
    await refuses({ ...index, "modules/azure/main.js": `require(${JSON.stringify(name)});` }, name);
  const program = await compileProgram(
    stack({
      ...index,
      "modules/azure/main.js": `exports.parsed = require("zod").string().parse(require("node:crypto").createHash("sha1").digest("hex"));`,
    }),
    options,
  );
  assert.ok((await readFile(program, "utf8")).length < 10_000, "nothing of zod is inside");
  assert.match(String(run(program)["parsed"]), /^da39a3ee/);
});

test("a syntax error is told with its place and keeps nothing", async () => {
  await assert.rejects(compileProgram(stack({ "index.ts": "export const = 1;" }), options), /index\.ts:1:13/);
  assert.deepEqual(await readdir(root), []);
});

test("programs not used for longest are forgotten", async () => {
  const folder = path.join(root, "compiled");
  await mkdir(folder);
  const names = Array.from({ length: 250 }, (_, index) => `${index}.cjs`);
  await Promise.all(
    names.map(async (name, index) => {
      await writeFile(path.join(folder, name), "");
      await utimes(path.join(folder, name), index + 1, index + 1);
    }),
  );
  const program = await compileProgram(stack({ "index.ts": "export {};" }), options);
  const kept = await readdir(folder);
  assert.equal(kept.length, 200);
  assert.ok(kept.includes(path.basename(program)) && kept.includes("249.cjs") && !kept.includes("0.cjs"));
});

async function refuses(files: Record<string, string>, name: string): Promise<void> {
  await assert.rejects(
    compileProgram(stack(files), options),
    (error: Error) => error instanceof CompileError && error.message.includes(name),
    name,
  );
}
