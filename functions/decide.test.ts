import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryTelemetry } from "../adapters/memory/memoryTelemetry.js";
import type { Person } from "../shared/contracts/decision.js";
import type { RunStatus } from "../shared/contracts/run.js";
import { runPaths } from "../shared/records/runPaths.js";
import { digest, memoryRecords, runFixture as run } from "../test/kit/runFixture.js";
import type { Application } from "./application.js";
import { decide } from "./decide.js";
import type { LiveRun, Runs } from "./durable/runs.js";

const pin = digest("pin");
const grace: Person = { id: "grace", name: "Grace", kind: "person" };
const alan: Person = { id: "alan", name: "Alan", kind: "person" };
const gate: RunStatus = { stage: "gate", round: 1, pin, gateExpiresAt: "2026-11-21T10:00:00.000Z" };

function waiting(status: RunStatus = gate) {
  const { ledger, clock } = memoryRecords();
  const telemetry = memoryTelemetry();
  const woken: string[] = [];
  const live: LiveRun = { kind: "running", status };
  const runs: Runs = {
    start: () => Promise.reject(new Error("nothing starts here")),
    look: () => Promise.resolve(live),
    wake: (id) => Promise.resolve(void woken.push(id)),
  };
  const app = { ledger, clock, telemetry } as unknown as Application;
  const say = (verdict: "approve" | "reject", by: Person, seen = pin) =>
    decide(app, runs, run, { verdict, reason: "because", pin: seen, by });
  return { ledger, woken, telemetry, say };
}

test("logs who decided on the stack that the run works on, after a fallback too", async () => {
  const stack = { ...run.stack, label: "staging-northeurope", region: "northeurope" };
  const { telemetry, say } = waiting({ ...gate, stack });
  await say("approve", grace);
  assert.deepEqual(
    telemetry.logs.map(({ properties }) => properties["region"]),
    ["northeurope"],
  );
});

test("records a verdict before it wakes the run, with who, why and when [CP-163, CP-169]", async () => {
  const { ledger, woken, telemetry, say } = waiting();
  assert.equal((await say("approve", grace)).kind, "recorded");
  assert.deepEqual(woken, [run.runId]);
  assert.deepEqual(JSON.parse((await ledger.read(runPaths.decision(run, 1))) ?? ""), {
    kind: "approved",
    pin,
    by: grace,
    reason: "because",
    at: "2026-11-21T09:00:00.000Z",
  });
  assert.deepEqual(
    telemetry.logs.map(({ properties: { trace_id, action, approver, reason, timestamp } }) => ({
      trace_id,
      action,
      approver,
      reason,
      timestamp,
    })),
    [
      {
        trace_id: run.traceId,
        action: "approve",
        approver: "Grace",
        reason: "because",
        timestamp: "2026-11-21T09:00:00.000Z",
      },
    ],
  );
});

test("wakes the run again when a verdict is repeated: the first hint may have been lost", async () => {
  const { woken, telemetry, say } = waiting();
  await say("approve", grace);
  await say("approve", grace);
  assert.equal(woken.length, 2);
  assert.equal(telemetry.logs.length, 1, "it was said once");
});

test("lets the first of two approvers win and tells the second who it was", async () => {
  const { say } = waiting();
  await say("approve", grace);
  const second = await say("reject", alan);
  assert.deepEqual(
    [second.kind, second.kind === "already-decided" && second.decision.kind],
    ["already-decided", "approved"],
  );
});

test("answers the same person saying the same again as before", async () => {
  const { say } = waiting();
  await say("approve", grace);
  assert.equal((await say("approve", grace)).kind, "repeated");
});

test("lets exactly one of twenty simultaneous verdicts be recorded", async () => {
  const { say } = waiting();
  const people = Array.from({ length: 20 }, (_, index): Person => ({
    id: `p${index}`,
    name: `P${index}`,
    kind: "person",
  }));
  const answers = await Promise.all(people.map((person, index) => say(index % 2 === 0 ? "approve" : "reject", person)));
  assert.equal(answers.filter(({ kind }) => kind === "recorded").length, 1);
});

for (const [title, act, kind] of [
  [
    "refuses the requester's own approval",
    (say: ReturnType<typeof waiting>["say"]) => say("approve", run.requestedBy),
    "forbidden",
  ],
  [
    "refuses a verdict on another plan",
    (say: ReturnType<typeof waiting>["say"]) => say("approve", grace, digest("older")),
    "other-pin",
  ],
] as const)
  test(`${title} and records nothing`, async () => {
    const { ledger, say } = waiting();
    assert.equal((await act(say)).kind, kind);
    assert.equal(await ledger.read(runPaths.decision(run, 1)), undefined);
  });

test("refuses a verdict on a run that does not wait", async () => {
  const { say } = waiting({ stage: "apply", round: 1, pin });
  assert.deepEqual(await say("approve", grace), { kind: "not-waiting", phase: "apply" });
});
