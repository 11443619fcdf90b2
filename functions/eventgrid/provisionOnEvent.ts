import { z } from "zod";
import type { Person } from "../../shared/contracts/decision.js";
import { ExecutionId } from "../../shared/contracts/identity.js";
import type { Fault } from "../../shared/contracts/problem.js";
import { refusalEvent } from "../../shared/events/refusalEvent.js";
import { RequestEventType } from "../../shared/intake/acceptEventPayload.js";
import type { Application } from "../application.js";
import type { Runs } from "../durable/runs.js";
import { submit } from "../submit.js";

const EventId = z.string().min(1).max(200);

/** Both schemas of Event Grid: its own names the kind `eventType`, CloudEvents names it `type`. */
const ProvisioningEvent = z.union([
  z.object({ id: EventId, eventType: z.string(), data: z.unknown() }),
  z
    .object({ id: EventId, type: z.string(), data: z.unknown() })
    .transform(({ type, ...event }) => ({ ...event, eventType: type })),
]);

const Fields = z.record(z.string(), z.unknown());

/** What became of an event. None of them is an error: Event Grid would deliver it again, and the answer would be the same. */
export type Taken = "started" | "existing" | "refused" | "ignored";

/**
 * Takes one event. Idempotent by event id: without an execution id of its own, the event's id is the run's.
 * A payload that cannot be provisioned is recorded and told as `ProvisioningFailed`; there is nobody to answer to.
 * @throws whatever keeps an event from being taken: the host answers 500, and Event Grid delivers it again.
 */
export async function provisionOnEvent(app: Application, runs: Runs, raw: unknown): Promise<Taken> {
  const event = ProvisioningEvent.safeParse(raw);
  // A publisher may put its own name before the kind, as in `ConnectSoft.UpdateRegionCapacity`.
  const kind = RequestEventType.safeParse(event.data?.eventType.split(".").at(-1));
  if (!event.success || !kind.success) return "ignored";

  const name = runNameOf(event.data.id, app);
  const fields = Fields.safeParse(event.data.data).data;
  const data = fields ? { ...fields, execution_id: fields["execution_id"] ?? name } : event.data.data;
  const caller: Person = { id: `event:${kind.data}`, name: kind.data, kind: "machine" };
  const submission = { text: JSON.stringify(data ?? null), format: "json" } as const;
  const submitted = await submit(app, runs, submission, app.acceptEvent({ type: kind.data, data }, caller), caller);
  switch (submitted.kind) {
    case "started":
    case "existing":
      return submitted.kind;
    case "mismatch":
    case "refused": {
      const faults = submitted.kind === "refused" ? submitted.faults : [reused(submitted.runId)];
      await refuse(app, { name, eventId: event.data.id, kind: kind.data, data: fields ?? {}, faults });
      return "refused";
    }
  }
}

interface Refused {
  /** Stands where a run's id would stand. */
  readonly name: string;
  readonly eventId: string;
  readonly kind: RequestEventType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
}

/**
 * Records the refusal and tells it; what the topic does not take now, a timer sends later. The data itself is not kept:
 * what was refused may hold a secret.
 */
async function refuse(app: Application, { name, eventId, kind, data, faults }: Refused): Promise<void> {
  const at = app.clock.now().toISOString();
  await app.ledger.create(
    `refusals/${name}.json`,
    JSON.stringify({ version: 1, event: { id: eventId, kind, sha256: app.digest(JSON.stringify(data)) }, faults, at }),
  );
  await app.outbox.add([refusalEvent({ eventId: name, kind, data, faults }, at)]);
  await app.outbox.flush(name).catch(() => 0);
}

const reused = (runId: string): Fault => ({
  pointer: "#/execution_id",
  rule: "execution-id-reused",
  detail: `Run ${runId} was submitted with a different body.`,
});

/** The event's id where it can name a run, else a digest of it. */
function runNameOf(eventId: string, app: Application): string {
  const name = ExecutionId.safeParse(`event-${eventId}`);
  return name.success ? name.data : `event-${app.digest(eventId).slice(0, 40)}`;
}
