import type { CanonicalPlan, ChangeSummary, Diagnostic } from "../contracts/change.js";
import type { RenderedStack } from "../contracts/plan.js";
import type { FailureCode, RunProgress } from "../contracts/run.js";

/** What an engine operation works on. */
export interface StackTarget {
  readonly rendered: RenderedStack;
  /** Vault references whose values the program will ask for; the engine's adapter fetches them for its child process only. */
  readonly secrets: readonly string[];
}

export interface OperationOptions {
  /** Names the operation in logs, in the engine's environment and in the cloud's journal. */
  readonly operationId: string;
  /** Stops the operation in two stages: first asked, later killed. Checked before the start as well. */
  readonly signal?: AbortSignal;
  /** Own time limit in milliseconds, counted from the call. */
  readonly timeoutMs?: number;
  /** Called as things happen; must not throw. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** Passed to the engine as `TRACEPARENT`. */
  readonly traceparent?: string;
}

export interface ApplyOptions extends OperationOptions {
  /** The update plan that the approved preview saved: the engine's own lock, second to the pin. */
  readonly updatePlan: string;
  /** Grows with every lease of the stack; a cloud that knows fencing refuses writes with an older one. */
  readonly fencingToken: number;
}

/** An operation that did not reach its end; a typed value with the engine's own diagnostics, never a stack trace. */
export interface EngineFailure {
  readonly kind: "failed";
  readonly code: FailureCode;
  readonly reason: string;
  readonly diagnostics: readonly Diagnostic[];
  /** True when the same operation may succeed later without a change (throttle, lock, vault, DNS). */
  readonly isTransient: boolean;
  /** What was changed before it failed; zero in a preview. */
  readonly changes: ChangeSummary;
}

export interface EngineCancelled {
  readonly kind: "cancelled";
  readonly changes: ChangeSummary;
}

export interface Previewed {
  readonly kind: "previewed";
  readonly plan: CanonicalPlan;
  /** The engine's update plan file as text; sensitive (ciphertext of secrets). Empty after `previewRefresh`. */
  readonly updatePlan: string;
  /** sha-256 of the stack's state as the preview saw it; `empty` while the stack does not exist or holds nothing. */
  readonly stateDigest: string;
  /** Versions of CLI, SDK and provider: `pulumi 3.259.0, sdk 3.259.0, azure-native 3.28.0`. */
  readonly engineVersion: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly durationMs: number;
}

/** One resource as it is after an apply. */
export interface StackResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Cloud id; absent for components. */
  readonly id?: string;
  /** Inputs and outputs with secrets masked. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface StackOutput {
  readonly value: unknown;
  /** Secret outputs carry `[secret]` as value: their plain value never leaves the engine's child process. */
  readonly isSecret: boolean;
}

export interface Applied {
  readonly kind: "applied";
  readonly changes: ChangeSummary;
  readonly resources: readonly StackResource[];
  readonly outputs: Readonly<Record<string, StackOutput>>;
  readonly stateDigest: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly durationMs: number;
}

export interface Destroyed {
  readonly kind: "destroyed";
  readonly changes: ChangeSummary;
  /** URNs still in state; a cancelled destroy reports success to its caller, so what remains is counted. */
  readonly remaining: readonly string[];
}

/** Previews and applies one stack. Two adapters: the real Pulumi engine, and an in-memory one for tests of the process. */
export interface StackEngine {
  /** Computes the changes without making them. Safe to repeat. */
  preview(target: StackTarget, options: OperationOptions): Promise<Previewed | EngineFailure | EngineCancelled>;
  /** Makes the changes of an approved plan, and no others. Not safe to repeat blindly. */
  apply(target: StackTarget, options: ApplyOptions): Promise<Applied | EngineFailure | EngineCancelled>;
  /** Compares the state with the cloud without writing either: steps whose op is not `same` are drift. */
  previewRefresh(target: StackTarget, options: OperationOptions): Promise<Previewed | EngineFailure | EngineCancelled>;
  destroy(
    target: StackTarget,
    options: OperationOptions & { readonly fencingToken: number },
  ): Promise<Destroyed | EngineFailure | EngineCancelled>;
  /**
   * The stack's state as JSON text with secrets encrypted; `undefined` when the stack does not exist.
   *
   * @throws RunError `transient` when the backend does not answer, `defect` when what it holds is no state.
   */
  exportState(target: StackTarget): Promise<string | undefined>;
}
