import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { noShellScripts, standIn, temporaryFolder } from "../../pulumi/testing/fakePrograms.js";
import { runCommand } from "./runCommand.mjs";

const node = process.execPath;

test("gives exit code and the last lines of both streams", async () => {
  const script = `for (let i = 1; i <= 50; i++) console.log("line " + i); process.exitCode = 3;`;
  const result = await runCommand(node, ["-e", script]);
  assert.equal(result.ok, false);
  assert.equal(result.exitCode, 3);
  assert.equal(result.output.length, 30);
  assert.equal(result.output.at(-1), "line 50");
});

test("tells a missing program from a failing one", async () => {
  const result = await runCommand("no-such-program-anywhere", []);
  assert.deepEqual(result, { ok: false, exitCode: null, missing: true, late: false, output: [] });
});

test("passes arguments as they are, past any shell", async () => {
  const odd = `$(touch x); "a b" 'c' *`;
  const { output } = await runCommand(node, ["-p", "process.argv[1]", odd]);
  assert.deepEqual(output, [odd]);
});

for (const limit of ["limitMs", "silenceMs"]) {
  test(`ends a program that overruns its ${limit}, and its children`, { skip: noShellScripts }, async (t) => {
    const folder = temporaryFolder(t);
    const program = standIn(join(folder, "slow"), `sleep 600 & echo $! > "${folder}/child"; wait`);
    const result = await runCommand(program, [], { [limit]: 300, graceMs: 100 });
    assert.equal(result.ok, false);
    assert.equal(result.late, true);
    await assertGone(folder);
  });
}

test("rejects with the reason when aborted, after the program has ended", { skip: noShellScripts }, async (t) => {
  const folder = temporaryFolder(t);
  const program = standIn(join(folder, "slow"), `sleep 600 & echo $! > "${folder}/child"; wait`);
  const stop = new AbortController();
  const running = runCommand(program, [], { signal: stop.signal, graceMs: 100 });
  while (!existsSync(join(folder, "child"))) await sleep(10);
  stop.abort(new Error("enough"));
  await assert.rejects(running, /enough/);
  await assertGone(folder);
});

async function assertGone(folder: string): Promise<void> {
  const pid = Number(readFileSync(join(folder, "child"), "utf8"));
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(50);
  }
  process.kill(pid, "SIGKILL");
  assert.fail(`process ${pid} lives on`);
}
