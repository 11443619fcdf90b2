import type { CloudEvent } from "../../shared/contracts/event.js";
import type { EventOutbox, EventPublisher } from "../../shared/ports/events.js";

/** An outbox in memory: what is pending is published in order of run and sequence, then forgotten. */
export function memoryOutbox(publisher: EventPublisher): EventOutbox {
  const pending = new Map<string, CloudEvent>();
  return {
    add(events) {
      for (const event of events) if (!pending.has(event.id)) pending.set(event.id, event);
      return Promise.resolve();
    },
    async flush(runId) {
      const due = [...pending.values()]
        .filter((event) => runId === undefined || runOf(event) === runId)
        .sort((a, b) => runOf(a).localeCompare(runOf(b)) || Number(a.sequence) - Number(b.sequence));
      if (due.length > 0) await publisher.publish(due);
      for (const event of due) pending.delete(event.id);
      return due.length;
    },
  };
}

const runOf = (event: CloudEvent): string => event.id.slice(0, event.id.lastIndexOf(":"));
