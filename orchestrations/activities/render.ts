import { ResolvedPlan, type RenderedStack } from "../../shared/contracts/plan.js";
import type { Fault } from "../../shared/contracts/problem.js";
import type { Artifacts } from "../../shared/ports/records.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { putDocument, readDocument } from "./documents.js";

/** Step `run.render`. Safe to repeat: rendering is pure, so the same plan gives the same bytes. */
export const render =
  (
    artifacts: Artifacts,
    renderStack: (plan: ResolvedPlan) => RenderedStack,
    faultsOf: (stack: RenderedStack, plan: ResolvedPlan) => readonly Fault[],
  ) =>
  async ({ run, plan }: StepInput<"render">): Promise<StepResult<"render">> => {
    const resolved = await readDocument(artifacts, plan, ResolvedPlan);
    const stack = renderStack(resolved);
    const faults = faultsOf(stack, resolved);
    if (faults.length > 0) return { kind: "invalid", faults: [...faults] };
    return {
      kind: "rendered",
      rendered: await putDocument(artifacts, `${run.folder}/rendered.json`, stack, run.traceId),
    };
  };
