import type { ArtifactRef } from "../../shared/contracts/artifact.js";
import { AppliedRecord } from "../../shared/contracts/evidence.js";
import type { Digest } from "../../shared/contracts/identity.js";
import { pinDifferences, pinOf } from "../../shared/pins/pinOf.js";
import { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Clock } from "../../shared/ports/clock.js";
import type { Artifacts, Ledger, ProgressFeed } from "../../shared/ports/records.js";
import type {
  Applied,
  EngineCancelled,
  EngineFailure,
  OperationOptions,
  StackEngine,
  StackTarget,
} from "../../shared/ports/stackEngine.js";
import type { StackLease } from "../../shared/ports/stackLease.js";
import { cloudResources } from "../../shared/records/provisionedResources.js";
import { traceparentOf } from "../../shared/telemetry/lineage.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { earlierResult, endAttempt, startAttempt } from "./attempts.js";
import { batchProgress } from "./batchProgress.js";
import { cancelledStep, watchCancellation, type CancellationWatch } from "./cancellation.js";
import { putDocument, readDocument } from "./documents.js";
import { failedStep } from "./failedStep.js";
import { labelRun } from "./labelRun.js";
import { remember } from "./stackMemory.js";
import { rememberOrigin } from "./stackOrigin.js";
import { readTarget } from "./target.js";
import { underLease, type HeldLease } from "./underLease.js";

export interface ApplyPorts {
  readonly engine: StackEngine;
  readonly lease: StackLease;
  readonly artifacts: Artifacts;
  readonly ledger: Ledger;
  readonly feed: ProgressFeed;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly policyDigest: string;
  readonly timeoutMs: number;
}

type Input = StepInput<"apply">;
type Result = StepResult<"apply">;

/**
 * Step `run.apply`. Holds the stack's lease, previews again, and applies only when the pin is still the one that was
 * approved. Safe to repeat: until the first operation nothing has happened; a finished attempt answers with its own
 * result, and one that was cut off is reported instead of repeated.
 * Source: specification section 7, `PulumiExecutorSkill`.
 */
export const apply =
  (ports: ApplyPorts) =>
  async (input: Input): Promise<Result> => {
    const { run } = input;
    const cancellation = watchCancellation(ports.ledger, run);
    try {
      const [earlier, isCancelled] = await Promise.all([earlierResult(ports.ledger, input), cancellation.look()]);
      if (earlier) {
        if (earlier.kind === "applied") await rememberAgain(ports, input, earlier.applied);
        return earlier;
      }
      if (isCancelled) return await cancelledStep(ports.ledger, run);
      return await underLease(ports.lease, { stackPath: run.stack.path, holder: run.runId }, (held) =>
        applyPinned(ports, input, held, cancellation),
      );
    } finally {
      cancellation.stop();
    }
  };

/** Previews again under the lease; any difference from the approved pin means no operation at all. */
async function applyPinned(
  ports: ApplyPorts,
  input: Input,
  { token, lost }: HeldLease,
  cancellation: CancellationWatch,
): Promise<Result> {
  const { engine, artifacts, ledger, feed, digest, timeoutMs } = ports;
  const { run, previewed } = input;
  const [{ target, resolved }, updatePlan] = await Promise.all([
    readTarget(artifacts, input),
    artifacts.read(previewed.updatePlan),
    labelRun(ledger, run, "apply"),
  ]);
  const progress = batchProgress(feed, run.folder);
  const operation = (name: string): OperationOptions => ({
    operationId: `${run.runId}.${previewed.round}.${token}.${name}`,
    traceparent: traceparentOf(run.traceId, digest),
    signal: AbortSignal.any([cancellation.signal, lost]),
    timeoutMs,
    onProgress: progress.add,
  });
  try {
    const check = await checkPin(ports, input, target, operation("check"));
    if (await cancellation.look()) return await cancelledStep(ledger, run);
    if (lost.aborted) return leaseLost;
    if (check.kind !== "unchanged") return check;

    // One after the other: an attempt that is on record counts as begun, and must not be there when anything before it fails.
    await rememberOrigin(ledger, run);
    await startAttempt(ledger, input, token, ports.clock.now().toISOString());
    const ended = await engine.apply(target, { ...operation("apply"), updatePlan, fencingToken: token });
    if (ended.kind !== "applied") {
      const result = await unfinishedStep(ledger, run, ended, lost.aborted);
      await Promise.all([endAttempt(ledger, input, token, result), progress.flush()]);
      return result;
    }
    const record = appliedRecord(ended, { fencingToken: token, checkDurationMs: check.durationMs });
    const result = await appliedStep(artifacts, run, record);
    await Promise.all([
      endAttempt(ledger, input, token, result),
      remember(ports, input, resolved, record),
      progress.flush(),
    ]);
    return result;
  } finally {
    await progress.flush();
  }
}

/** Whether the plan is still the approved one, or what stands in the way of applying it. */
async function checkPin(
  { engine, ledger, digest, policyDigest }: ApplyPorts,
  { run, previewed }: Input,
  target: StackTarget,
  options: OperationOptions,
): Promise<Result | { readonly kind: "unchanged"; readonly durationMs: number }> {
  const again = await engine.preview(target, options);
  if (again.kind === "cancelled") return cancelledStep(ledger, run);
  if (again.kind === "failed") return failedStep(again);
  const found = pinOf(
    {
      render: target.rendered.digest,
      plan: again.plan,
      state: again.stateDigest,
      policy: policyDigest,
      engine: again.engineVersion,
    },
    digest,
  );
  return found.pin === previewed.pin.pin
    ? { kind: "unchanged", durationMs: again.durationMs }
    : { kind: "stale", differences: pinDifferences(previewed.pin, found) };
}

/** The evidence of an attempt that came to its end. */
function appliedRecord(
  { changes, resources, outputs, stateDigest, diagnostics, durationMs }: Applied,
  circumstances: Pick<AppliedRecord, "fencingToken" | "checkDurationMs">,
): AppliedRecord {
  const evidence = {
    changes,
    resources: [...resources],
    outputs,
    stateDigest,
    diagnostics: [...diagnostics],
    durationMs,
  };
  return { version: 1, ...circumstances, ...evidence };
}

async function appliedStep(
  artifacts: Artifacts,
  run: RunInput,
  record: AppliedRecord,
): Promise<Extract<Result, { kind: "applied" }>> {
  const reference = await putDocument(artifacts, `${run.folder}/applied.json`, record, run.traceId);
  const { changes } = record;
  return { kind: "applied", applied: reference, changes, resourceCount: cloudResources(record).length };
}

/** A step that was cut off after its attempt had ended may not have come to remember it. */
async function rememberAgain(ports: ApplyPorts, input: Input, applied: ArtifactRef): Promise<void> {
  const [plan, record] = await Promise.all([
    readDocument(ports.artifacts, input.plan, ResolvedPlan),
    readDocument(ports.artifacts, applied, AppliedRecord),
  ]);
  await remember(ports, input, plan, record);
}

async function unfinishedStep(
  ledger: Ledger,
  run: RunInput,
  ended: EngineFailure | EngineCancelled,
  wasLeaseLost: boolean,
): Promise<Result> {
  if (wasLeaseLost) return { ...leaseLost, code: "apply-interrupted", mayRetry: false, changes: ended.changes };
  return ended.kind === "cancelled" ? cancelledStep(ledger, run, ended.changes) : failedStep(ended);
}

/** Somebody else may write the stack now, so that this run must not. */
const leaseLost = {
  kind: "failed",
  code: "stack-busy",
  reason: "The lease of the stack was lost while this run held it.",
  diagnostics: [],
  mayRetry: true,
} satisfies Result;
