import assert from "node:assert/strict";
import { test } from "node:test";
import { RunView, type RunOutcome, type RunStatus } from "../../shared/contracts/run.js";
import { digest, runFixture as run } from "../../test/kit/runFixture.js";
import type { LiveRun } from "../durable/runs.js";
import { runView } from "./runView.js";

const atIso = "2026-11-21T09:10:00.000Z";
const pin = digest("pin");
const changes = { create: 1, update: 0, replace: 0, delete: 0, same: 0 };
const running = (status: RunStatus | undefined): LiveRun => ({ kind: "running", status });
const ended = (outcome: RunOutcome, status?: RunStatus): LiveRun => ({ kind: "ended", outcome, atIso, status });
const gate: RunStatus = { stage: "gate", round: 2, pin, changes, reasons: ["prod"], gateExpiresAt: atIso };
const expired = { kind: "expired", pin, at: atIso } as const;

const cases: [string, LiveRun, RunView["status"], string][] = [
  ["claimed and not started", { kind: "unknown" }, "NotStarted", "submitted"],
  ["started and silent", running(undefined), "Running", "submitted"],
  ["in a stage", running({ stage: "apply", round: 1, pin }), "Running", "apply"],
  ["at the gate", running(gate), "Running", "awaiting-approval"],
  ["passing the gate by policy", running({ stage: "gate", round: 1, pin }), "Running", "gate"],
  ["applied", ended({ kind: "applied", changes, resourceCount: 1, outputs: run.request }), "Succeeded", "applied"],
  ["unchanged", ended({ kind: "unchanged", changes }), "Succeeded", "unchanged"],
  ["cancelled", ended({ kind: "cancelled", stage: "gate" }), "Canceled", "cancelled"],
  ["declined", ended({ kind: "declined", decision: expired }), "Canceled", "declined"],
  ["expired", ended({ kind: "expired", decision: expired }), "Canceled", "expired"],
  ["invalid", ended({ kind: "invalid", faults: [] }), "Failed", "invalid"],
  ["blocked", ended({ kind: "blocked", reasons: [] }), "Failed", "blocked"],
  [
    "failed",
    ended({ kind: "failed", stage: "apply", code: "throttled", reason: "429", diagnostics: [] }),
    "Failed",
    "failed",
  ],
  [
    "lost",
    { kind: "lost", runtimeStatus: "Terminated", reason: "An operator ended it.", atIso },
    "Failed",
    "terminated",
  ],
];
for (const [title, live, status, phase] of cases)
  test(`shows a run that is ${title} as ${status}, ${phase}`, () => {
    const view = RunView.parse(runView(run, live));
    assert.deepEqual([view.status, view.phase], [status, phase]);
    assert.equal(view.finishedAt !== undefined, live.kind === "ended" || live.kind === "lost");
    assert.equal(view.gate !== undefined, phase === "awaiting-approval", "only a run that waits shows its pin");
  });

test("shows at the gate what a decision needs", () => {
  assert.deepEqual(runView(run, running(gate)).gate, { pin, round: 2, reasons: ["prod"], expiresAt: atIso });
});

test("shows what a failed run had changed", () => {
  const outcome: RunOutcome = {
    kind: "failed",
    stage: "apply",
    code: "throttled",
    reason: "429",
    diagnostics: [],
    changes,
  };
  assert.deepEqual(runView(run, ended(outcome)).changes, changes);
});

const elsewhere = { ...run.stack, stack: "staging-northeurope-auth", region: "northeurope" };
const moved: [string, LiveRun][] = [
  ["runs", running({ ...gate, stack: elsewhere })],
  ["has ended", ended({ kind: "blocked", reasons: [] }, { ...gate, stack: elsewhere })],
  ["is lost", { kind: "lost", runtimeStatus: "Failed", reason: "no", atIso, status: { ...gate, stack: elsewhere } }],
];
for (const [when, live] of moved)
  test(`shows the stack that a run works on after a fallback, and the one it was for, when it ${when}`, () => {
    const { stack, movedFrom } = runView(run, live);
    assert.deepEqual([stack, movedFrom], [elsewhere, run.stack]);
    assert.equal("movedFrom" in runView(run, running(gate)), false);
  });

test("says why a lost run has no outcome", () => {
  const view = runView(run, { kind: "lost", runtimeStatus: "Failed", reason: "Its process failed.", atIso });
  assert.deepEqual([view.outcome, view.trouble], [undefined, "Its process failed."]);
});
