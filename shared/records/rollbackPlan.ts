import type { RollbackPlan, RollbackTarget } from "../contracts/rollbackPlan.js";
import type { RunInput } from "../contracts/run.js";
import { changesMade } from "./changesMade.js";
import type { EarlyEnd } from "./earlyEnd.js";
import { locate } from "./locate.js";
import { rollbackApprovals } from "./rollbackApprovals.js";
import { rollbackDoubts, unknownResources, type RollbackEvidence } from "./rollbackDoubts.js";
import { rollbackSteps, skippedChanges } from "./rollbackSteps.js";
import { runMetadata } from "./runMetadata.js";

/**
 * The way back for a run that ended early (`rollback-plan.json`), made of what was reported as done and of no guess.
 * What was done last is undone first: nothing was made before what it needs. What is ephemeral stays.
 * Source: specification sections 4.6 (partial success) and 5.4 (classes).
 */
export function rollbackPlan(run: RunInput, outcome: EarlyEnd, evidence: RollbackEvidence): RollbackPlan {
  const { plan, preview, feed = [], target } = evidence;
  const changes = changesMade(feed).map((change) => ({ ...change, ...locate(change, plan) }));
  const undone = changes.filter(({ change }) => change !== "same").reverse();
  const isEphemeral = ({ classes }: (typeof changes)[number]): boolean => classes.includes("ephemeral");
  const kept = undone.filter((change) => !isEphemeral(change));
  const steps = rollbackSteps(kept, preview?.plan);
  const approvals = rollbackApprovals(steps, run.stack.environment);
  const waiting = new Set(approvals.flatMap((approval) => approval.steps));
  const doubts = rollbackDoubts(outcome, evidence, changes);
  return {
    version: 1,
    ...runMetadata(run),
    target,
    starts_from_target: startsFrom(target, preview?.pin.state),
    reason: reasonOf(outcome),
    steps: steps.map((step) => ({ ...step, requires_approval: waiting.has(step.order) })),
    skipped: skippedChanges(undone.filter(isEphemeral), steps),
    unknown: unknownResources(changes, doubts.is_complete ? undefined : preview?.plan, plan),
    approvals,
    evidence: doubts,
  };
}

/** Whether the state that the preview saw is the target's. */
function startsFrom(target: RollbackTarget, stateBefore: string | undefined): boolean | null {
  const wanted = target.kind === "run" ? target.state_digest : target.kind === "empty" ? emptyState : null;
  return wanted === null || stateBefore === undefined ? null : wanted === stateBefore;
}

/** Digest of the state of a stack that holds nothing. */
const emptyState = "empty";

function reasonOf(outcome: EarlyEnd): string {
  if (outcome.kind === "failed") return `${outcome.stage} failed (${outcome.code}): ${outcome.reason}`;
  return `${outcome.stage} was cancelled${outcome.by ? ` by ${outcome.by.name}` : ""}`;
}
