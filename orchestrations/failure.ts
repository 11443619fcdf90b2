import type { Fault } from "../shared/contracts/problem.js";
import type { RunOutcome, RunStage } from "../shared/contracts/run.js";

export type Failure = Extract<RunOutcome, { kind: "failed" }>;

/** A failure before it is known at which stage it happened. */
type Cause = Pick<Failure, "code" | "reason" | "diagnostics" | "changes">;

/** The ending of a run that failed at a stage. */
export function failure(stage: RunStage, { code, reason, diagnostics, changes }: Cause): Failure {
  return { kind: "failed", stage, code, reason, diagnostics, ...(changes ? { changes } : {}) };
}

/** Another run held the stack for longer than this one could wait. */
export const busy = (holder: string): Cause => ({
  code: "stack-busy",
  reason: `Run ${holder} is applying this stack. Submit again when it has ended.`,
  diagnostics: [],
});

/** The region is unavailable, and the one to fall back to cannot take the stack as it is asked for. */
export function stranded(end: Failure, region: string, faults: readonly Fault[]): Failure {
  const found = faults.map(({ detail }) => detail);
  return {
    ...end,
    reason: [end.reason, `There is no plan for ${region} either:`, ...found.slice(0, 3)].join(" "),
    diagnostics: [
      ...end.diagnostics,
      ...found.map((message) => ({ severity: "error" as const, message: `${region}: ${message}` })),
    ].slice(0, 20),
  };
}

/** Each preview differed from what had been decided on. */
export const stale = (rounds: number, differences: readonly string[]): Cause => ({
  code: "plan-stale",
  reason: `After ${rounds} previews the plan still differs from what was decided on: ${differences.join(", ")} changed.`,
  diagnostics: [],
});

/** What the apply left behind is not what was planned. */
export const unverified = (findings: readonly string[]): Cause => ({
  code: "verification-failed",
  reason: findings.slice(0, 5).join("; "),
  diagnostics: findings.slice(0, 20).map((message) => ({ severity: "error", message })),
});

/** An activity threw: the message without a stack trace is all that may show outside. */
export const defect = (error: unknown): Cause => ({
  code: "defect",
  reason: (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "unknown fault",
  diagnostics: [],
});
