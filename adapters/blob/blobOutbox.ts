import { CloudEvent } from "../../shared/contracts/event.js";
import { RunError } from "../../shared/errors.js";
import type { EventOutbox, EventPublisher } from "../../shared/ports/events.js";
import type { Ledger } from "../../shared/ports/records.js";

/** Records fetched and published at once. */
const pageSize = 100;

/**
 * An outbox of records `outbox/{run}/{sequence}.json`, written create-if-absent and removed once published. Two flushes
 * at once, or one repeated after a crash, may send an event twice, under the same id; none is lost.
 */
export function blobOutbox(ledger: Ledger, publisher: EventPublisher): EventOutbox {
  /** Publishes one run's records in sequence and returns how many went out. */
  const publish = async (names: readonly string[]): Promise<number> => {
    const documents = await Promise.all(names.map((name) => ledger.read(name)));
    const events = documents.filter((document) => document !== undefined).map(parseEvent);
    if (events.length > 0) await publisher.publish(events);
    await Promise.all(names.map((name) => ledger.remove(name)));
    return events.length;
  };

  return {
    async add(events) {
      await Promise.all(events.map((event) => ledger.create(recordName(event), JSON.stringify(event))));
    },

    async flush(runId) {
      let sent = 0;
      let next: string | undefined;
      const faults: unknown[] = [];
      do {
        const options = { limit: pageSize, ...(next !== undefined && { next }) };
        const page = await ledger.list(runId === undefined ? "outbox/" : `outbox/${runId}/`, options);
        // One run's unpublishable event must not hold back the events of the others.
        for (const names of byFolder(page.entries.map((entry) => entry.name)))
          await publish(names).then(
            (count) => (sent += count),
            (error: unknown) => faults.push(error),
          );
        next = page.next;
      } while (next !== undefined);
      if (faults.length > 0) throw asFault(faults);
      return sent;
    },
  };
}

/** `{run}:{sequence}` as a name; the padding makes the order of names the order of events. */
function recordName(event: CloudEvent): string {
  const run = event.id.slice(0, event.id.lastIndexOf(":"));
  return `outbox/${run}/${event.sequence.padStart(10, "0")}.json`;
}

function parseEvent(document: string): CloudEvent {
  return CloudEvent.parse(JSON.parse(document));
}

function byFolder(names: readonly string[]): string[][] {
  const folders = new Map<string, string[]>();
  for (const name of names) {
    const folder = name.slice(0, name.lastIndexOf("/"));
    folders.set(folder, [...(folders.get(folder) ?? []), name]);
  }
  return [...folders.values()];
}

/** Transient when any of them is: then a later flush may get further. */
function asFault(faults: readonly unknown[]): RunError {
  const isTransient = faults.some((fault) => fault instanceof RunError && fault.kind === "transient");
  const reasons = faults.map((fault) => (fault instanceof Error ? fault.message : String(fault)));
  return new RunError(isTransient ? "transient" : "defect", `Events stay in the outbox: ${reasons.join("; ")}`, {
    cause: faults[0],
  });
}
