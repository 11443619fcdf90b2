import type { ChangeSummary, Diagnostic } from "../../shared/contracts/change.js";
import type { Applied, Destroyed, EngineCancelled, EngineFailure, Previewed } from "../../shared/ports/stackEngine.js";
import { canonicalPlan } from "./canonicalPlan.js";
import { classifyFailure } from "./classifyFailure.js";
import type { Finished } from "./runOperation.js";
import { outputsOf, remainingOf, resourcesOf } from "./stackState.js";
import type { StopReason } from "./stopSignal.js";

const nothing: ChangeSummary = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };

/** How a preview ended. What it saw must still be true at its end: previews take no lock. */
export function previewOutcome(finished: Finished): Previewed | EngineFailure | EngineCancelled {
  const { record, before, after, updatePlan, versions, durationMs } = finished;
  if (!succeeded(finished)) return unfinished(finished, nothing);
  if (record.hasGaps) {
    return failed("defect", "the engine sent events that this application does not understand", finished, nothing);
  }
  const stateDigest = after?.digest ?? "empty";
  if ((before?.digest ?? "empty") !== stateDigest) {
    const reason = "another update changed the stack while it was previewed";
    return { ...failed("stack-locked", reason, finished, nothing), isTransient: true };
  }
  return {
    kind: "previewed",
    plan: canonicalPlan(record.walked),
    updatePlan: updatePlan ?? "",
    stateDigest,
    engineVersion: versions.text,
    diagnostics: record.diagnostics,
    durationMs,
  };
}

/** How an apply ended. What the stack holds is read from its state, not from what was said on the way. */
export function applyOutcome(finished: Finished): Applied | EngineFailure | EngineCancelled {
  const { record, after, durationMs } = finished;
  const changes = record.changes();
  if (!succeeded(finished)) return unfinished(finished, changes);
  if (!after) return failed("state-unreadable", "the stack's state is gone after the apply", finished, changes);
  return {
    kind: "applied",
    changes,
    resources: resourcesOf(after),
    outputs: outputsOf(after),
    stateDigest: after.digest,
    diagnostics: record.diagnostics,
    durationMs,
  };
}

/** How a destroy ended. A cancelled one calls itself succeeded: what remains tells. */
export function destroyOutcome(finished: Finished): Destroyed | EngineFailure | EngineCancelled {
  const changes = finished.record.changes();
  if (!succeeded(finished)) return unfinished(finished, changes);
  if (!finished.after)
    return failed("state-unreadable", "the stack's state is gone after the destroy", finished, changes);
  const remaining = remainingOf(finished.after);
  if (finished.stopped && remaining.length > 0) return unfinished(finished, changes);
  return { kind: "destroyed", changes, remaining };
}

/** How an operation ended that was stopped before its engine started. */
export function stoppedEarly(stopped: StopReason): EngineFailure | EngineCancelled {
  if (stopped === "cancelled") return { kind: "cancelled", changes: nothing };
  return timedOut(nothing, []);
}

function succeeded({ end, record }: Finished): boolean {
  return end.exitCode === 0 && record.result === "succeeded";
}

function unfinished(finished: Finished, changes: ChangeSummary): EngineFailure | EngineCancelled {
  const { record, end, stopped, lastWords } = finished;
  if (stopped === "cancelled") return { kind: "cancelled", changes };
  if (stopped === "timed-out") return timedOut(changes, record.diagnostics);
  const mayHaveChanged = changes !== nothing;
  if (end.exitCode === undefined || end.exitCode < 0) {
    const how =
      end.exitCode === undefined ? `the program's process died (${end.death})` : "the engine's process was killed";
    if (mayHaveChanged) return failed("apply-interrupted", how, finished, changes);
    const isOwnDoing = end.exitCode === undefined && end.death.startsWith("exit");
    return {
      ...failed(isOwnDoing ? "program-failed" : "engine-failed", how, finished, changes),
      isTransient: !isOwnDoing,
    };
  }
  const { code, reason, isTransient } = classifyFailure(record.diagnostics, lastWords);
  const isSilent =
    mayHaveChanged && record.result === "failed" && !record.diagnostics.some(isError) && lastWords === "";
  if (isSilent) return failed("plan-stale", "the stack's outputs are not those of the plan", finished, changes);
  return { ...failed(code, reason, finished, changes), isTransient };
}

function failed(
  code: EngineFailure["code"],
  reason: string,
  { record, lastWords }: Finished,
  changes: ChangeSummary,
): EngineFailure {
  const words: Diagnostic[] = lastWords === "" ? [] : [{ severity: "error", message: lastWords }];
  const diagnostics = record.diagnostics.some(isError) ? record.diagnostics : [...record.diagnostics, ...words];
  return { kind: "failed", code, reason, diagnostics, isTransient: false, changes };
}

function timedOut(changes: ChangeSummary, diagnostics: readonly Diagnostic[]): EngineFailure {
  const reason = "the operation took longer than it may";
  return { kind: "failed", code: "timed-out", reason, diagnostics, isTransient: false, changes };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
