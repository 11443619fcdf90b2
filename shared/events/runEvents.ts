import type { CloudEvent, EventType } from "../contracts/event.js";
import type { AppliedRecord, PreviewRecord } from "../contracts/evidence.js";
import type { Digest } from "../contracts/identity.js";
import type { FailureCode, RunInput, RunOutcome } from "../contracts/run.js";
import { changeWords } from "../records/changeWords.js";
import { cloudResources } from "../records/provisionedResources.js";
import { runMetadata, telemetryMetadata } from "../records/runMetadata.js";
import { traceparentOf } from "../telemetry/lineage.js";

/** The gate's event sits below every ending's, so that a consumer sees them in order: one number per round. */
const finalSequence = 1000;

/** Tells people and orchestrators that a run waits for a decision. */
export function previewReady(
  run: RunInput,
  preview: PreviewRecord,
  ask: { readonly resourcePlan: readonly string[]; readonly reasons: readonly string[]; readonly expiresAt: string },
  at: string,
  digest: Digest,
): CloudEvent {
  return envelope({ run, digest, at }, "ProvisioningPreviewReady", preview.round, {
    resource_plan: ask.resourcePlan,
    preview_diff: changeWords(preview.plan.changes),
    changes: preview.plan.changes,
    status: "awaiting_approval",
    reasons: ask.reasons,
    pin: preview.pin.pin,
    expires_at: ask.expiresAt,
    approval_path: `/api/runs/${run.runId}/decision`,
  });
}

/**
 * The one event that tells how a run ended; a cancelled run ends silently for its own requester and is told as failed.
 * Source: specification section 7, `EventEmitterSkill`.
 */
export function endingEvent(
  run: RunInput,
  outcome: RunOutcome,
  applied: AppliedRecord | undefined,
  at: string,
  digest: Digest,
): CloudEvent {
  const tell = (type: EventType, data: Record<string, unknown>): CloudEvent =>
    envelope({ run, digest, at }, type, finalSequence, {
      stack_path: run.stack.path,
      duration_ms: Date.parse(at) - Date.parse(run.submittedAt),
      ...data,
    });
  switch (outcome.kind) {
    case "applied":
    case "unchanged":
      return tell("ResourcesProvisioned", {
        status: "success",
        resource_count: outcome.kind === "applied" ? outcome.resourceCount : outcome.changes.same,
        changes: outcome.changes,
        outputs: Object.keys(applied?.outputs ?? {}).sort(),
        resources: applied ? cloudResources(applied).length : 0,
      });
    case "declined":
      return tell("ProvisioningRejected", {
        status: "rejected",
        reason: outcome.decision.kind === "rejected" ? outcome.decision.reason : "rejected",
        approver: outcome.decision.kind === "rejected" ? outcome.decision.by.name : null,
      });
    case "invalid":
    case "blocked":
    case "expired":
    case "cancelled":
    case "failed":
      return tell("ProvisioningFailed", { status: "failed", ...failureOf(outcome) });
  }
}

type Unsuccessful = Extract<RunOutcome, { kind: "invalid" | "blocked" | "expired" | "cancelled" | "failed" }>;

function failureOf(outcome: Unsuccessful): Record<string, unknown> {
  switch (outcome.kind) {
    case "invalid":
      return {
        stage: "validation",
        severity: "high",
        reason: outcome.faults[0]?.detail ?? "invalid request",
        errors: outcome.faults,
      };
    case "blocked":
      return { stage: "assess", severity: "high", reason: outcome.reasons.join("; ") };
    case "expired":
      return { stage: "gate", severity: "medium", reason: "Nobody decided before the gate closed." };
    case "cancelled":
      return {
        stage: outcome.stage,
        severity: outcome.changes ? "high" : "low",
        reason: `Cancelled${outcome.by ? ` by ${outcome.by.name}` : ""}${outcome.changes ? ` after ${changeWords(outcome.changes)}` : ""}.`,
        ...(outcome.changes ? { changes: outcome.changes } : {}),
      };
    case "failed":
      return {
        stage: outcome.stage,
        severity: severityOf(outcome.code),
        reason: outcome.reason,
        code: outcome.code,
        ...(outcome.changes ? { changes: outcome.changes } : {}),
      };
  }
}

function severityOf(code: FailureCode): "critical" | "high" | "medium" {
  if (critical.includes(code)) return "critical";
  return passing.includes(code) ? "medium" : "high";
}

/** Somebody must look before the stack is touched again. */
const critical: readonly FailureCode[] = ["apply-interrupted", "state-unreadable", "defect"];

/** Likely gone by itself when the run is submitted again. */
const passing: readonly FailureCode[] = ["throttled", "stack-busy", "stack-locked", "plan-stale"];

/** The id `{run}:{sequence}` is the same however often an event is written: repeats are duplicates, never news. */
function envelope(
  { run, digest, at }: { readonly run: RunInput; readonly digest: Digest; readonly at: string },
  type: EventType,
  sequence: number,
  data: Record<string, unknown>,
): CloudEvent {
  return {
    specversion: "1.0",
    id: `${run.runId}:${sequence}`,
    source: "cloud-provisioner",
    type,
    subject: `stacks/${run.stack.stack}/runs/${run.runId}`,
    time: at,
    datacontenttype: "application/json",
    sequence: String(sequence).padStart(8, "0"),
    traceparent: traceparentOf(run.traceId, digest),
    data: { event: type, ...runMetadata(run), ...telemetryMetadata(run), timestamp: at, ...data },
  };
}
