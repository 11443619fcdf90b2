import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Checked } from "../../shared/contracts/problem.js";
import { AcceptedRequest } from "../../shared/contracts/request.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Artifacts, Ledger } from "../../shared/ports/records.js";
import type { StepResult } from "../stepResult.js";
import { putDocument, readDocument } from "./documents.js";
import type { KnownStack } from "../../shared/planning/resolvePlan.js";
import { recall } from "./stackMemory.js";
import { stackTraceOf } from "./stackOrigin.js";

/** Step `run.plan`. Safe to repeat: the same request gives the same plan under the same name. */
export const plan =
  (
    artifacts: Artifacts,
    ledger: Ledger,
    resolve: (accepted: AcceptedRequest, known?: KnownStack) => Checked<ResolvedPlan>,
  ) =>
  async (run: RunInput): Promise<StepResult<"plan">> => {
    const [accepted, stackTraceId, memory] = await Promise.all([
      readDocument(artifacts, run.request, AcceptedRequest),
      stackTraceOf(ledger, run),
      recall(ledger, run),
    ]);
    const resolved = resolve(accepted, {
      ...(stackTraceId === undefined ? {} : { stackTraceId }),
      ...(memory && { clusterVersions: memory.cluster_versions }),
    });
    if (!resolved.ok) return { kind: "invalid", faults: [...resolved.faults] };
    const reference = await putDocument(artifacts, `${run.folder}/plan.json`, resolved.value, run.traceId);
    return { kind: "planned", plan: reference, resourcePlan: resolved.value.resourcePlan };
  };
