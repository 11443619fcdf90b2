import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Checked } from "../../shared/contracts/problem.js";
import { AcceptedRequest } from "../../shared/contracts/request.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Artifacts } from "../../shared/ports/records.js";
import type { StepResult } from "../stepResult.js";
import { putDocument, readDocument } from "./documents.js";

/** Step `run.plan`. Safe to repeat: the same request gives the same plan under the same name. */
export const plan =
  (artifacts: Artifacts, resolve: (accepted: AcceptedRequest) => Checked<ResolvedPlan>) =>
  async (run: RunInput): Promise<StepResult<"plan">> => {
    const resolved = resolve(await readDocument(artifacts, run.request, AcceptedRequest));
    if (!resolved.ok) return { kind: "invalid", faults: [...resolved.faults] };
    const reference = await putDocument(artifacts, `${run.folder}/plan.json`, resolved.value, run.traceId);
    return { kind: "planned", plan: reference, resourcePlan: resolved.value.resourcePlan };
  };
