import { ResolvedPlan, type RenderedStack } from "../../shared/contracts/plan.js";
import type { Artifacts } from "../../shared/ports/records.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { putDocument, readDocument } from "./documents.js";

/** Step `run.render`. Safe to repeat: rendering is pure, so the same plan gives the same bytes. */
export const render =
  (artifacts: Artifacts, renderStack: (plan: ResolvedPlan) => RenderedStack) =>
  async ({ run, plan }: StepInput<"render">): Promise<StepResult<"render">> => {
    const stack = renderStack(await readDocument(artifacts, plan, ResolvedPlan));
    return { rendered: await putDocument(artifacts, `${run.folder}/rendered.json`, stack, run.traceId) };
  };
