import { RunError } from "../../shared/errors.js";
import type { EngineCancelled, EngineFailure, StackEngine } from "../../shared/ports/stackEngine.js";
import type { PulumiEngineOptions } from "./options.js";
import { applyOutcome, destroyOutcome, previewOutcome, stoppedEarly } from "./outcomes.js";
import { Refusal } from "./refusal.js";
import { operationRunner, type Finished } from "./runOperation.js";
import type { StopReason } from "./stopSignal.js";

/** The real Pulumi engine: the Automation API and the `pulumi` executable, one process tree per operation. */
export function pulumiEngine(options: PulumiEngineOptions): StackEngine {
  const operations = operationRunner(options);
  return {
    preview: (target, about) => settle(operations.run(target, { kind: "preview" }, about), previewOutcome),
    previewRefresh: (target, about) => settle(operations.run(target, { kind: "refresh" }, about), previewOutcome),
    apply(target, { updatePlan, fencingToken, ...about }) {
      return settle(operations.run(target, { kind: "apply", updatePlan, fencingToken }, about), applyOutcome);
    },
    async destroy(target, { fencingToken, ...about }) {
      return settle(operations.run(target, { kind: "destroy", fencingToken }, about), destroyOutcome);
    },
    async exportState(target) {
      const state = await operations.readState(target).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        throw new RunError(error.failure.isTransient ? "transient" : "defect", error.message, { cause: error });
      });
      return state?.exported;
    },
  };
}

/** Turns everything expected that can become of an operation into a value. */
async function settle<T>(
  running: Promise<Finished | { readonly stopped: StopReason }>,
  outcome: (finished: Finished) => T,
): Promise<T | EngineFailure | EngineCancelled> {
  try {
    const finished = await running;
    return "record" in finished ? outcome(finished) : stoppedEarly(finished.stopped);
  } catch (error) {
    if (error instanceof Refusal) return error.failure;
    throw error;
  }
}
