import type { RunOutcome } from "../contracts/run.js";
import { isChanged } from "./changeWords.js";

/** The outcome of a run that did not come to its end. */
export type EarlyEnd = Extract<RunOutcome, { kind: "failed" | "cancelled" }>;

/**
 * Whether a run ended early and changed something before, or may have. Such a partial success is a failure, and leaves
 * something to undo.
 */
export function isPartial(outcome: RunOutcome): outcome is EarlyEnd {
  if (outcome.kind !== "failed" && outcome.kind !== "cancelled") return false;
  return isCutOff(outcome) || (outcome.changes !== undefined && isChanged(outcome.changes));
}

/** Whether nobody was there to hear what an apply did last. */
export function isCutOff(outcome: EarlyEnd): boolean {
  return outcome.kind === "failed" && outcome.code === "apply-interrupted";
}
