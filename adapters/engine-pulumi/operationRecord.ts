import type { ChangeSummary, Diagnostic } from "../../shared/contracts/change.js";
import type { RunProgress } from "../../shared/contracts/run.js";
import { cleanText } from "./cleanText.js";
import { countChanges } from "./countChanges.js";
import { EngineEvent, isProvider, nameOf, type StepMetadata } from "./engineEvent.js";
import { scrubJson, type Scrub } from "./scrub.js";

/** What an operation's events said so far. */
export interface OperationRecord {
  accept(event: unknown): void;
  /** Every step the engine walked, announced or finished, in order. */
  readonly walked: readonly StepMetadata[];
  /** What finished. */
  changes(): ChangeSummary;
  readonly diagnostics: readonly Diagnostic[];
  /** The engine's own verdict, `undefined` when it never came to one. */
  readonly result: string | undefined;
  /** True when an event was not understood: then what the record says may be incomplete. */
  readonly hasGaps: boolean;
}

/** Reads an operation's events as they come, clears their texts of secrets and reports progress. */
export function operationRecord(
  operation: "preview" | "apply",
  scrub: Scrub,
  onProgress: (progress: RunProgress) => void,
): OperationRecord {
  const walked: StepMetadata[] = [];
  const finished: StepMetadata[] = [];
  const diagnostics = new Map<string, Diagnostic>();
  const startedAtMs = new Map<string, number>();
  let result: string | undefined;
  let hasGaps = false;

  function report(step: StepMetadata, state: "started" | "done" | "failed"): void {
    const nowMs = Date.now();
    const startMs = startedAtMs.get(step.urn);
    if (state === "started") startedAtMs.set(step.urn, nowMs);
    else if (!startedAtMs.delete(step.urn)) return; // a component's outputs are announced a second time
    const { urn, type, op } = step;
    const durationMs = state === "started" || startMs === undefined ? {} : { durationMs: nowMs - startMs };
    const at = new Date(nowMs).toISOString();
    onProgress({ kind: "resource", at, operation, urn, type, name: nameOf(urn), op, state, ...durationMs });
  }

  function walk(step: StepMetadata | undefined, state: "started" | "done" | "failed"): void {
    if (!step) return;
    walked.push(step);
    if (state === "done") finished.push(step);
    if (!isProvider(step.type)) report(step, state);
  }

  function diagnose({ severity, message, urn }: NonNullable<EngineEvent["diagnosticEvent"]>): void {
    const text = cleanText(message);
    if (text === "") return;
    const level = severity === "error" || severity === "warning" ? severity : "info";
    const diagnostic: Diagnostic = { severity: level, message: text, ...(urn ? { urn } : {}) };
    const key = JSON.stringify(diagnostic);
    if (diagnostics.has(key)) return; // the engine repeats itself
    diagnostics.set(key, diagnostic);
    onProgress({ kind: "diagnostic", at: new Date().toISOString(), diagnostic });
  }

  return {
    accept(raw) {
      const parsed = EngineEvent.safeParse(scrubJson(scrub, raw));
      if (!parsed.success) {
        hasGaps = true;
        return;
      }
      const event = parsed.data;
      walk(event.resourcePreEvent?.metadata, "started");
      walk(event.resOutputsEvent?.metadata, "done");
      walk(event.resOpFailedEvent?.metadata, "failed");
      if (event.diagnosticEvent && !event.diagnosticEvent.ephemeral) diagnose(event.diagnosticEvent);
      if (event.summaryEvent) result = event.summaryEvent.result ?? "failed";
    },
    walked,
    changes: () => countChanges(finished),
    get diagnostics() {
      return [...diagnostics.values()];
    },
    get result() {
      return result;
    },
    get hasGaps() {
      return hasGaps;
    },
  };
}
