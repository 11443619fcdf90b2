import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Checked } from "../../shared/contracts/problem.js";
import { AcceptedRequest } from "../../shared/contracts/request.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Artifacts, Ledger } from "../../shared/ports/records.js";
import type { StepResult } from "../stepResult.js";
import { putDocument, readDocument } from "./documents.js";
import { stackTraceOf } from "./stackOrigin.js";

/** Step `run.plan`. Safe to repeat: the same request gives the same plan under the same name. */
export const plan =
  (
    artifacts: Artifacts,
    ledger: Ledger,
    resolve: (accepted: AcceptedRequest, stackTraceId?: string) => Checked<ResolvedPlan>,
  ) =>
  async (run: RunInput): Promise<StepResult<"plan">> => {
    const [accepted, stackTraceId] = await Promise.all([
      readDocument(artifacts, run.request, AcceptedRequest),
      stackTraceOf(ledger, run),
    ]);
    const resolved = resolve(accepted, stackTraceId);
    if (!resolved.ok) return { kind: "invalid", faults: [...resolved.faults] };
    const reference = await putDocument(artifacts, `${run.folder}/plan.json`, resolved.value, run.traceId);
    return { kind: "planned", plan: reference, resourcePlan: resolved.value.resourcePlan };
  };
