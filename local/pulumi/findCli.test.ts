import assert from "node:assert/strict";
import { readFileSync, rmSync, utimesSync } from "node:fs";
import { delimiter, join } from "node:path";
import test from "node:test";
import { cliFileName, cliFolder } from "./cliFolder.mjs";
import { findCli } from "./findCli.mjs";
import { noShellScripts, standIn, standInCli, temporaryFolder } from "./testing/fakePrograms.js";
import { versions } from "./versions.mjs";

const skip = noShellScripts;
const pinned = `v${versions.pulumi}`;

test("finds the named CLI before the one on PATH, and that before the cached one", { skip }, async (t) => {
  const { env, named, onPath, cached } = machine(t);
  standInCli(cached, pinned);
  assert.deepEqual((await findCli(env)).cli, { path: cached, version: pinned, origin: "cache" });

  standInCli(onPath, pinned);
  assert.deepEqual((await findCli(env)).cli, { path: onPath, version: pinned, origin: "PATH" });

  standInCli(named, pinned);
  const found = await findCli({ ...env, PROVISIONER_PULUMI_CLI: named });
  assert.deepEqual(found.cli, { path: named, version: pinned, origin: "named" });
});

test("finds nothing on an empty machine", async (t) => {
  assert.deepEqual(await findCli(machine(t).env), { passedOver: [] });
});

test("passes over a CLI on PATH that is too old, and says so", { skip }, async (t) => {
  const { env, onPath, cached } = machine(t);
  standInCli(onPath, "v3.100.0");
  standInCli(cached, pinned);
  const { cli, passedOver } = await findCli(env);
  assert.equal(cli?.path, cached);
  assert.equal(passedOver.length, 1);
  assert.match(passedOver[0]!, /v3\.100\.0/);
});

test("passes over a CLI that is there but does not run", { skip }, async (t) => {
  const { env, onPath, cached } = machine(t);
  standIn(onPath, "echo 'cannot download' >&2; exit 1");
  standIn(cached, "exit 0");
  const { cli, passedOver } = await findCli(env);
  assert.equal(cli, undefined);
  assert.match(passedOver[0]!, /does not answer/);
});

test("refuses a named CLI that is not compatible instead of taking another", { skip }, async (t) => {
  const { env, named, cached } = machine(t);
  standInCli(cached, pinned);
  standInCli(named, "v2.0.0");
  await assert.rejects(findCli({ ...env, PROVISIONER_PULUMI_CLI: named }), /names .* is v2\.0\.0/);
  await assert.rejects(findCli({ ...env, PROVISIONER_PULUMI_CLI: join(named, "nowhere") }), /does not answer/);
});

test("runs a CLI once to prove it, and again when the file has changed", { skip }, async (t) => {
  const { env, cached } = machine(t);
  standInCli(cached, pinned);
  await findCli(env);
  await findCli(env);
  assert.equal(calls(cached), 1);

  utimesSync(cached, new Date(), new Date(Date.now() + 5_000));
  await findCli(env);
  assert.equal(calls(cached), 2);

  rmSync(cached);
  assert.equal((await findCli(env)).cli, undefined);
});

function machine(t: test.TestContext) {
  const folder = temporaryFolder(t);
  const env = {
    PATH: [join(folder, "empty"), join(folder, "bin"), "/bin", "/usr/bin"].join(delimiter),
    PROVISIONER_CACHE_DIR: join(folder, "cache"),
  };
  return {
    env,
    named: join(folder, "named", cliFileName),
    onPath: join(folder, "bin", cliFileName),
    cached: cliFolder(env).binary,
  };
}

function calls(program: string): number {
  return readFileSync(`${program}.calls`, "utf8").trim().split("\n").length;
}
