import type { FaultText } from "../reading/finding.js";
import { squashed } from "../reading/nearestName.js";

/** Fields that the service itself decides or derives. */
const ownFields: ReadonlySet<string> = new Set(
  [
    "status",
    "state",
    "stage",
    "phase",
    "outcome",
    "pin",
    "decision",
    "approved",
    "approved_by",
    "approver",
    "approval",
    "plan_digest",
    "requested_by",
    "submitted_at",
    "run_id",
    "stack_id",
    "stack",
    "stack_path",
    "pulumi_project",
    "pulumi_stack_name",
    "outputs",
    "provisioned_by",
  ].map(squashed),
);

/** The complaint about a field of a request that a caller may not set. */
export function explainOwnField(field: string): FaultText | undefined {
  if (!ownFields.has(squashed(field))) return undefined;
  return {
    rule: "read-only-field",
    detail: `\`${field}\` is set by the service and cannot be sent.`,
    remedy: "Leave the field out.",
  };
}
