import type { ChangeSummary } from "../../shared/contracts/change.js";
import type { FailureCode } from "../../shared/contracts/run.js";
import type { EngineFailure } from "../../shared/ports/stackEngine.js";

/** A failure that happens once, in the next operation of its kind. */
export interface ScriptedFailure {
  readonly operation: "preview" | "apply" | "previewRefresh" | "destroy";
  readonly code: FailureCode;
  readonly reason: string;
  readonly isTransient?: boolean;
  /** Steps that an apply or destroy makes before it fails; none by default. */
  readonly afterSteps?: number;
}

/** Hands out each failure once, in the order of the script. */
export function scriptedFailures(
  script: readonly ScriptedFailure[],
): (operation: ScriptedFailure["operation"]) => ScriptedFailure | undefined {
  const left = [...script];
  return (operation) => {
    const index = left.findIndex((failure) => failure.operation === operation);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
}

/** A failure as the engine reports it. */
export function failed(
  { code, reason, isTransient = false }: Pick<ScriptedFailure, "code" | "reason" | "isTransient">,
  changes: ChangeSummary,
): EngineFailure {
  return { kind: "failed", code, reason, diagnostics: [{ severity: "error", message: reason }], isTransient, changes };
}
