import type { EngineFailure } from "../../shared/ports/stackEngine.js";
import { isChanged } from "../../shared/records/changeWords.js";
import type { StepResult } from "../stepResult.js";

type FailedStep = Extract<StepResult<"preview">, { kind: "failed" }>;

/** A failure as the process sees it: worth another try only while nothing was changed. */
export function failedStep({ code, reason, diagnostics, isTransient, changes }: EngineFailure): FailedStep {
  const wasChanged = isChanged(changes);
  return {
    kind: "failed",
    code,
    reason,
    diagnostics: diagnostics.slice(0, 20),
    mayRetry: isTransient && !wasChanged,
    ...(wasChanged ? { changes } : {}),
  };
}
