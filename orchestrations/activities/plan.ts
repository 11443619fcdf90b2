import type { CostProjection, ProjectedCost } from "../../shared/contracts/cost.js";
import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Checked } from "../../shared/contracts/problem.js";
import { AcceptedRequest } from "../../shared/contracts/request.js";
import type { RunInput } from "../../shared/contracts/run.js";
import { allowedFallback } from "../../shared/planning/inFallbackRegion.js";
import { costSummary } from "../../shared/planning/projectCost.js";
import type { KnownStack } from "../../shared/planning/resolvePlan.js";
import type { Artifacts, Ledger } from "../../shared/ports/records.js";
import { runMetadata } from "../../shared/records/runMetadata.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { StepResult } from "../stepResult.js";
import { putDocument, readDocument } from "./documents.js";
import { knownStack } from "./knownStack.js";

export interface PlanPorts {
  readonly artifacts: Artifacts;
  readonly ledger: Ledger;
  readonly resolve: (accepted: AcceptedRequest, known?: KnownStack) => Checked<ResolvedPlan>;
  readonly projectCost: (plan: ResolvedPlan) => CostProjection;
}

/** Step `run.plan`. Safe to repeat: the same request gives the same plan under the same name. */
export const plan =
  (ports: PlanPorts) =>
  async (run: RunInput): Promise<StepResult<"plan">> => {
    const accepted = await readDocument(ports.artifacts, run.request, AcceptedRequest);
    const planned = await planStack(ports, run, accepted);
    const fallbackRegion = allowedFallback(accepted);
    return planned.kind === "invalid" || fallbackRegion === undefined ? planned : { ...planned, fallbackRegion };
  };

/** Plans a run's stack with what is remembered of it, and says what that costs where the request asks for it. */
export async function planStack(ports: PlanPorts, run: RunInput, accepted: AcceptedRequest) {
  const { artifacts, ledger, resolve } = ports;
  const resolved = resolve(accepted, await knownStack(ledger, run));
  if (!resolved.ok) return { kind: "invalid" as const, faults: [...resolved.faults] };
  const { value } = resolved;
  const reference = await putDocument(artifacts, runPaths.plan(run), value, run.traceId);
  const cost = accepted.request.costEstimateRequired && (await writeProjection(ports, run, value));
  return { kind: "planned" as const, plan: reference, resourcePlan: value.resourcePlan, ...(cost && { cost }) };
}

/** Before anything is previewed or decided: whoever decides may read it. */
async function writeProjection(
  { artifacts, projectCost }: PlanPorts,
  run: RunInput,
  plan: ResolvedPlan,
): Promise<ProjectedCost> {
  const projection = projectCost(plan);
  const document = { ...runMetadata(run), ...projection };
  const reference = await putDocument(artifacts, runPaths.costProjection(run), document, run.traceId);
  return { ...costSummary(projection), projection: reference };
}
