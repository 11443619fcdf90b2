import type { EventOutbox } from "../../shared/ports/events.js";

/** Publishes what a run wrote to the outbox, if the topic answers; what is not sent now a timer sends later. */
export function sendNow(outbox: EventOutbox, runId: string): Promise<number> {
  return outbox.flush(runId).catch(() => 0);
}
