import { stringify } from "yaml";
import type { ProjectedCost } from "../contracts/cost.js";
import type { PreviewRecord } from "../contracts/evidence.js";
import type { SecretChanges } from "../contracts/memory.js";
import type { RunInput } from "../contracts/run.js";
import { changeWords } from "./changeWords.js";
import { runMetadata } from "./runMetadata.js";

/** What a person is asked to decide (`manual-approval.yaml`). Source: specification section 16. */
export function manualApproval(
  run: RunInput,
  preview: PreviewRecord,
  ask: {
    readonly reasons: readonly string[];
    readonly expiresAt: string;
    readonly approverGroup: string;
    readonly contact: string;
    /** Against what the stack's workloads were given last; absent while the stack does not exist. */
    readonly secretChanges?: SecretChanges | undefined;
    /** Absent where the request asks for no projection. */
    readonly cost?: ProjectedCost | undefined;
  },
): string {
  return stringify(
    {
      ...runMetadata(run),
      manual_approval: {
        required: true,
        approver_group: ask.approverGroup,
        reason: ask.reasons.join("; "),
        contact: ask.contact,
        preview_diff: changeWords(preview.plan.changes),
        ...(ask.secretChanges && { secrets: ask.secretChanges }),
        ...(ask.cost && { monthly_cost: costOf(ask.cost) }),
        pin: preview.pin.pin,
        expires_at: ask.expiresAt,
      },
    },
    { lineWidth: 0, compat: "yaml-1.1" },
  );
}

/** What the plan costs in a month, how much of it has no price, and which artifact says more. */
function costOf({ atLeast, currency, notPriced, projection }: ProjectedCost) {
  return {
    at_least: atLeast,
    currency,
    charges_not_priced: notPriced,
    projection: projection.name.slice(projection.name.lastIndexOf("/") + 1),
  };
}
