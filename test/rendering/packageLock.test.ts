import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { z } from "zod";
import { writeStackFolder } from "../kit/stackFolder.js";
import { resolvePlan } from "../../shared/planning/resolvePlan.js";
import { renderStack } from "../../shared/rendering/renderStack.js";
import { builtModules } from "../kit/builtModules.js";
import { invoiceRequest, readKnowledge, sha256 } from "../kit/requests.js";

const Entry = z.looseObject({ version: z.string().optional(), integrity: z.string().optional() });
const Lock = z.object({ packages: z.record(z.string(), Entry) });

const knowledge = await readKnowledge();
const plan = resolvePlan(invoiceRequest(), knowledge, sha256);
assert.ok(plan.ok, JSON.stringify(plan));
const stack = renderStack(plan.value, { ...knowledge.versions, modulesPackage: await builtModules() }, sha256);
const text = stack.files["package-lock.json"] ?? "";

test("npm takes a stack's lock for what its package.json asks, and no lock for another version [CP-048]", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "package-lock-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeStackFolder(stack, folder);
  const check = () =>
    promisify(execFile)("npm", ["ci", "--dry-run", "--offline", "--no-audit", "--no-fund", `--cache=${folder}/cache`], {
      cwd: folder,
    });
  await check();
  const manifest = await readFile(path.join(folder, "package.json"), "utf8");
  await writeFile(path.join(folder, "package.json"), manifest.replace(knowledge.versions.pulumi, "3.258.0"));
  await assert.rejects(check());
});

test("locks every package with the digest of its contents, in the versions that stacks are tested with [CP-048]", async () => {
  const own = Lock.parse(JSON.parse(await readFile("package-lock.json", "utf8"))).packages;
  const { packages } = Lock.parse(JSON.parse(text));
  const installed = Object.entries(packages).filter(
    ([name]) => name.includes("node_modules/") && !name.endsWith("/azure"),
  );
  assert.ok(installed.length > 100);
  for (const [name, { version, integrity }] of installed) {
    assert.match(integrity ?? "", /^sha512-/, name);
    assert.deepEqual([version, integrity], [own[name]?.version, own[name]?.integrity], name);
  }
});

test("names no registry in the lock, nor what a stack does not need", () => {
  assert.doesNotMatch(text, /https?:\/\//);
  assert.deepEqual(text.match(/"resolved": .*/g), ['"resolved": "modules/azure",']);
  assert.doesNotMatch(text, /node_modules\/(?:eslint|prettier|azurite|durable-functions)"/);
});
