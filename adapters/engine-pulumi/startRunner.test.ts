import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startRunner, type Runner } from "./startRunner.js";

/** A runner as short as can be: it says one event and its end, and is gone. */
const shortRunner = `
process.once("message", () => {
  process.send({ kind: "started", pid: process.pid });
  process.send({ kind: "event", event: {} });
  process.send({ kind: "ended", exitCode: 0 }, () => process.exit(0));
});
`;

test("hears a runner out that is gone before its last words are read", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "runner-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "runner.cjs");
  await writeFile(path, shortRunner);
  const start = (): Promise<Runner> => startRunner(path, folder, join(folder, "words"));
  const perform = (runner: Runner, onEvent: () => void) =>
    runner.perform({ graceMs: 0, terminateMs: 0 } as never, new AbortController().signal, onEvent);

  // Both runners end while this process is busy with the first one's event: it learns of both deaths in the turn in
  // which it has read the first one's words only.
  const [first, second] = [await start(), await start()];
  let other: ReturnType<typeof perform> | undefined;
  const one = perform(first, () => {
    other = perform(second, () => undefined);
    busyFor(500);
  });
  busyFor(500);
  assert.deepEqual(await one, { exitCode: 0 });
  assert.deepEqual(await other, { exitCode: 0 });
});

/** A runner that says what it was told, once that was two things. */
const listeningRunner = `
const heard = [];
process.on("message", ({ kind }) => {
  if (heard.push(kind) < 2) return;
  process.send({ kind: "event", event: heard });
  process.send({ kind: "ended", exitCode: -1 }, () => process.exit(0));
});
`;

test("tells a runner to stop after its job, also when the stop was there before", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "runner-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "runner.cjs");
  await writeFile(path, listeningRunner);
  const runner = await startRunner(path, folder, join(folder, "words"));
  const heard: unknown[] = [];
  const job = { graceMs: 60_000, terminateMs: 0 } as never;
  await runner.perform(job, AbortSignal.abort(), (event) => heard.push(event));
  assert.deepEqual(heard, [["perform", "stop"]]);
});

function busyFor(durationMs: number): void {
  for (const end = Date.now() + durationMs; Date.now() < end;) Math.sqrt(end);
}
