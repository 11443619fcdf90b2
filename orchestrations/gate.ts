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
  | { readonly kind: "decided"; readonly decision: Decision }
  | { readonly kind: "cancelled"; readonly by?: Person | undefined };

/** Waits, holding nothing, until the gate's record says how it ended, or closes it at the deadline. */
export function* gate(
  context: OrchestrationContext,
  run: RunInput,
  { round, pin }: PreviewedRun,
  deadline: Date,
): Generator<Task, GateEnd, unknown> {
  for (;;) {
    const found = yield* call(context, steps.readGate, { run, round });
    if (found.kind !== "open") return found;

    const now = context.df.currentUtcDateTime;
    if (now >= deadline) {
      const expired: Decision = { kind: "expired", pin: pin.pin, at: now.toISOString() };
      return { kind: "decided", decision: yield* call(context, steps.closeGate, { run, round, decision: expired }) };
    }
    yield* waitForHint(context, new Date(Math.min(deadline.getTime(), now.getTime() + sliceMs)));
  }
}

function* waitForHint(context: OrchestrationContext, until: Date): Generator<Task, void, unknown> {
  const timer = context.df.createTimer(until); // a fresh timer each round: one raced twice is scheduled twice and ids drift
  const hint = context.df.waitForExternalEvent(wakeEvent);
  const first = yield context.df.Task.any([hint, timer]);
  if (first !== timer) timer.cancel(); // an open timer would keep the instance from completing
}
