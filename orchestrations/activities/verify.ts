import { AppliedRecord } from "../../shared/contracts/evidence.js";
import { ResolvedPlan } from "../../shared/contracts/plan.js";
import { verificationFindings } from "../../shared/policy/verificationFindings.js";
import type { Artifacts } from "../../shared/ports/records.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { readDocument } from "./documents.js";
import { held } from "./workingMemory.js";

/** Step `run.verify`. Safe to repeat: reads what the apply recorded and checks it against plan and preview. */
export const verify =
  (artifacts: Artifacts) =>
  async ({ run, plan, applied }: StepInput<"verify">): Promise<StepResult<"verify">> => {
    const [resolved, record, context] = await Promise.all([
      readDocument(artifacts, plan, ResolvedPlan),
      readDocument(artifacts, applied, AppliedRecord),
      held(artifacts, run),
    ]);
    const expected = context && { resourceCount: context.resource_counts.after };
    return { findings: verificationFindings(resolved, record, expected) };
  };
