import type { Drift } from "../../shared/contracts/evidence.js";
import type { OperationOptions, StackEngine, StackTarget } from "../../shared/ports/stackEngine.js";

/**
 * Looks for what somebody changed in the cloud since the stack's last run. Changes nothing, there and in the state. That it
 * could not be looked for is an answer too: a preview is worth having without.
 */
export async function lookForDrift(
  engine: StackEngine,
  target: StackTarget,
  options: OperationOptions,
): Promise<Drift> {
  const found = await engine.previewRefresh(target, options);
  switch (found.kind) {
    case "previewed":
      return found.plan.steps.length === 0 ? { kind: "none" } : { kind: "found", steps: found.plan.steps };
    case "failed":
      return { kind: "unknown", reason: found.reason };
    case "cancelled":
      return { kind: "unknown", reason: "the run was cancelled" };
  }
}
