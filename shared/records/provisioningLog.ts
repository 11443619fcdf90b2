import type { ChangeSummary } from "../contracts/change.js";
import type { AppliedRecord, PreviewRecord } from "../contracts/evidence.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import type { Correction } from "../contracts/request.js";
import type { RunInput, RunOutcome } from "../contracts/run.js";
import { changeWords, logWords } from "./changeWords.js";
import { cloudResources } from "./provisionedResources.js";
import { runMetadata } from "./runMetadata.js";

/** The run in plain lines for people and audit (`provisioning.log`). */
export function provisioningLog(
  run: RunInput,
  outcome: RunOutcome,
  evidence: {
    readonly plan?: ResolvedPlan | undefined;
    readonly preview?: PreviewRecord | undefined;
    readonly applied?: AppliedRecord | undefined;
  },
  retries = 0,
): string {
  const header = Object.entries(runMetadata(run)).map(([key, value]) => `# ${key}: ${value}`);
  const { plan, preview, applied } = evidence;
  return [
    ...header,
    `[run] submitted at ${run.submittedAt} by ${run.requestedBy.name}`,
    ...(plan?.corrections ?? []).map((correction) => `[correction] ${correctionLine(run, correction, retries)}`),
    ...(preview
      ? [
          `[pulumi] Preview succeeded: ${logWords(preview.plan.changes)}`,
          ...preview.plan.steps.map(({ op, type, name }) => ` ${op.padEnd(8)} ${type} ${name}`),
          `[pulumi] pin ${preview.pin.pin}`,
        ]
      : []),
    ...(applied ? ["[pulumi] Updated resources:", ...updatedTypes(preview, applied)] : []),
    ...(applied?.diagnostics ?? []).map(({ severity, message }) => `[pulumi] ${severity}: ${oneLine(message)}`),
    `[run] ended ${outcome.kind}${reasonOf(outcome)}`,
    ...(isUnfinished(outcome) ? [`[run] changed before that: ${changeWords(outcome.changes)}`] : []),
    "",
  ].join("\n");
}

/** A correction in the specification's own form. Source: specification section 13, "Correction log sample". */
function correctionLine(
  { traceId }: RunInput,
  { action, field, valueBefore, valueApplied, reason, retryAttempt }: Correction,
  retries: number,
): string {
  return JSON.stringify({
    trace_id: traceId,
    action,
    field,
    ...(valueBefore === undefined ? {} : { value_before: valueBefore }),
    value_applied: valueApplied,
    reason,
    retry_attempt: retryAttempt ?? retries,
    status: retryAttempt === undefined ? "applied" : "provisioning_resumed",
  });
}

function updatedTypes(preview: PreviewRecord | undefined, applied: AppliedRecord): string[] {
  const changed = new Set(preview?.plan.steps.map(({ urn }) => urn));
  return cloudResources(applied)
    .filter(({ urn }) => changed.has(urn))
    .map(({ type }) => ` - ${type}`);
}

function reasonOf(outcome: RunOutcome): string {
  switch (outcome.kind) {
    case "failed":
      return ` at ${outcome.stage} (${outcome.code}): ${oneLine(outcome.reason)}`;
    case "blocked":
      return `: ${outcome.reasons.join("; ")}`;
    case "invalid":
      return `: ${outcome.faults.map(({ detail }) => oneLine(detail)).join("; ")}`;
    case "declined":
      return outcome.decision.kind === "rejected"
        ? ` by ${outcome.decision.by.name}: ${oneLine(outcome.decision.reason)}`
        : "";
    case "cancelled":
      return ` at ${outcome.stage}`;
    case "unchanged":
      return outcome.drift ? `: ${outcome.drift.map(oneLine).join("; ")}` : "";
    case "expired":
    case "applied":
      return "";
  }
}

/** Whether a run changed something and did not come to its end. */
function isUnfinished(outcome: RunOutcome): outcome is RunOutcome & { readonly changes: ChangeSummary } {
  return (outcome.kind === "failed" || outcome.kind === "cancelled") && outcome.changes !== undefined;
}

/** One log line per fact: a text with line breaks cannot forge a second one. */
function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/gu, " ").trim();
}
