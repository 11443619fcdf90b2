import type { OrchestrationContext, Task } from "durable-functions";
import type { Decision, Person } from "../shared/contracts/decision.js";
import type { RunInput } from "../shared/contracts/run.js";
import { call } from "./activitySpec.js";
import { steps, type PreviewedRun } from "./steps.js";

/** Raised when something about a waiting run may have changed. A hint only: what counts is what the record says. */
export const wakeEvent = "run.wake";

/** No wait is longer than this, so that a lost hint costs a day at most and no timer needs splitting. */
const sliceMs = 24 * 60 * 60_000;

export type GateEnd =
  | { readonly kind: "passed"; readonly decision: Decision }
  | { readonly kind: "declined"; readonly decision: Decision }
  | { readonly kind: "expired"; readonly decision: Decision }
  | { readonly kind: "cancelled"; readonly by?: Person | undefined }
  /** The recorded decision is about another plan than the one that was just previewed. */
  | { readonly kind: "stale"; readonly differences: readonly string[] };

/** Waits, holding nothing, until the gate's record says how it ended, or closes it at the deadline. */
export function* gate(
  context: OrchestrationContext,
  run: RunInput,
  { round, pin }: PreviewedRun,
  deadline: Date,
): Generator<Task, GateEnd, unknown> {
  for (;;) {
    const found = yield* call(context, steps.readGate, { run, round });
    if (found.kind === "cancelled") return { kind: "cancelled", by: found.by };
    if (found.kind === "decided") return endOf(found.decision, pin.pin);

    const now = context.df.currentUtcDateTime;
    if (now >= deadline) return yield* closeGate(context, run, round, { kind: "expired", pin: pin.pin, at: iso(now) });
    yield* waitForHint(context, new Date(Math.min(deadline.getTime(), now.getTime() + sliceMs)));
  }
}

/** Policy decides instead of a person; recorded as any other decision. */
export function* passByPolicy(
  context: OrchestrationContext,
  run: RunInput,
  { round, pin }: PreviewedRun,
  reasons: readonly string[],
): Generator<Task, GateEnd, unknown> {
  const at = iso(context.df.currentUtcDateTime);
  const reason = reasons.join("; ");
  return yield* closeGate(context, run, round, { kind: "auto-approved", pin: pin.pin, policy: pin.policy, reason, at });
}

/** Whatever was recorded first ends the gate: a person may have been faster than the deadline. */
function* closeGate(
  context: OrchestrationContext,
  run: RunInput,
  round: number,
  decision: Decision,
): Generator<Task, GateEnd, unknown> {
  return endOf(yield* call(context, steps.closeGate, { run, round, decision }), decision.pin);
}

function endOf(decision: Decision, pin: string): GateEnd {
  if (decision.pin !== pin) return { kind: "stale", differences: ["the plan that was decided on"] };
  switch (decision.kind) {
    case "approved":
    case "auto-approved":
      return { kind: "passed", decision };
    case "rejected":
      return { kind: "declined", decision };
    case "expired":
      return { kind: "expired", decision };
  }
}

function* waitForHint(context: OrchestrationContext, until: Date): Generator<Task, void, unknown> {
  const timer = context.df.createTimer(until); // a fresh timer each round: one raced twice is scheduled twice and ids drift
  const hint = context.df.waitForExternalEvent(wakeEvent);
  const first = yield context.df.Task.any([hint, timer]);
  if (first !== timer) timer.cancel(); // an open timer would keep the instance from completing
}

const iso = (time: Date): string => time.toISOString();
