import type { EngineFailure } from "../../shared/ports/stackEngine.js";
import type { StepResult } from "../stepResult.js";

type FailedStep = Extract<StepResult<"preview">, { kind: "failed" }>;

/** A failure as the process sees it: worth another try only while nothing was changed. */
export function failedStep({ code, reason, diagnostics, isTransient, changes }: EngineFailure): FailedStep {
  const isUntouched = changes.create + changes.update + changes.replace + changes.delete === 0;
  return { kind: "failed", code, reason, diagnostics: diagnostics.slice(0, 20), mayRetry: isTransient && isUntouched };
}
