import type { RunInput, RunOutcome } from "../shared/contracts/run.js";
import type { Attributes, Telemetry } from "../shared/ports/telemetry.js";
import { telemetryMetadata } from "../shared/records/runMetadata.js";
import type { StepInput, StepName } from "../orchestrations/stepResult.js";

interface Observation {
  readonly input: unknown;
  readonly result: unknown;
  readonly startMs: number;
  readonly endMs: number;
}

/** Spans of the specification that belong to one step. Source: specification section 15. */
const stepSpans: Partial<Record<StepName, string>> = {
  validate: "cloud.provision.start",
  preview: "cloud.provision.preview",
  apply: "cloud.provision.up",
};

/**
 * Tells telemetry what a step did: its span, and with the last step how the whole run went.
 * Source: specification section 7, `TelemetryTracerSkill`.
 */
export function observeStep(
  telemetry: Telemetry,
  step: StepName,
  { input, result, startMs, endMs }: Observation,
): void {
  const run = runOf(input);
  const kind = (result as { kind?: string }).kind ?? "done";
  telemetry.log("info", `run.${step}.done`, { ...telemetryMetadata(run), result: kind, duration_ms: endMs - startMs });

  const name = stepSpans[step];
  if (name !== undefined) {
    const attributes = { ...telemetryMetadata(run), status: stepStatus(kind), resource_count: countOf(result) };
    telemetry.span({ name, traceId: run.traceId, startMs, endMs, isError: kind === "failed", attributes });
  }
  if (step === "fallBack") logFallback(telemetry, run, input as StepInput<"fallBack">, kind);
  if (step === "plan") logStart(telemetry, run, result);
  if (step === "publish")
    observeEnding(telemetry, run, input as { outcome: RunOutcome; work: { retries: number } }, endMs);
}

function logStart(telemetry: Telemetry, run: RunInput, result: unknown): void {
  const { resourcePlan } = result as { resourcePlan?: readonly string[] };
  if (!resourcePlan) return; // refused: nothing was started
  telemetry.log("info", "ProvisioningStarted", { ...telemetryMetadata(run), resource_plan: resourcePlan });
}

/** A run goes on elsewhere, or finds that it cannot: told from the region that it leaves. */
function logFallback(
  telemetry: Telemetry,
  run: RunInput,
  { region, reason, retryAttempt }: StepInput<"fallBack">,
  kind: string,
): void {
  const result = kind === "planned" ? "provisioning_resumed" : "failed";
  const what = { fallback_region: region, reason, retry_attempt: retryAttempt, status: result };
  telemetry.log("warning", "run.region.unavailable", { ...telemetryMetadata(run), ...what });
}

/** The run's closing span and its metrics. Source: specification section 15 (metrics). */
function observeEnding(
  telemetry: Telemetry,
  run: RunInput,
  { outcome, work }: { outcome: RunOutcome; work: { retries: number } },
  endMs: number,
): void {
  const isSuccess = outcome.kind === "applied" || outcome.kind === "unchanged";
  const place: Attributes = { environment: run.stack.environment, region: run.stack.region };
  const startMs = Date.parse(run.submittedAt);
  telemetry.span({
    name: isSuccess ? "cloud.provision.success" : "cloud.provision.failed",
    traceId: run.traceId,
    startMs,
    endMs,
    isError: !isSuccess,
    attributes: {
      ...telemetryMetadata(run),
      status: runStatus(outcome),
      outcome: outcome.kind,
      resource_count: outcome.kind === "applied" ? outcome.resourceCount : 0,
      ...(outcome.kind === "failed" ? { reason: outcome.reason, code: outcome.code } : {}),
    },
  });
  telemetry.duration("provision_duration_ms", endMs - startMs, { ...place, outcome: outcome.kind });
  telemetry.count("provision_runs_total", 1, { ...place, result: isSuccess ? "success" : "failure" });
  telemetry.count("provision_retry_count", work.retries, place);
  if (outcome.kind === "applied") telemetry.count("resources_provisioned_total", outcome.resourceCount, place);
}

function runStatus(outcome: RunOutcome): "success" | "failed" | "skipped" {
  if (outcome.kind === "applied") return "success";
  return outcome.kind === "unchanged" ? "skipped" : "failed";
}

function stepStatus(kind: string): "success" | "failed" | "skipped" {
  if (kind === "failed" || kind === "invalid") return "failed";
  return kind === "cancelled" || kind === "busy" || kind === "stale" ? "skipped" : "success";
}

function countOf(result: unknown): number {
  const { resourceCount, changes } = result as { resourceCount?: number; changes?: Record<string, number> };
  return resourceCount ?? Object.values(changes ?? {}).reduce((sum, count) => sum + count, 0);
}

/** Every step's input is the run, or holds it. */
function runOf(input: unknown): RunInput {
  return "run" in (input as object) ? (input as { run: RunInput }).run : (input as RunInput);
}
