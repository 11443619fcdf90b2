import { canonicalJson } from "../shared/canonicalJson.js";
import type { Person } from "../shared/contracts/decision.js";
import type { Checked, Fault } from "../shared/contracts/problem.js";
import type { AcceptedRequest } from "../shared/contracts/request.js";
import { RunClaim, type RunInput } from "../shared/contracts/run.js";
import type { StackIdentity } from "../shared/contracts/identity.js";
import { unknownSecretFaults } from "../shared/policy/unknownSecretFaults.js";
import { listingLabels } from "../shared/records/listingLabels.js";
import { runPaths } from "../shared/records/runPaths.js";
import type { Application, Submission } from "./application.js";
import type { Runs } from "./durable/runs.js";

/** What became of a submission. */
export type Submitted =
  | { readonly kind: "started"; readonly run: RunInput }
  /** The same execution id with the same request: the same run. */
  | { readonly kind: "existing"; readonly run: RunInput }
  /** The same execution id with another request: nothing was changed. */
  | { readonly kind: "mismatch"; readonly runId: string }
  | { readonly kind: "refused"; readonly faults: readonly Fault[] };

/**
 * Takes an understood submission in: all that can be known is checked first, then the execution id is claimed, then
 * the run starts. Repeating a submission is harmless, also after a crash between claim and start.
 */
export async function submit(
  app: Application,
  runs: Runs,
  submission: Submission,
  understood: Checked<AcceptedRequest>,
  caller: Person,
): Promise<Submitted> {
  if (!understood.ok) return { kind: "refused", faults: understood.faults };
  const accepted = { ...understood, value: named(understood.value, submission.executionId) };
  const resolved = app.resolve(accepted.value);
  const unknown = await unknownSecretFaults(accepted.value.request, (ref) => app.secrets.has(ref));
  const faults = [...(resolved.ok ? [] : resolved.faults), ...unknown];
  if (!resolved.ok || faults.length > 0) return { kind: "refused", faults };

  const claim = await claimRun(app, accepted.value, resolved.value.identity, caller);
  const { input: run, fingerprint } = claim;
  if (fingerprint !== fingerprintOf(app, accepted.value)) return { kind: "mismatch", runId: run.runId };
  if (!claim.isNew && (await runs.look(run.runId)).kind !== "unknown") return { kind: "existing", run };
  await record(app, claim, submission);
  await runs.start(run);
  return { kind: claim.isNew ? "started" : "existing", run };
}

/** Takes the caller's own name for the run, and says so. */
function named(accepted: AcceptedRequest, executionId: string | undefined): AcceptedRequest {
  const { request, corrections } = accepted;
  if (executionId === undefined || executionId === request.executionId) return accepted;
  const correction = {
    action: "ReplacedExecutionId",
    field: "execution_id",
    valueBefore: request.executionId,
    valueApplied: executionId,
    reason: "the caller named the run in the Operation-Id header",
  };
  return { request: { ...request, executionId }, corrections: [...corrections, correction] };
}

/** The first claim on an execution id decides what the run is; later ones read it. */
async function claimRun(
  app: Application,
  accepted: AcceptedRequest,
  stack: StackIdentity,
  caller: Person,
): Promise<RunClaim & { isNew: boolean }> {
  const { request } = accepted;
  const submittedAt = app.clock.now();
  const folder = runPaths.folder(request.executionId, submittedAt);
  const text = `${JSON.stringify(accepted, null, 2)}\n`;
  const claim: RunClaim = {
    version: 1,
    fingerprint: fingerprintOf(app, accepted),
    input: {
      version: 1,
      runId: request.executionId,
      folder,
      request: { name: `${folder}/accepted.json`, sha256: app.digest(text), bytes: Buffer.byteLength(text) },
      stack,
      traceId: request.traceId,
      blueprintId: request.blueprintId,
      requestedBy: caller,
      submittedAt: submittedAt.toISOString(),
      gateMinutes: app.config.PROVISIONER_GATE_MINUTES,
    },
    accepted: text,
  };
  const written = await app.ledger.create(runPaths.claim(request.executionId), JSON.stringify(claim));
  return { ...RunClaim.parse(JSON.parse(written.document)), isNew: written.created };
}

/**
 * What the run will read, and what people will look it up by; written before it starts. The request is the claim's own:
 * a submission that comes after a crash may say the same in other words.
 */
async function record(
  app: Application,
  { input: run, accepted }: RunClaim,
  { text, format }: Submission,
): Promise<void> {
  const labels = listingLabels(run, "submitted");
  const options = { traceId: run.traceId };
  await Promise.all([
    app.artifacts.put(`${run.folder}/submission.${format}`, text, options),
    app.artifacts.put(run.request.name, accepted, options),
    app.ledger.create(runPaths.listing(run), "{}", labels),
    app.ledger.create(runPaths.lineage(run), "{}", labels),
  ]);
}

/** Two requests are the same when they ask for the same, however they were written and whoever sends them. */
function fingerprintOf(app: Application, { request }: AcceptedRequest): string {
  return app.digest(canonicalJson({ ...request, requestedBy: "" }));
}
