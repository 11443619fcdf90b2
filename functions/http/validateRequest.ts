import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { Checked } from "../../shared/contracts/problem.js";
import { RunClaim } from "../../shared/contracts/run.js";
import type { DocumentValidation, Validation } from "../../shared/contracts/validation.js";
import { documentAlone, judgedAlone, type DocumentAlone } from "../../shared/intake/documentAlone.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { Application } from "../application.js";
import { foresee, withMemory, type Foreseen } from "../foresee.js";
import { callerOf } from "./caller.js";
import { explanationOf } from "./explanationOf.js";
import { ValidateQuery } from "./queries.js";
import { queryOf } from "./queryOf.js";
import { refused } from "./refused.js";
import { submissionOf } from "./submission.js";

/**
 * POST /api/validate?document=&why=: what a run would say about a request, or about one document of several, where a file of
 * that name is one; with a path, who set the values there. Takes what a submission takes; writes and starts nothing.
 */
export async function validateRequest(app: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const query = queryOf(request, ValidateQuery);
  if (!query.ok) return query.answer;
  const read = await submissionOf(request);
  if (!read.ok) return read.answer;
  const caller = callerOf(request, app.config);
  const { document: fileName, why } = query.value;
  const alone = fileName === undefined ? undefined : documentAlone(fileName, read.submission.text);
  if (fileName !== undefined && alone) return documentAnswer(fileName, alone, app.accept(alone.bundle, caller));
  const submitted = await foresee(app, read.submission, app.accept(read.submission, caller));
  const foreseen = submitted.ok ? await withMemory(app, submitted.value) : submitted;
  if (!foreseen.ok) return refused(foreseen.faults);
  const { accepted, plan } = foreseen.value;
  const explained = why === undefined ? undefined : explanationOf(plan, why);
  if (explained && !explained.ok) return explained.answer;
  const answer: Validation = {
    runId: accepted.request.executionId,
    traceId: accepted.request.traceId,
    executionId: await claimedBy(app, foreseen.value),
    plan,
    ...(accepted.request.costEstimateRequired && { cost: app.projectCost(plan) }),
    ...(explained && { why: explained.values }),
  };
  return { jsonBody: answer };
}

/** Its faults under the name that its author knows, or what a run needs besides it. */
function documentAnswer(fileName: string, alone: DocumentAlone, understood: Checked<unknown>): HttpResponseInit {
  const { faults, needs } = judgedAlone(alone, understood);
  if (faults.length > 0)
    return refused(faults.map((fault) => (fault.document === alone.name ? { ...fault, document: fileName } : fault)));
  const answer: DocumentValidation = { document: fileName, needs: [...needs] };
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
