import type { OrchestrationContext, Task } from "durable-functions";
import type { Decision } from "../shared/contracts/decision.js";
import { RunInput, type RunOutcome, type RunStage, type RunStatus } from "../shared/contracts/run.js";
import { call } from "./activitySpec.js";
import { gate } from "./gate.js";
import { patiently } from "./patiently.js";
import { steps, type PreviewedRun, type RunWork } from "./steps.js";

/** A plan that keeps going stale is somebody else's work in progress: after so many rounds the run gives up. */
const maxRounds = 5;

/**
 * One run of one stack. Instance id = run id.
 *
 *   validate ▶ plan ▶ render ▶ preview ▶ assess ▶ gate ▶ apply ▶ verify ┐
 *      └────────┴ invalid        └ unchanged └ blocked └ declined, expired ├▶ archive ▶ publish
 *      │                   ▲                              │ stale          │
 *      │                   └──────────────────────────────┘                │
 *      └────────── any stage may end failed or cancelled ──────────────────┘
 *
 * Replay-safe: effects live in activities, time is `currentUtcDateTime`, branches depend only on results.
 */
export function* provisionStack(context: OrchestrationContext): Generator<Task, RunOutcome, unknown> {
  const run = RunInput.parse(context.df.getInput());
  const work: RunWork = { retries: 0 };
  const outcome = yield* settle(context, run, work);

  const finishedAt = context.df.currentUtcDateTime.toISOString();
  context.df.setCustomStatus({ stage: "archive", round: work.previewed?.round ?? 0 } satisfies RunStatus);
  yield* call(context, steps.archive, { run, outcome, work, finishedAt });
  yield* call(context, steps.publish, { run, outcome, work, finishedAt });
  return outcome;
}

/** Everything up to the ending. Leaves in `work` what the archive will want. */
function* settle(context: OrchestrationContext, run: RunInput, work: RunWork): Generator<Task, RunOutcome, unknown> {
  let stage: RunStage = "validate";
  const enter = (next: RunStage, more: Partial<RunStatus> = {}): void => {
    stage = next;
    context.df.setCustomStatus({ stage, round: work.previewed?.round ?? 0, ...more } satisfies RunStatus);
  };
  const countRetry = (): void => {
    work.retries++;
  };
  try {
    enter("validate");
    const validated = yield* call(context, steps.validate, run);
    if (validated.kind === "invalid") return validated;

    enter("plan");
    const planned = yield* call(context, steps.plan, run);
    if (planned.kind === "invalid") return planned;
    const plan = (work.plan = planned.plan);

    enter("render");
    const { rendered } = yield* call(context, steps.render, { run, plan });
    work.rendered = rendered;

    for (let round = 1; ; round++) {
      enter("preview", { round });
      const previewed = yield* patiently(
        context,
        mayRetry,
        () => call(context, steps.preview, { run, plan, rendered, round }),
        countRetry,
      );
      if (previewed.kind === "failed") return failure(stage, previewed);
      if (previewed.kind === "cancelled") return { kind: "cancelled", stage, by: previewed.by };
      work.previewed = previewed;
      if (previewed.isUnchanged) return { kind: "unchanged", changes: previewed.changes };

      enter("assess");
      const assessment = yield* call(context, steps.assess, { run, preview: previewed.preview });
      if (assessment.kind === "blocked") return { kind: "blocked", reasons: assessment.reasons };

      enter("gate", { pin: previewed.pin.pin, changes: previewed.changes, reasons: assessment.reasons });
      const passed =
        assessment.kind === "proceed"
          ? yield* passByPolicy(context, run, previewed, assessment.reasons)
          : yield* askPerson(context, run, previewed, assessment.reasons, work, enter);
      if (passed.kind !== "passed") return passed;
      work.decision = passed.decision;

      enter("apply", { pin: previewed.pin.pin, changes: previewed.changes });
      const applied = yield* patiently(
        context,
        mayRetry,
        () => call(context, steps.apply, { run, plan, rendered, previewed }),
        countRetry,
      );
      if (applied.kind === "failed") return failure(stage, applied);
      if (applied.kind === "cancelled") return { kind: "cancelled", stage, by: applied.by };
      if (applied.kind === "busy") return failure(stage, busy(applied.holder));
      if (applied.kind === "stale") {
        if (round < maxRounds) continue;
        return failure(stage, stale(applied.differences));
      }
      work.applied = applied.applied;

      enter("verify");
      const { findings } = yield* call(context, steps.verify, { run, plan, applied: applied.applied });
      if (findings.length > 0) return failure(stage, unverified(findings));

      return {
        kind: "applied",
        changes: applied.changes,
        resourceCount: applied.resourceCount,
        outputs: applied.applied,
      };
    }
  } catch (error) {
    return failure(stage, { code: "defect", reason: firstLine(error), diagnostics: [] });
  }
}

type Passed = { readonly kind: "passed"; readonly decision: Decision };

function* passByPolicy(
  context: OrchestrationContext,
  run: RunInput,
  { round, pin }: PreviewedRun,
  reasons: readonly string[],
): Generator<Task, Passed | RunOutcome, unknown> {
  const at = context.df.currentUtcDateTime.toISOString();
  const decision: Decision = {
    kind: "auto-approved",
    pin: pin.pin,
    policy: pin.policy,
    reason: reasons.join("; "),
    at,
  };
  return ending(yield* call(context, steps.closeGate, { run, round, decision }));
}

function* askPerson(
  context: OrchestrationContext,
  run: RunInput,
  previewed: PreviewedRun,
  reasons: string[],
  work: RunWork,
  enter: (stage: RunStage, more: Partial<RunStatus>) => void,
): Generator<Task, Passed | RunOutcome, unknown> {
  const deadline = new Date(context.df.currentUtcDateTime.getTime() + run.gateMinutes * 60_000);
  const gateExpiresAt = deadline.toISOString();
  enter("gate", { pin: previewed.pin.pin, changes: previewed.changes, reasons, gateExpiresAt });
  if (work.plan)
    yield* call(context, steps.announce, { run, plan: work.plan, previewed, reasons, expiresAt: gateExpiresAt });
  const end = yield* gate(context, run, previewed, deadline);
  return end.kind === "cancelled" ? { kind: "cancelled", stage: "gate", by: end.by } : ending(end.decision);
}

function ending(decision: Decision): Passed | RunOutcome {
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

type Failure = Extract<RunOutcome, { kind: "failed" }>;

function failure(
  stage: RunStage,
  { code, reason, diagnostics }: Pick<Failure, "code" | "reason" | "diagnostics">,
): Failure {
  return { kind: "failed", stage, code, reason, diagnostics };
}

const busy = (holder: string): Pick<Failure, "code" | "reason" | "diagnostics"> => ({
  code: "stack-busy",
  reason: `Run ${holder} is applying this stack. Submit again when it has ended.`,
  diagnostics: [],
});

const stale = (differences: readonly string[]): Pick<Failure, "code" | "reason" | "diagnostics"> => ({
  code: "plan-stale",
  reason: `After ${maxRounds} approvals the preview still differs from what was approved: ${differences.join(", ")} changed.`,
  diagnostics: [],
});

const unverified = (findings: readonly string[]): Pick<Failure, "code" | "reason" | "diagnostics"> => ({
  code: "verification-failed",
  reason: findings.slice(0, 5).join("; "),
  diagnostics: findings.slice(0, 20).map((message) => ({ severity: "error", message })),
});

function mayRetry(result: { readonly kind: string; readonly mayRetry?: boolean }): boolean {
  return result.kind === "busy" || result.mayRetry === true;
}

/** The message without a stack trace: what a thrown fault may show outside. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "unknown fault";
}
