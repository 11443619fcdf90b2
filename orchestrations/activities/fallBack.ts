import { AcceptedRequest } from "../../shared/contracts/request.js";
import type { RunInput } from "../../shared/contracts/run.js";
import { inFallbackRegion } from "../../shared/planning/inFallbackRegion.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { readDocument } from "./documents.js";
import { labelRun } from "./labelRun.js";
import { planStack, type PlanPorts } from "./plan.js";

/**
 * Step `run.fallBack`: the request again, for the stack that it has in another region. Safe to repeat as a plan is; the
 * lists show the new stack from then on.
 */
export const fallBack =
  (ports: PlanPorts) =>
  async ({ run, region, reason, retryAttempt }: StepInput<"fallBack">): Promise<StepResult<"fallBack">> => {
    const asked = await readDocument(ports.artifacts, run.request, AcceptedRequest);
    const accepted = inFallbackRegion(asked, region, { reason, retryAttempt });
    const found = ports.resolve(accepted); // what is remembered of the stack there lies under its name, which this tells
    if (!found.ok) return { kind: "invalid", faults: [...found.faults] };
    const moved: RunInput = { ...run, stack: found.value.identity, movedFrom: run.stack };
    const planned = await planStack(ports, moved, accepted);
    if (planned.kind === "invalid") return planned;
    await labelRun(ports.ledger, moved, "plan");
    return { ...planned, stack: moved.stack };
  };
