import assert from "node:assert/strict";
import { test } from "node:test";
import type { DurableClient } from "durable-functions";
import { runFixture as run } from "../../test/kit/runFixture.js";
import { durableRuns } from "./runs.js";

/** The SDK's client with the answers of the extension, as far as our code asks for them. */
function engine(answers: { status?: () => unknown; start?: () => unknown; raise?: () => unknown }) {
  const promised = (answer: (() => unknown) | undefined) => () =>
    new Promise((resolve) => {
      resolve(answer?.());
    });
  return durableRuns({
    getStatus: promised(answers.status),
    startNew: promised(answers.start),
    raiseEvent: promised(answers.raise),
  } as unknown as DurableClient);
}

const fails = (message: string) => () => {
  throw new Error(message);
};
/** Texts of durable-functions 3.5.0. */
const missing = fails(
  "DurableClient error: Durable Functions extension replied with HTTP 404 response. This usually …",
);
const refused = fails("connect ECONNREFUSED 127.0.0.1:1");
const status =
  (runtimeStatus: string, more: object = {}) =>
  () => ({
    name: "provisionStack",
    runtimeStatus,
    lastUpdatedTime: "2026-11-21T09:00:00.000Z",
    ...more,
  });
const blocked = { kind: "blocked", reasons: ["no"] };

for (const [title, answer, kind] of [
  ["unknown when the engine says so", missing, "unknown"],
  ["running while it runs", status("Running", { customStatus: { stage: "apply", round: 1 } }), "running"],
  ["running while it is suspended", status("Suspended"), "running"],
  ["ended with its outcome", status("Completed", { output: blocked }), "ended"],
  ["lost when what it returned is no outcome", status("Completed", { output: "done" }), "lost"],
  ["lost when it was terminated", status("Terminated"), "lost"],
  ["lost when its process failed", status("Failed", { output: "Error" }), "lost"],
] as const)
  test(`a run is ${title}`, async () => {
    assert.equal((await engine({ status: answer }).look(run.runId)).kind, kind);
  });

test("knows the last status of a run that has ended", async () => {
  const customStatus = { stage: "archive", round: 2, stack: run.stack };
  const live = await engine({ status: status("Completed", { output: blocked, customStatus }) }).look(run.runId);
  assert.deepEqual(live.kind === "ended" && live.status, customStatus);
});

test("takes no trouble of the engine for a run that is not there", async () => {
  await assert.rejects(engine({ status: refused }).look(run.runId), { name: "RunError", kind: "transient" });
});

test("goes on when the run was started by somebody else in the meantime", async () => {
  await engine({ start: fails("HTTP 409"), status: status("Running") }).start(run);
});

test("says so when a run could not be started", async () => {
  await assert.rejects(engine({ start: refused, status: missing }).start(run), { kind: "transient" });
});

test("wakes nobody who is not there, and says so when the hint could not be given", async () => {
  await engine({ raise: fails("No instance with ID 'exec-1' found.") }).wake(run.runId);
  await assert.rejects(engine({ raise: refused }).wake(run.runId), { kind: "transient" });
});
