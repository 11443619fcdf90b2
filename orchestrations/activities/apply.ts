import { z } from "zod";
import type { Digest } from "../../shared/contracts/identity.js";
import { RenderedStack, ResolvedPlan } from "../../shared/contracts/plan.js";
import { pinDifferences, pinOf } from "../../shared/pins/pinOf.js";
import type { Clock } from "../../shared/ports/clock.js";
import type { Artifacts, Ledger, ProgressFeed } from "../../shared/ports/records.js";
import type { StackEngine } from "../../shared/ports/stackEngine.js";
import type { StackLease } from "../../shared/ports/stackLease.js";
import { cloudResources } from "../../shared/records/provisionedResources.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { traceparentOf } from "../../shared/telemetry/lineage.js";
import { steps } from "../steps.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { batchProgress } from "./batchProgress.js";
import { cancellationOf, watchCancellation } from "./cancellation.js";
import { putDocument, readDocument } from "./documents.js";
import { failedStep } from "./failedStep.js";
import { rememberOrigin } from "./stackOrigin.js";
import { targetOf } from "./target.js";

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

/** Long enough to survive a pause of the process, short enough that a dead owner is soon replaced. */
const leaseMs = 60_000;
const renewMs = 20_000;

type Result = StepResult<"apply">;

/**
 * Step `run.apply`. Holds the stack's lease, previews again, and applies only when the pin is still the one that was
 * approved. Safe to repeat after its end: a finished attempt answers with its own result. An attempt that was cut off
 * is reported, never repeated blindly.
 */
export const apply = (ports: ApplyPorts) => {
  const { lease, ledger, clock } = ports;
  return async (input: StepInput<"apply">): Promise<Result> => {
    const { run } = input;
    const earlier = await lastAttempt(ledger, input);
    if (earlier) return earlier;

    const held = await lease.acquire(run.stack.path, run.runId, leaseMs);
    if (held.kind === "busy") return { kind: "busy", holder: held.holder };
    const { token } = held;
    const renewal = setInterval(() => void lease.renew(run.stack.path, run.runId, token, leaseMs), renewMs);
    try {
      const started = {
        version: 1,
        round: input.previewed.round,
        pin: input.previewed.pin.pin,
        token,
        at: clock.now().toISOString(),
      };
      await ledger.create(runPaths.attempt(run, token), JSON.stringify(started));
      const result = await applyPinned(ports, input, token);
      await ledger.create(
        runPaths.attemptEnd(run, token),
        JSON.stringify({ version: 1, round: input.previewed.round, result }),
      );
      return result;
    } finally {
      clearInterval(renewal);
      await lease.release(run.stack.path, run.runId, token);
    }
  };
};

/** Previews again under the lease; any difference from the approved pin means no operation at all. */
async function applyPinned(
  ports: ApplyPorts,
  { run, plan, rendered, previewed }: StepInput<"apply">,
  token: number,
): Promise<Result> {
  const { engine, artifacts, ledger, feed, digest, policyDigest, timeoutMs } = ports;
  const [stack, resolved, updatePlan] = await Promise.all([
    readDocument(artifacts, rendered, RenderedStack),
    readDocument(artifacts, plan, ResolvedPlan),
    artifacts.read(previewed.updatePlan),
  ]);
  const target = targetOf(stack, resolved);
  const cancellation = watchCancellation(ledger, run);
  const progress = batchProgress(feed, run.folder);
  const traceparent = traceparentOf(run.traceId, digest);
  const options = { signal: cancellation.signal, timeoutMs, onProgress: progress.add, traceparent };
  const name = `${run.runId}.${previewed.round}.${token}`;
  try {
    const again = await engine.preview(target, { ...options, operationId: `${name}.check` });
    if (again.kind === "cancelled") return { kind: "cancelled", ...(await cancellationOf(ledger, run)) };
    if (again.kind === "failed") return failedStep(again);
    const found = pinOf(
      {
        render: stack.digest,
        plan: again.plan,
        state: again.stateDigest,
        policy: policyDigest,
        engine: again.engineVersion,
      },
      digest,
    );
    if (found.pin !== previewed.pin.pin) return { kind: "stale", differences: pinDifferences(previewed.pin, found) };

    await rememberOrigin(ledger, run);
    const applied = await engine.apply(target, {
      ...options,
      operationId: `${name}.apply`,
      updatePlan,
      fencingToken: token,
    });
    if (applied.kind === "cancelled") return { kind: "cancelled", ...(await cancellationOf(ledger, run)) };
    if (applied.kind === "failed") return failedStep(applied);

    const record = {
      version: 1,
      fencingToken: token,
      changes: applied.changes,
      resources: applied.resources,
      outputs: applied.outputs,
      stateDigest: applied.stateDigest,
      diagnostics: applied.diagnostics,
      checkDurationMs: again.durationMs,
      durationMs: applied.durationMs,
    };
    const reference = await putDocument(artifacts, `${run.folder}/applied.json`, record, run.traceId);
    const resourceCount = cloudResources(applied).length;
    return { kind: "applied", applied: reference, changes: applied.changes, resourceCount };
  } finally {
    cancellation.stop();
    await progress.flush();
  }
}

const AttemptStart = z.object({ round: z.int() });
const AttemptEnd = z.object({ round: z.int(), result: steps.apply.output });

/** The result of this round's earlier attempt, if there was one. */
async function lastAttempt(ledger: Ledger, { run, previewed }: StepInput<"apply">): Promise<Result | undefined> {
  const { entries } = await ledger.list(runPaths.attempts(run));
  const starts = entries.filter(({ name }) => !name.endsWith("-end.json"));
  for (const { name } of starts.reverse()) {
    const started = AttemptStart.parse(JSON.parse((await ledger.read(name)) ?? "{}"));
    if (started.round !== previewed.round) continue;
    const ended = await ledger.read(name.replace(/\.json$/, "-end.json"));
    if (ended === undefined) return interrupted;
    const { result } = AttemptEnd.parse(JSON.parse(ended));
    return result.kind === "busy" || (result.kind === "failed" && result.mayRetry) ? undefined : result;
  }
  return undefined;
}

const interrupted: Result = {
  kind: "failed",
  code: "apply-interrupted",
  reason:
    "The apply was cut off before it could report. The stack's state has to be reconciled with the cloud before the next run.",
  diagnostics: [],
  mayRetry: false,
};
