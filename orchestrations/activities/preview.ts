import type { PreviewRecord } from "../../shared/contracts/evidence.js";
import type { Digest } from "../../shared/contracts/identity.js";
import { driftReasons } from "../../shared/policy/driftReasons.js";
import { pinOf } from "../../shared/pins/pinOf.js";
import type { Artifacts, Ledger, ProgressFeed } from "../../shared/ports/records.js";
import type { StackEngine } from "../../shared/ports/stackEngine.js";
import { executionContext } from "../../shared/records/executionContext.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { traceparentOf } from "../../shared/telemetry/lineage.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { cancelledStep, watchCancellation, type CancellationWatch } from "./cancellation.js";
import { putDocument } from "./documents.js";
import { failedStep } from "./failedStep.js";
import { batchProgress, type BatchedProgress } from "./batchProgress.js";
import { lookForDrift } from "./lookForDrift.js";
import { putStackFiles } from "./stackFiles.js";
import { stackTraceOf } from "./stackOrigin.js";
import { readTarget } from "./target.js";
import { hold } from "./workingMemory.js";

export interface PreviewPorts {
  readonly engine: StackEngine;
  readonly artifacts: Artifacts;
  readonly ledger: Ledger;
  readonly feed: ProgressFeed;
  readonly digest: Digest;
  /** Digest of the policy that will assess the plan. */
  readonly policyDigest: string;
  readonly timeoutMs: number;
}

/**
 * Step `run.preview`. Safe to repeat: a preview changes nothing and overwrites its own record.
 * Source: specification section 7, `ProvisioningPreviewSkill`.
 */
export const preview =
  (ports: PreviewPorts) =>
  async (input: StepInput<"preview">): Promise<StepResult<"preview">> => {
    const cancellation = watchCancellation(ports.ledger, input.run);
    const progress = batchProgress(ports.feed, input.run.folder);
    return look(ports, input, cancellation, progress).finally(() => {
      cancellation.stop();
      return progress.flush();
    });
  };

async function look(
  { engine, artifacts, ledger, digest, policyDigest, timeoutMs }: PreviewPorts,
  { run, plan, rendered, round }: StepInput<"preview">,
  cancellation: CancellationWatch,
  progress: BatchedProgress,
): Promise<StepResult<"preview">> {
  const [{ target, resolved }, stackTraceId] = await Promise.all([
    readTarget(artifacts, { plan, rendered }),
    stackTraceOf(ledger, run),
    cancellation.look(),
  ]);
  const traceparent = traceparentOf(run.traceId, digest);
  const options = { traceparent, signal: cancellation.signal, timeoutMs };
  const storing = putStackFiles(artifacts, run, target.rendered); // for those who will decide, while the engine works
  storing.catch(() => undefined); // told below: a step does not end before its engine does
  const operationId = `${run.runId}.preview.${round}`;
  // Beside the preview: both only read.
  const [found, drift] = await Promise.all([
    engine.preview(target, { ...options, operationId, onProgress: progress.add }),
    stackTraceId === undefined
      ? undefined
      : lookForDrift(engine, target, { ...options, operationId: `${operationId}.drift` }),
  ]);
  const files = await storing;
  if (found.kind === "cancelled") return cancelledStep(ledger, run);
  if (found.kind === "failed") return failedStep(found);

  const pin = pinOf(
    {
      render: target.rendered.digest,
      plan: found.plan,
      state: found.stateDigest,
      policy: policyDigest,
      engine: found.engineVersion,
    },
    digest,
  );
  const record: PreviewRecord = {
    version: 1,
    round,
    plan: found.plan,
    ...(drift && found.stateDigest !== "empty" && { drift }),
    pin,
    engineVersion: found.engineVersion,
    files,
    diagnostics: [...found.diagnostics],
    durationMs: found.durationMs,
  };
  const [previewRef, updatePlan] = await Promise.all([
    putDocument(artifacts, `${run.folder}/preview-${round}.json`, record, run.traceId),
    artifacts.put(runPaths.updatePlan(run, round), found.updatePlan, { traceId: run.traceId }),
    hold(artifacts, run, executionContext(run, resolved, target.rendered, found.plan.changes)),
    progress.flush(),
  ]);
  return {
    kind: "previewed",
    round,
    preview: previewRef,
    updatePlan,
    pin,
    changes: found.plan.changes,
    isUnchanged: found.plan.steps.length === 0,
    ...(record.drift?.kind === "found" && { drift: driftReasons(record.drift) }),
  };
}
