import type { EngineFailure } from "../../shared/ports/stackEngine.js";
import type { FailureCode } from "../../shared/contracts/run.js";

/** Ends an operation before its engine starts; becomes the operation's `EngineFailure` where the operation ends. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly failure: EngineFailure;
  constructor(code: FailureCode, reason: string, isTransient = false, options?: ErrorOptions) {
    super(reason, options);
    const changes = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };
    this.failure = { kind: "failed", code, reason, isTransient, changes, diagnostics: [] };
  }
}
