import type { RunInput } from "../contracts/run.js";

/** What a list shows of a run without opening it; written whole each time the phase changes. */
export function listingLabels(run: RunInput, phase: string): Record<string, string> {
  return {
    phase,
    run: run.runId,
    trace: run.traceId,
    stack: run.stack.stack,
    environment: run.stack.environment,
    submitted: run.submittedAt,
  };
}
