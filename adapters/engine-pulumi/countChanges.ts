import type { ChangeSummary } from "../../shared/contracts/change.js";
import { changeOf } from "../../shared/records/changeOf.js";
import { isProvider, type StepMetadata } from "./engineEvent.js";

/**
 * Counts resources of the cloud by what happened to them: a replacement counts once; providers, components and the
 * stack itself, which Pulumi's own summary counts as well, are no resources to whoever reads the number.
 *
 * Given finished steps only, it counts what was really done: a replacement cut in the middle is a delete.
 */
export function countChanges(steps: readonly StepMetadata[]): ChangeSummary {
  const operations = new Map<string, Set<string>>();
  for (const { urn, type, op, ...step } of steps) {
    if (isProvider(type) || (step.new ?? step.old)?.custom !== true) continue;
    operations.set(urn, (operations.get(urn) ?? new Set<string>()).add(op));
  }
  const counts: ChangeSummary = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };
  for (const ops of operations.values()) {
    const change = changeOf(ops);
    if (change) counts[change] += 1;
  }
  return counts;
}
