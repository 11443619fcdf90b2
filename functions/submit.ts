import type { Person } from "../shared/contracts/decision.js";
import type { Checked, Fault } from "../shared/contracts/problem.js";
import type { AcceptedRequest } from "../shared/contracts/request.js";
import { RunClaim, type RunInput } from "../shared/contracts/run.js";
import { listingLabels } from "../shared/records/listingLabels.js";
import { runPaths } from "../shared/records/runPaths.js";
import type { Application, Submission } from "./application.js";
import type { Runs } from "./durable/runs.js";
import { askedBy, foresee, type Asked, type Foreseen } from "./foresee.js";

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
  const foreseen = await foresee(app, submission, understood);
  if (!foreseen.ok) {
    const before = understood.ok && (await claimedBefore(app, askedBy(app, submission, understood.value)));
    return before ? carryOn(app, runs, submission, before) : { kind: "refused", faults: foreseen.faults };
  }
  const claim = await claimRun(app, foreseen.value, caller);
  if (claim.fingerprint !== foreseen.value.fingerprint) return { kind: "mismatch", runId: claim.input.runId };
  return carryOn(app, runs, submission, claim);
}

type Claimed = RunClaim & { readonly isNew: boolean };

/** Starts a claimed run, unless it is there already. */
async function carryOn(app: Application, runs: Runs, submission: Submission, claim: Claimed): Promise<Submitted> {
  const { input: run, isNew } = claim;
  if (!isNew && (await runs.look(run.runId)).kind !== "unknown") return { kind: "existing", run };
  await record(app, claim, submission);
  await runs.start(run);
  return { kind: isNew ? "started" : "existing", run };
}

/**
 * The claim that the same request made before. What was wrong with it then would have refused it; what is wrong now, such
 * as a secret that was taken from the vault meanwhile, is for the run to find.
 */
async function claimedBefore({ ledger }: Application, { accepted, fingerprint }: Asked): Promise<Claimed | undefined> {
  const text = await ledger.read(runPaths.claim(accepted.request.executionId));
  const claim = text === undefined ? undefined : RunClaim.parse(JSON.parse(text));
  return claim?.fingerprint === fingerprint ? { ...claim, isNew: false } : undefined;
}

/** The first claim on an execution id decides what the run is; later ones read it. */
async function claimRun(app: Application, { accepted, plan, fingerprint }: Foreseen, caller: Person): Promise<Claimed> {
  const { request } = accepted;
  const submittedAt = app.clock.now();
  const folder = runPaths.folder(request.executionId, submittedAt);
  const text = `${JSON.stringify(accepted, null, 2)}\n`;
  const claim: RunClaim = {
    version: 1,
    fingerprint,
    input: {
      version: 1,
      runId: request.executionId,
      folder,
      request: { name: `${folder}/accepted.json`, sha256: app.digest(text), bytes: Buffer.byteLength(text) },
      stack: plan.identity,
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
