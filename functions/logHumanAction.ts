import type { Person } from "../shared/contracts/decision.js";
import type { RunInput } from "../shared/contracts/run.js";
import type { Telemetry } from "../shared/ports/telemetry.js";
import { telemetryMetadata } from "../shared/records/runMetadata.js";

/** Logs what somebody did to a run. Source: specification section 16 (human intervention). */
export function logHumanAction(
  telemetry: Telemetry,
  run: RunInput,
  { action, by, reason, at }: { action: "approve" | "reject" | "cancel"; by: Person; reason: string; at: string },
): void {
  const who = { approver: by.name, approver_id: by.id, approver_kind: by.kind };
  telemetry.log("info", "run.human.acted", { ...telemetryMetadata(run), action, ...who, reason, timestamp: at });
}
