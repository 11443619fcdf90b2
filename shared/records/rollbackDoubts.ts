import type { CanonicalPlan } from "../contracts/change.js";
import type { PreviewRecord } from "../contracts/evidence.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import type { RollbackPlan, RollbackTarget } from "../contracts/rollbackPlan.js";
import type { RunProgress } from "../contracts/run.js";
import { countMade, type ResourceChange } from "./changesMade.js";
import { changeWords } from "./changeWords.js";
import { isCutOff, type EarlyEnd } from "./earlyEnd.js";
import { locate, type Located } from "./locate.js";
import { cloudResources } from "./provisionedResources.js";

/** What is known of a run that ended early. Each part may be missing; the plan says so. */
export interface RollbackEvidence {
  readonly plan?: ResolvedPlan | undefined;
  /** Of the last round, the one that was approved. */
  readonly preview?: PreviewRecord | undefined;
  readonly feed?: readonly RunProgress[] | undefined;
  readonly target: RollbackTarget;
}

/** What is not known of a run's changes, and whether all of them are known: the run counted them, its feed names them. */
export function rollbackDoubts(
  outcome: EarlyEnd,
  { plan, preview, feed, target }: RollbackEvidence,
  changes: readonly ResourceChange[],
): RollbackPlan["evidence"] {
  const counted = outcome.changes && changeWords(outcome.changes);
  const named = changeWords(countMade(changes));
  const gaps = [
    ...(feed ? [] : ["The run's feed cannot be read, which says what was done."]),
    ...(isCutOff(outcome) ? ["The apply was cut off: what it did after its last report is not known."] : []),
    ...(counted === undefined || counted === named ? [] : [`The run counted ${counted}; its feed names ${named}.`]),
  ];
  const notes = [
    ...gaps,
    ...(preview ? [] : ["The preview cannot be read: former values of properties are not known."]),
    ...(plan ? [] : ["The plan cannot be read: classes are not known, and nothing is skipped."]),
    ...(target.kind === "unknown"
      ? ["What is remembered of the stack's earlier runs cannot be read: the target is not known."]
      : []),
  ];
  return { is_complete: gaps.length === 0, notes };
}

/**
 * Resources of which it is not known what was done to them: operations without an end, and where reports may be missing
 * whatever was planned and not reported.
 */
export function unknownResources(
  changes: readonly (ResourceChange & Located)[],
  planned: CanonicalPlan | undefined,
  plan: ResolvedPlan | undefined,
): RollbackPlan["unknown"] {
  const reported = new Set(changes.map(({ urn }) => urn));
  const silent = cloudResources({ resources: planned?.steps ?? [] }).filter(({ urn }) => !reported.has(urn));
  return [
    ...changes.flatMap(({ urn, type, name, part_of, classes, open }) =>
      open ? [{ urn, type, name, part_of, classes, reason: openReason(open) }] : [],
    ),
    ...silent.map((step) => ({
      ...locate(step, plan),
      reason: `Its ${step.op} was planned; whether it was done was not reported.`,
    })),
  ];
}

function openReason({ op, state }: NonNullable<ResourceChange["open"]>): string {
  return state === "failed"
    ? `Its ${op} failed: Azure may hold a part of it.`
    : `Its ${op} was under way when the run ended.`;
}
