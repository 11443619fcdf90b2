import { z } from "zod";
import type { Person } from "../../shared/contracts/decision.js";
import { ExecutionId } from "../../shared/contracts/identity.js";
import { refusalEvent } from "../../shared/events/refusalEvent.js";
import { RequestEventType } from "../../shared/intake/acceptEventPayload.js";
import type { Application } from "../application.js";
import type { Runs } from "../durable/runs.js";
import { submit } from "../submit.js";

/** Both schemas of Event Grid: its own names the kind `eventType`, CloudEvents names it `type`. */
const ProvisioningEvent = z.union([
  z.object({ id: z.string().min(1).max(200), eventType: z.string(), data: z.record(z.string(), z.unknown()) }),
  z
    .object({ id: z.string().min(1).max(200), type: z.string(), data: z.record(z.string(), z.unknown()) })
    .transform(({ type, ...event }) => ({ ...event, eventType: type })),
]);

/** What became of an event. None of them is an error: Event Grid would deliver it again, and the answer would be the same. */
export type Taken = "started" | "existing" | "refused" | "ignored";

/**
 * Takes one event. Idempotent by event id: without an execution id of its own, the event's id is the run's.
 * A payload that cannot be provisioned is recorded and told as `ProvisioningFailed`; there is nobody to answer to.
 */
export async function provisionOnEvent(app: Application, runs: Runs, raw: unknown): Promise<Taken> {
  const event = ProvisioningEvent.safeParse(raw);
  const kind = RequestEventType.options.find((type) => event.success && event.data.eventType.endsWith(type));
  if (!event.success || kind === undefined) return "ignored";

  const { id, data } = event.data;
  const payload = { ...data, execution_id: data["execution_id"] ?? executionIdOf(id, app) };
  const caller: Person = { id: `event:${kind}`, name: kind, kind: "machine" };
  const submission = { text: JSON.stringify(payload), format: "json" } as const;
  const submitted = await submit(app, runs, submission, app.acceptEvent({ type: kind, data: payload }, caller), caller);
  switch (submitted.kind) {
    case "started":
    case "existing":
      return submitted.kind;
    case "mismatch":
    case "refused": {
      const faults =
        submitted.kind === "refused"
          ? submitted.faults
          : [
              {
                pointer: "#/execution_id",
                rule: "execution-id-reused",
                detail: `Run ${submitted.runId} was submitted with a different body.`,
              },
            ];
      const refusal = refusalEvent(
        { eventId: executionIdOf(id, app), kind, data, faults },
        app.clock.now().toISOString(),
      );
      await app.ledger.create(
        `refusals/${executionIdOf(id, app)}.json`,
        JSON.stringify({ version: 1, event: { id, kind, data }, faults }),
      );
      await app.outbox.add([refusal]);
      await app.outbox.flush(refusal.id.split(":")[0]);
      return "refused";
    }
  }
}

/** The event's id where it can name a run, else a digest of it. */
function executionIdOf(eventId: string, app: Application): string {
  const named = `event-${eventId}`;
  return ExecutionId.safeParse(named).success ? named : `event-${app.digest(eventId).slice(0, 40)}`;
}
