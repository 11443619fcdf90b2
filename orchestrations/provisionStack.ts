import type { OrchestrationContext, Task } from "durable-functions";
import { RunInput, type RunOutcome } from "../shared/contracts/run.js";
import { call } from "./activitySpec.js";
import { course, type Course } from "./course.js";
import { fallBack, lacksRegion } from "./fallBack.js";
import { busy, defect, failure, stale, unverified } from "./failure.js";
import { gate, passByPolicy, type GateEnd } from "./gate.js";
import { patiently } from "./patiently.js";
import type { StepInput } from "./stepResult.js";
import { steps, type PlannedStack, type PreviewedRun } from "./steps.js";

/** A plan that keeps going stale is somebody else's work in progress: after so many rounds the run gives up. */
const maxRounds = 5;

/**
 * One run of one stack. Instance id = run id.
 *
 *   validate ▶ plan ▶ render ▶ preview ▶ assess ▶ gate ▶ apply ▶ verify ┐
 *      └────────┴ invalid        └ unchanged └ blocked └ declined, expired ├▶ archive ▶ publish
 *      │                   ▲                     │        │ stale          │
 *      │                   └─────────────────────┴────────┘                │
 *      │        ▲                │                        │ no region      │
 *      │        └────────────────┴────────────────────────┘ once           │
 *      └────────── any stage may end failed or cancelled ──────────────────┘
 *
 * A region that is unavailable, with nothing changed, leads back to the plan: for a stack of its own in the fallback
 * region that the request itself names, which policy and gate then see like any other.
 *
 * Replay-safe: effects live in activities, time is `currentUtcDateTime`, branches depend only on results.
 */
export function* provisionStack(context: OrchestrationContext): Generator<Task, RunOutcome, unknown> {
  const under = course(context, RunInput.parse(context.df.getInput()));
  const outcome = yield* settle(under);

  const { run, work } = under;
  const finishedAt = context.df.currentUtcDateTime.toISOString();
  under.enter("archive");
  yield* call(context, steps.archive, { run, outcome, work, finishedAt });
  yield* call(context, steps.publish, { run, outcome, work, finishedAt });
  return outcome;
}

/** Everything up to the ending. */
function* settle(under: Course): Generator<Task, RunOutcome, unknown> {
  const { context, run, enter } = under;
  try {
    enter("validate");
    const validated = yield* call(context, steps.validate, run);
    if (validated.kind === "invalid") return validated;

    enter("plan");
    const planned = yield* call(context, steps.plan, run);
    if (planned.kind === "invalid") return planned;
    const end = yield* provision(under, planned);
    if (planned.fallbackRegion === undefined || !lacksRegion(end)) return end;

    const replanned = yield* fallBack(under, end, planned.fallbackRegion);
    return "code" in replanned ? replanned : yield* provision(under, replanned);
  } catch (error) {
    return failure(under.stage, defect(error));
  }
}

/** A plan as files, and rounds on them until one ends the run. */
function* provision(under: Course, { plan, cost }: PlannedStack): Generator<Task, RunOutcome, unknown> {
  const { context, run, work, enter } = under;
  work.plan = plan;
  if (cost) work.cost = cost;
  enter("render");
  const built = yield* call(context, steps.render, { run, plan });
  if (built.kind === "invalid") return built;
  const rendered = (work.rendered = built.rendered);

  for (const lastRound = under.round + maxRounds; ;) {
    under.round++;
    const end = yield* playRound(under, { plan, rendered });
    if (end.kind !== "stale") return end;
    if (under.round === lastRound) return failure(under.stage, stale(maxRounds, end.differences));
  }
}

/** The stack as files. */
type Prepared = Pick<StepInput<"preview">, "plan" | "rendered">;

type RoundEnd = RunOutcome | Extract<GateEnd, { kind: "stale" }>;

/** One preview, the decision on it, and its apply: ends the run, or finds that the plan has gone stale. */
function* playRound(under: Course, { plan, rendered }: Prepared): Generator<Task, RoundEnd, unknown> {
  const { context, run, work, round, enter } = under;
  enter("preview");
  const previewed = yield* insist(under, () => call(context, steps.preview, { run, plan, rendered, round }));
  if (previewed.kind === "failed") return failure("preview", previewed);
  if (previewed.kind === "cancelled") return { ...previewed, stage: "preview" };
  work.previewed = previewed;
  const { pin, changes, drift } = previewed;
  if (previewed.isUnchanged) return { kind: "unchanged", changes, ...(drift && { drift }) };

  enter("assess");
  const assessment = yield* call(context, steps.assess, { run, preview: previewed.preview });
  if (assessment.kind === "blocked") return assessment;

  enter("gate", { pin: pin.pin, changes, reasons: assessment.reasons });
  const gateEnd =
    assessment.kind === "proceed"
      ? yield* passByPolicy(context, run, previewed, assessment.reasons)
      : yield* askPerson(under, { plan, previewed, reasons: assessment.reasons });
  if (gateEnd.kind === "cancelled") return { ...gateEnd, stage: "gate" };
  if (gateEnd.kind !== "passed") return gateEnd;
  work.decision = gateEnd.decision;

  enter("apply", { pin: pin.pin, changes });
  const applied = yield* insist(under, () => call(context, steps.apply, { run, plan, rendered, previewed }));
  if (applied.kind === "failed") return failure("apply", applied);
  if (applied.kind === "cancelled") return { ...applied, stage: "apply" };
  if (applied.kind === "busy") return failure("apply", busy(applied.holder));
  if (applied.kind === "stale") return applied;
  work.applied = applied.applied;

  enter("verify");
  const { findings } = yield* call(context, steps.verify, { run, plan, applied: applied.applied });
  if (findings.length > 0) return failure("verify", { ...unverified(findings), changes: applied.changes });
  const { resourceCount } = applied;
  return { kind: "applied", changes: applied.changes, resourceCount, outputs: applied.applied };
}

/** Tells who may decide that there is something to decide, and waits for it. */
function* askPerson(
  { context, run, work, enter }: Course,
  { plan, previewed, reasons }: Pick<StepInput<"announce">, "plan" | "reasons"> & { readonly previewed: PreviewedRun },
): Generator<Task, GateEnd, unknown> {
  const deadline = new Date(context.df.currentUtcDateTime.getTime() + run.gateMinutes * 60_000);
  const expiresAt = deadline.toISOString();
  enter("gate", { pin: previewed.pin.pin, changes: previewed.changes, reasons, gateExpiresAt: expiresAt });
  const { cost } = work;
  yield* call(context, steps.announce, { run, plan, previewed, reasons, expiresAt, ...(cost && { cost }) });
  return yield* gate(context, run, previewed, deadline);
}

/** Repeats a step that found the world not ready, and counts how often. */
function insist<T extends { readonly kind: string; readonly mayRetry?: boolean }>(
  { context, work }: Course,
  step: () => Generator<Task, T, unknown>,
): Generator<Task, T, unknown> {
  const mayRetry = (result: T): boolean => result.kind === "busy" || result.mayRetry === true;
  return patiently(context, mayRetry, step, () => {
    work.retries++;
  });
}
