import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { RunClaim } from "../../shared/contracts/run.js";
import type { Validation } from "../../shared/contracts/validation.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { Application } from "../application.js";
import { foresee, type Foreseen } from "../foresee.js";
import { callerOf } from "./caller.js";
import { refused } from "./refused.js";
import { submissionOf } from "./submission.js";

/** POST /api/validate: what a run would say about a request. Takes what a submission takes; writes and starts nothing. */
export async function validateRequest(app: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const read = await submissionOf(request);
  if (!read.ok) return read.answer;
  const caller = callerOf(request, app.config);
  const foreseen = await foresee(app, read.submission, app.accept(read.submission, caller));
  if (!foreseen.ok) return refused(foreseen.faults);
  const { accepted, plan } = foreseen.value;
  const answer: Validation = {
    runId: accepted.request.executionId,
    traceId: accepted.request.traceId,
    executionId: await claimedBy(app, foreseen.value),
    plan,
  };
  return { jsonBody: answer };
}

async function claimedBy(
  { ledger }: Application,
  { accepted, fingerprint }: Foreseen,
): Promise<Validation["executionId"]> {
  const claim = await ledger.read(runPaths.claim(accepted.request.executionId));
  if (claim === undefined) return "free";
  return RunClaim.parse(JSON.parse(claim)).fingerprint === fingerprint ? "same-request" : "other-request";
}
