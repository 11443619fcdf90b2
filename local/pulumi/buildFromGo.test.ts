import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { buildFromGo } from "./buildFromGo.mjs";
import { cliFileName } from "./cliFolder.mjs";
import type { Progress } from "./ensureCli.mjs";
import { noShellScripts, standIn, temporaryFolder } from "./testing/fakePrograms.js";
import { versions } from "./versions.mjs";

const skip = noShellScripts;

test("is unavailable without Go", async (t) => {
  const { into, env } = machine(t);
  assert.deepEqual(await build(into, { ...env, PATH: join(into, "nowhere") }), {
    result: { kind: "unavailable", reason: "Go is not installed" },
    notes: ["looking up modules"],
  });
});

test("reports downloads as they come and compiled packages against their number", { skip }, async (t) => {
  const { into, env, go } = machine(t);
  standIn(
    go,
    `pwd > "${into}/folder"; env >> "${into}/env"; echo "$@" >> "${into}/calls"
     case $1 in
       list) echo "go: downloading a v1" >&2; echo "go: downloading b v1" >&2; printf 'a\\nb\\nc\\n';;
       build) printf 'a\\nb\\ngithub.com/pulumi/pulumi/pkg/v3/cmd/pulumi\\n' >&2;;
     esac`,
  );
  const { result, notes } = await build(into, { ...env, GOOS: "plan9", GOFLAGS: "-mod=vendor" });
  assert.deepEqual(result, { kind: "obtained", origin: "built" });
  assert.deepEqual(notes, [
    "looking up modules",
    "downloading modules (1)",
    "downloading modules (2)",
    "1/3 packages compiled",
    "2/3 packages compiled",
    "linking",
  ]);

  const calls = readFileSync(join(into, "calls"), "utf8");
  assert.match(calls, new RegExp(`-X \\S+version\\.Version=v${versions.pulumi} -o ${join(into, "bin", cliFileName)} `));
  assert.match(readFileSync(join(into, "folder"), "utf8"), /local\/pulumi\/cli$/m);
  const goEnvironment = readFileSync(join(into, "env"), "utf8");
  assert.match(goEnvironment, /^GOFLAGS=-mod=readonly$/m);
  assert.doesNotMatch(goEnvironment, /^GOOS=/m);
  const scratch = /^GOTMPDIR=(.*)$/m.exec(goEnvironment)?.[1] ?? "";
  assert.ok(scratch.startsWith(into), "Go works where set-up sweeps");
  assert.equal(existsSync(scratch), false);
});

test("fails with Go's own words when modules cannot be downloaded", { skip }, async (t) => {
  const { into, env, go } = machine(t);
  standIn(go, "echo 'dial tcp: lookup proxy: no such host' >&2; exit 1");
  const { result } = await build(into, env);
  assert.equal(result.kind, "failed");
  assert.match(result.reason, /modules could not be downloaded/);
  assert.deepEqual(result.output, ["dial tcp: lookup proxy: no such host"]);
});

test("fails with Go's own words when the build does", { skip }, async (t) => {
  const { into, env, go } = machine(t);
  standIn(go, "[ $1 = list ] || { echo 'no space left on device' >&2; exit 1; }");
  const { result } = await build(into, env);
  assert.equal(result.kind, "failed");
  assert.match(result.reason, /the build failed/);
  assert.deepEqual(result.output, ["no space left on device"]);
});

function machine(t: test.TestContext) {
  const into = temporaryFolder(t);
  const go = join(into, "go", "go");
  return { into, go, env: { PATH: `${join(into, "go")}:/bin:/usr/bin` } };
}

async function build(into: string, env: NodeJS.ProcessEnv) {
  const notes: string[] = [];
  const report = ({ note, done, total }: Progress) => {
    notes.push(done === undefined ? note : `${done}/${total ?? "?"} ${note}`);
  };
  return { result: await buildFromGo({ into, env, report }), notes };
}
