import { PreviewRecord } from "../../shared/contracts/evidence.js";
import { AcceptedRequest } from "../../shared/contracts/request.js";
import { assess as assessPlan, type PolicyProfile } from "../../shared/policy/assess.js";
import type { Artifacts } from "../../shared/ports/records.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { readDocument } from "./documents.js";

/** Step `run.assess`. Safe to repeat: reads and decides by rule. */
export const assess =
  (artifacts: Artifacts, policy: PolicyProfile) =>
  async ({ run, preview }: StepInput<"assess">): Promise<StepResult<"assess">> => {
    const [{ request }, { plan }] = await Promise.all([
      readDocument(artifacts, run.request, AcceptedRequest),
      readDocument(artifacts, preview, PreviewRecord),
    ]);
    return assessPlan(request, plan, policy);
  };
