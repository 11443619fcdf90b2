import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError } from "../setup/machine/setupError.mjs";
import { cliFileName, cliFolder } from "./cliFolder.mjs";
import { ensureCli, type Obtain } from "./ensureCli.mjs";
import { noShellScripts, standIn, standInCli, temporaryFolder } from "./testing/fakePrograms.js";
import { versions } from "./versions.mjs";

const skip = noShellScripts;
const pinned = `v${versions.pulumi}`;

test("takes the first way that leads to a CLI, and keeps that for the next time", { skip }, async (t) => {
  const env = machine(t);
  const tried: string[] = [];
  const ways: Obtain[] = [
    ({ into }) => {
      tried.push("unavailable");
      writeFileSync(join(into, "half-done"), "");
      return Promise.resolve({ kind: "unavailable", reason: "no network" });
    },
    obtaining(pinned, tried),
    obtaining(pinned, tried),
  ];
  const { binary, root } = cliFolder(env);
  assert.deepEqual(await ensureCli({ env, ways }), { path: binary, version: pinned, origin: "built" });
  assert.deepEqual(tried, ["unavailable", "obtained"]);
  assert.deepEqual(readdirSync(root), ["bin"]);

  assert.deepEqual(await ensureCli({ env, ways: [] }), { path: binary, version: pinned, origin: "cache" });
});

test("obtains nothing when a compatible CLI is on PATH", { skip }, async (t) => {
  const env = machine(t);
  const onPath = standInCli(join(env.PROVISIONER_CACHE_DIR, "..", "bin", cliFileName), pinned);
  assert.equal((await ensureCli({ env, ways: [] })).path, onPath);
  assert.equal(existsSync(cliFolder(env).root), false);
});

test("does not keep a CLI that does not run, nor one of another version", { skip }, async (t) => {
  const env = machine(t);
  const broken: Obtain = ({ into }) => {
    standIn(join(into, "bin", cliFileName), "exit 1");
    return Promise.resolve({ kind: "obtained", origin: "installer" });
  };
  const error = await failure(ensureCli({ env, ways: [broken, obtaining("v3.1.0")] }));
  assert.match(error.message, /installed answers nothing/);
  assert.match(error.message, /built answers v3\.1\.0/);
  assert.equal(existsSync(cliFolder(env).root), false);
});

test("replaces what lies in the cache and does not run", { skip }, async (t) => {
  const env = machine(t);
  standIn(cliFolder(env).binary, "exit 1");
  assert.equal((await ensureCli({ env, ways: [obtaining(pinned)] })).version, pinned);
});

test("says what was tried and three remedies when there is no way", { skip }, async (t) => {
  const env = machine(t);
  standInCli(join(env.PROVISIONER_CACHE_DIR, "..", "bin", cliFileName), "v3.0.0");
  const error = await failure(
    ensureCli({
      env,
      ways: [
        () => Promise.resolve({ kind: "unavailable", reason: "the official installer cannot be reached from here" }),
        () => Promise.resolve({ kind: "failed", reason: "Go fell silent", output: ["dial tcp: i/o timeout"] }),
      ],
    }),
  );
  assert.match(error.message, /v3\.0\.0.*cannot be reached.*Go fell silent/);
  assert.deepEqual(error.output, ["dial tcp: i/o timeout"]);
  assert.equal(error.remedies.length, 3);
  assert.match(error.remedies.join("\n"), /Install the Pulumi CLI[^]*Install Go[^]*Copy the folder/);
});

test("two set-ups at once obtain one CLI, and both get it", { skip }, async (t) => {
  const env = machine(t);
  const folder = temporaryFolder(t);
  const both = [setup(env, folder), setup(env, folder), setup(env, folder)];
  const results = await Promise.all(both.map((one) => one.result));
  assert.deepEqual(
    results.map(({ path }) => path),
    Array(3).fill(cliFolder(env).binary),
  );
  assert.deepEqual(results.map(({ origin }) => origin).sort(), ["built", "cache", "cache"]);
  assert.equal(readFileSync(join(folder, "builds"), "utf8"), "started\n");
});

test("a set-up goes on when the one it waits for is killed, and sweeps what that left", { skip }, async (t) => {
  const env = machine(t);
  const folder = temporaryFolder(t);
  const killed = setup(env, folder, "hang");
  while (!existsSync(join(folder, "builds"))) await sleep(20);
  const waiting = setup(env, folder);
  await waiting.said("waiting for another set-up");
  killed.process.kill("SIGKILL");

  assert.equal((await waiting.result).origin, "built");
  const { folder: cache, root, lock } = cliFolder(env);
  assert.equal(existsSync(lock), false);
  assert.deepEqual(
    readdirSync(cache).filter((name) => name.startsWith(basename(root))),
    [basename(root)],
  );
});

test("the lock of a set-up that died is taken over", { skip }, async (t) => {
  const env = machine(t);
  const { folder, lock } = cliFolder(env);
  mkdirSync(folder, { recursive: true });
  const gone = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => gone.once("exit", resolve));
  writeFileSync(lock, JSON.stringify({ pid: gone.pid, host: hostname(), token: "of-the-dead" }));
  assert.equal((await ensureCli({ env, ways: [obtaining(pinned)] })).origin, "built");
});

function machine(t: test.TestContext) {
  const folder = temporaryFolder(t);
  return { PATH: `${join(folder, "bin")}:/bin:/usr/bin`, PROVISIONER_CACHE_DIR: join(folder, "cache") };
}

function obtaining(version: string, tried: string[] = []): Obtain {
  return ({ into }) => {
    tried.push("obtained");
    standInCli(join(into, "bin", cliFileName), version);
    return Promise.resolve({ kind: "obtained", origin: "built" });
  };
}

async function failure(promise: Promise<unknown>): Promise<SetupError> {
  const error: unknown = await promise.then(
    () => assert.fail("expected a failure"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SetupError, String(error));
  return error;
}

/** A set-up in a process of its own, with a builder that takes a while (or for ever) and notes that it started. */
function setup(env: NodeJS.ProcessEnv, folder: string, build: "slow" | "hang" = "slow") {
  const process_ = spawn(
    process.execPath,
    [new URL("testing/ensureCliOnce.mjs", import.meta.url).pathname, folder, build, pinned],
    { env, stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  process_.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const result = new Promise<{ path: string; origin: string }>((resolve, reject) => {
    process_.once("close", () => {
      const line = output.split("\n").find((candidate) => candidate.startsWith("{"));
      if (line === undefined) reject(new Error(`no CLI: ${output}`));
      else resolve(JSON.parse(line) as { path: string; origin: string });
    });
  });
  result.catch(() => undefined);
  const said = async (text: string) => {
    while (!output.includes(text)) await sleep(20);
  };
  return { process: process_, result, said };
}
