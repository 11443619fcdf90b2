import type { OrchestrationContext, Task } from "durable-functions";
import { RunInput, type RunOutcome, type RunStage, type RunStatus } from "../shared/contracts/run.js";
import { call } from "./activitySpec.js";
import { busy, defect, failure, stale, unverified } from "./failure.js";
import { gate, passByPolicy, type GateEnd } from "./gate.js";
import { patiently } from "./patiently.js";
import type { StepInput } from "./stepResult.js";
import { steps, type PreviewedRun, type RunWork } from "./steps.js";

/** A plan that keeps going stale is somebody else's work in progress: after so many rounds the run gives up. */
const maxRounds = 5;

/**
 * One run of one stack. Instance id = run id.
 *
 *   validate ▶ plan ▶ render ▶ preview ▶ assess ▶ gate ▶ apply ▶ verify ┐
 *      └────────┴ invalid        └ unchanged └ blocked └ declined, expired ├▶ archive ▶ publish
 *      │                   ▲                     │        │ stale          │
 *      │                   └─────────────────────┴────────┘                │
 *      └────────── any stage may end failed or cancelled ──────────────────┘
 *
 * Replay-safe: effects live in activities, time is `currentUtcDateTime`, branches depend only on results.
 */
export function* provisionStack(context: OrchestrationContext): Generator<Task, RunOutcome, unknown> {
  const run = RunInput.parse(context.df.getInput());
  const work: RunWork = { retries: 0 };
  const outcome = yield* settle(course(context, run, work));

  const finishedAt = context.df.currentUtcDateTime.toISOString();
  context.df.setCustomStatus({ stage: "archive", round: work.previewed?.round ?? 0 } satisfies RunStatus);
  yield* call(context, steps.archive, { run, outcome, work, finishedAt });
  yield* call(context, steps.publish, { run, outcome, work, finishedAt });
  return outcome;
}

/** A run under way: where it is, and what it leaves for the archive. */
interface Course {
  readonly context: OrchestrationContext;
  readonly run: RunInput;
  readonly work: RunWork;
  stage: RunStage;
  /** Goes on to a stage and shows it. */
  readonly enter: (stage: RunStage, more?: Partial<RunStatus>) => void;
}

function course(context: OrchestrationContext, run: RunInput, work: RunWork): Course {
  const under: Course = {
    context,
    run,
    work,
    stage: "validate",
    enter(stage, more = {}) {
      under.stage = stage;
      context.df.setCustomStatus({ stage, round: work.previewed?.round ?? 0, ...more } satisfies RunStatus);
    },
  };
  return under;
}

/** Everything up to the ending. */
function* settle(under: Course): Generator<Task, RunOutcome, unknown> {
  try {
    const prepared = yield* prepare(under);
    if ("kind" in prepared) return prepared;
    for (let round = 1; ; round++) {
      const end = yield* playRound(under, prepared, round);
      if (end.kind !== "stale") return end;
      if (round === maxRounds) return failure(under.stage, stale(maxRounds, end.differences));
    }
  } catch (error) {
    return failure(under.stage, defect(error));
  }
}

/** The stack as files, from a request that is checked once more. */
type Prepared = Pick<StepInput<"preview">, "plan" | "rendered">;

function* prepare({ context, run, work, enter }: Course): Generator<Task, Prepared | RunOutcome, unknown> {
  enter("validate");
  const validated = yield* call(context, steps.validate, run);
  if (validated.kind === "invalid") return validated;

  enter("plan");
  const planned = yield* call(context, steps.plan, run);
  if (planned.kind === "invalid") return planned;
  const plan = (work.plan = planned.plan);

  enter("render");
  const built = yield* call(context, steps.render, { run, plan });
  if (built.kind === "invalid") return built;
  const rendered = (work.rendered = built.rendered);
  return { plan, rendered };
}

type RoundEnd = RunOutcome | Extract<GateEnd, { kind: "stale" }>;

/** One preview, the decision on it, and its apply: ends the run, or finds that the plan has gone stale. */
function* playRound(under: Course, { plan, rendered }: Prepared, round: number): Generator<Task, RoundEnd, unknown> {
  const { context, run, work, enter } = under;
  enter("preview", { round });
  const previewed = yield* insist(under, () => call(context, steps.preview, { run, plan, rendered, round }));
  if (previewed.kind === "failed") return failure("preview", previewed);
  if (previewed.kind === "cancelled") return { ...previewed, stage: "preview" };
  work.previewed = previewed;
  if (previewed.isUnchanged) return { kind: "unchanged", changes: previewed.changes };

  enter("assess");
  const assessment = yield* call(context, steps.assess, { run, preview: previewed.preview });
  if (assessment.kind === "blocked") return assessment;

  const { pin, changes } = previewed;
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
  { context, run, enter }: Course,
  { plan, previewed, reasons }: Pick<StepInput<"announce">, "plan" | "reasons"> & { readonly previewed: PreviewedRun },
): Generator<Task, GateEnd, unknown> {
  const deadline = new Date(context.df.currentUtcDateTime.getTime() + run.gateMinutes * 60_000);
  const expiresAt = deadline.toISOString();
  enter("gate", { pin: previewed.pin.pin, changes: previewed.changes, reasons, gateExpiresAt: expiresAt });
  yield* call(context, steps.announce, { run, plan, previewed, reasons, expiresAt });
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
