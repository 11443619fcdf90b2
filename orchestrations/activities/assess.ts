import { PreviewRecord } from "../../shared/contracts/evidence.js";
import { AcceptedRequest } from "../../shared/contracts/request.js";
import type { RunInput } from "../../shared/contracts/run.js";
import { assess as assessPlan, type Fallback, type PolicyProfile } from "../../shared/policy/assess.js";
import type { Artifacts, Ledger } from "../../shared/ports/records.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { readDocument } from "./documents.js";
import { recall } from "./stackMemory.js";

/** Step `run.assess`. Safe to repeat: reads and decides by rule. */
export const assess =
  (artifacts: Artifacts, ledger: Ledger, policy: PolicyProfile) =>
  async ({ run, preview }: StepInput<"assess">): Promise<StepResult<"assess">> => {
    const [{ request }, { plan, drift }, fallback] = await Promise.all([
      readDocument(artifacts, run.request, AcceptedRequest),
      readDocument(artifacts, preview, PreviewRecord),
      fallbackOf(ledger, run),
    ]);
    return assessPlan(request, plan, policy, { fallback, drift });
  };

async function fallbackOf(ledger: Ledger, { stack, movedFrom }: RunInput): Promise<Fallback | undefined> {
  if (!movedFrom) return undefined;
  const standing = await recall(ledger, { stack: movedFrom });
  return { from: movedFrom.region, to: stack.region, leavesStack: standing !== undefined };
}
