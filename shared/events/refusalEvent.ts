import type { CloudEvent } from "../contracts/event.js";
import type { Fault } from "../contracts/problem.js";
import { agentName } from "../records/runMetadata.js";
import { lookup } from "../lookup.js";

/** Below every event of a run: one may have been started by an event of the same id, and its own must not be taken for repeats. */
const refusalSequence = 0;

/** Tells that an event asked for something that cannot be provisioned: no run came of it, so the event's id stands for one. */
export function refusalEvent(
  refused: {
    readonly eventId: string;
    readonly kind: string;
    readonly data: Readonly<Record<string, unknown>>;
    readonly faults: readonly Fault[];
  },
  at: string,
): CloudEvent {
  const text = (key: string): string | null => {
    const member = lookup(refused.data, key);
    return typeof member === "string" ? member : null;
  };
  return {
    specversion: "1.0",
    id: `${refused.eventId}:${refusalSequence}`,
    source: "cloud-provisioner",
    type: "ProvisioningFailed",
    subject: `events/${refused.eventId}`,
    time: at,
    datacontenttype: "application/json",
    sequence: String(refusalSequence).padStart(8, "0"),
    data: {
      event: "ProvisioningFailed",
      trace_id: text("trace_id"),
      stack: null,
      component: text("component"),
      environment: text("environment"),
      region: text("region"),
      agent_origin: agentName,
      requested_event: refused.kind,
      stage: "validation",
      severity: "high",
      status: "failed",
      reason: refused.faults[0]?.detail ?? "invalid request",
      errors: refused.faults.slice(0, 50),
      timestamp: at,
    },
  };
}
