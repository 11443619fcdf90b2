import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Checked } from "../../shared/contracts/problem.js";
import { AcceptedRequest } from "../../shared/contracts/request.js";
import type { RunInput } from "../../shared/contracts/run.js";
import { allowedFallback } from "../../shared/planning/inFallbackRegion.js";
import type { KnownStack } from "../../shared/planning/resolvePlan.js";
import type { Artifacts, Ledger } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { StepResult } from "../stepResult.js";
import { putDocument, readDocument } from "./documents.js";
import { recall } from "./stackMemory.js";
import { stackTraceOf } from "./stackOrigin.js";

export interface PlanPorts {
  readonly artifacts: Artifacts;
  readonly ledger: Ledger;
  readonly resolve: (accepted: AcceptedRequest, known?: KnownStack) => Checked<ResolvedPlan>;
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

/** Plans a run's stack with what is remembered of it. */
export async function planStack({ artifacts, ledger, resolve }: PlanPorts, run: RunInput, accepted: AcceptedRequest) {
  const [stackTraceId, memory] = await Promise.all([stackTraceOf(ledger, run), recall(ledger, run)]);
  const resolved = resolve(accepted, {
    ...(stackTraceId === undefined ? {} : { stackTraceId }),
    ...(memory && {
      clusterVersions: memory.cluster_versions,
      outsideNetwork: memory.outside_network ?? Object.keys(memory.cluster_versions),
    }),
  });
  if (!resolved.ok) return { kind: "invalid" as const, faults: [...resolved.faults] };
  const { value } = resolved;
  const reference = await putDocument(artifacts, runPaths.plan(run), value, run.traceId);
  return { kind: "planned" as const, plan: reference, resourcePlan: value.resourcePlan };
}
