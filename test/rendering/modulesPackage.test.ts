import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { check, resolveConfig } from "prettier";
import { z } from "zod";
import { buildModulesPackage } from "../../buildModulesPackage.mjs";
import { readModulesPackage } from "../../functions/readModulesPackage.js";
import { builtModules } from "../kit/builtModules.js";
import { readKnowledge, sha256 } from "../kit/requests.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const modules = await builtModules();
const Manifest = z.object({
  version: z.string(),
  main: z.string(),
  types: z.string(),
  dependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
});
const manifest = Manifest.parse(JSON.parse(modules.files["package.json"] ?? ""));

test("the modules are built to the same bytes in any folder and time zone", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "built-"));
  const zone = process.env["TZ"];
  t.after(() => {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
    return rm(folder, { recursive: true, force: true });
  });
  process.env["TZ"] = "Pacific/Kiritimati";
  await buildModulesPackage(path.join(folder, "inside"));
  assert.deepEqual(await readModulesPackage(path.join(folder, "inside"), sha256), modules);
});

test("every file of the package is formatted as the project formats its own", async () => {
  const options = await resolveConfig(path.join(root, "package.json"));
  for (const [name, text] of Object.entries(modules.files))
    assert.ok(await check(text, { ...options, filepath: name }), `${name} is not formatted`);
});

test("the package names its files, is the version that stacks pin, and needs nothing but zod and Pulumi", async () => {
  const { versions } = await readKnowledge();
  assert.deepEqual(Object.keys(modules.files), [manifest.types, manifest.main, "package.json"]);
  assert.equal(manifest.version, versions.modules);
  assert.deepEqual(Object.keys(manifest.dependencies), ["zod"]);
  assert.deepEqual(Object.keys(manifest.peerDependencies).sort(), ["@pulumi/azure-native", "@pulumi/pulumi"]);
  const required = [...(modules.files["main.js"] ?? "").matchAll(/\brequire\("([^"]+)"\)/g)].map(
    ([, name]) => name ?? "",
  );
  const packages = new Set(required.map((name) => /^@[^/]+\/[^/]+|^[^/]+/.exec(name)?.[0]));
  for (const name of packages)
    assert.ok(["@pulumi/azure-native", "@pulumi/pulumi", "node:crypto", "zod"].includes(name ?? ""), name);
});

test("the program exports what the sources export, and declares every export", async () => {
  const program = path.join(root, "node_modules/.cache/modules-package/main.js");
  const exported = Object.keys(createRequire(program)(program) as object);
  const source = await readFile(path.join(root, "modules/azure/main.ts"), "utf8");
  const named = [...source.matchAll(/^export \{([^}]+)\} from/gm)].flatMap(([, names]) =>
    (names ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !name.startsWith("type ")),
  );
  assert.ok(named.length > 5);
  assert.deepEqual(exported.sort(), named.sort());
  for (const name of exported)
    assert.match(
      modules.files["main.d.ts"] ?? "",
      new RegExp(`^export declare (class|function|const) ${name}\\b`, "m"),
    );
});
