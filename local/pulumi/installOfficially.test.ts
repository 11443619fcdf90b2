import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { installOfficially } from "./installOfficially.mjs";
import { noShellScripts, temporaryFolder } from "./testing/fakePrograms.js";
import { versions } from "./versions.mjs";

// Behind a proxy reachability is not asked, so these tests need no network; npm is stood in by a script.
const proxy = { HTTPS_PROXY: "http://127.0.0.1:9" };

test("runs the pinned launcher away from this project and keeps what it installed", async (t) => {
  const { folder, into, env } = machine(
    t,
    `const bin = path.join(process.env.PULUMI_HOME, "versions", process.env.PULUMI_VERSION, "bin");
     fs.mkdirSync(bin, { recursive: true });
     fs.writeFileSync(path.join(bin, "pulumi"), "the CLI");`,
  );
  const result = await installOfficially({ into, env, report: () => undefined });
  assert.deepEqual(result, { kind: "obtained", origin: "installer" });
  assert.deepEqual(readdirSync(into), ["bin"]);
  assert.equal(readFileSync(join(into, "bin", "pulumi"), "utf8"), "the CLI");

  const { args, cwd, prefix } = JSON.parse(readFileSync(join(folder, "call.json"), "utf8")) as Record<string, unknown>;
  assert.ok(Array.isArray(args) && args.includes(`--package=pulumi@${versions.npmLauncher}`));
  assert.notEqual(cwd, process.cwd());
  assert.equal(existsSync(String(cwd)), false);
  assert.equal(prefix, undefined);
});

test("fails with the installer's words, and leaves nothing", { skip: noShellScripts }, async (t) => {
  const { into, env } = machine(t, `console.error("pulumi: fetch failed"); process.exitCode = 1;`);
  assert.deepEqual(await installOfficially({ into, env, report: () => undefined }), {
    kind: "failed",
    reason: "the official installer failed",
    output: ["pulumi: fetch failed"],
  });
  assert.deepEqual(readdirSync(into), []);
});

function machine(t: test.TestContext, npm: string) {
  const folder = temporaryFolder(t);
  const into = temporaryFolder(t);
  const note = `fs.writeFileSync(${JSON.stringify(join(folder, "call.json"))}, JSON.stringify({
    args: process.argv.slice(2), cwd: process.cwd(), prefix: process.env.npm_config_local_prefix }));`;
  const script = join(folder, "npm-cli.js");
  writeFileSync(script, `const fs = require("fs"), path = require("path");\n${note}\n${npm}`);
  const env = { ...process.env, ...proxy, npm_execpath: script, npm_config_local_prefix: process.cwd() };
  return { folder, into, env };
}
