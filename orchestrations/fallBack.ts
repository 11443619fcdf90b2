import type { Task } from "durable-functions";
import type { RunOutcome } from "../shared/contracts/run.js";
import { call } from "./activitySpec.js";
import type { Course } from "./course.js";
import { stranded, type Failure } from "./failure.js";
import { steps, type PlannedStack } from "./steps.js";

/**
 * Whether a run ended for want of a region and without a change, so that it may begin anew elsewhere. A quota that is
 * used up is for people to decide on.
 * Source: specification sections 6 (alternate flows) and 13 (quota: not retryable, a fallback region is suggested).
 */
export function lacksRegion(end: RunOutcome): end is Failure {
  return end.kind === "failed" && end.code === "region-unavailable" && end.changes === undefined;
}

/**
 * Moves a run to a stack of its own in the region that its request names for that: what it had produced stays as
 * evidence, and nothing of it, decision included, holds for the new plan.
 */
export function* fallBack(
  under: Course,
  end: Failure,
  region: string,
): Generator<Task, PlannedStack | Failure, unknown> {
  const { context, run, work, enter } = under;
  const { retries, ...before } = work;
  const retryAttempt = retries + 1;
  enter("plan");
  const planned = yield* call(context, steps.fallBack, { run, region, reason: end.reason, retryAttempt });
  if (planned.kind === "invalid") return stranded(end, region, planned.faults);

  under.run = { ...run, stack: planned.stack, movedFrom: run.stack };
  under.work = { retries: retryAttempt, before: { ...before, outcome: end } };
  return planned;
}
