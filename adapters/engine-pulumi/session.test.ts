import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { endSession, killSession, sessionMembers } from "./session.js";

const idle = "setInterval(() => {}, 1000);";
/** A leader with a child; it says when the child is there. */
const withChild = `const { spawn } = require("node:child_process");
const child = spawn(process.execPath, ["-e", ${JSON.stringify(idle)}], { stdio: "ignore" });
console.log(child.pid);
${idle}`;

async function leader(script: string): Promise<{ process: ChildProcess; pid: number }> {
  const started = spawn(process.execPath, ["-e", script], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  await once(started.stdout, "data");
  assert.ok(started.pid);
  return { process: started, pid: started.pid };
}

test("the members of a session are found, also when its leader is dead", async () => {
  const { process: led, pid } = await leader(withChild);
  assert.ok(sessionMembers(pid).length >= 2);
  led.kill("SIGKILL");
  await once(led, "exit");
  const left = sessionMembers(pid);
  assert.equal(left.length, 1, "the child lives on");
  await killSession(pid);
  assert.deepEqual(sessionMembers(pid), []);
});

test("a session that ends by itself is not killed", async () => {
  const { process: led, pid } = await leader("console.log(1); setTimeout(() => process.exit(7), 200);");
  const ended = once(led, "exit");
  await endSession(pid, 10_000);
  assert.deepEqual(await ended, [7, null]);
});

test("a session that does not end is killed when the patience is over", async () => {
  const { process: led, pid } = await leader(withChild);
  const ended = once(led, "exit");
  await endSession(pid, 100);
  assert.deepEqual(await ended, [null, "SIGKILL"]);
  assert.deepEqual(sessionMembers(pid), []);
});

test("one member can be spared: a leader that ends its own session goes on", async () => {
  const { process: led, pid } = await leader(withChild);
  await killSession(pid, pid);
  assert.deepEqual(sessionMembers(pid), [pid]);
  led.kill("SIGKILL");
  await once(led, "exit");
});
