import { open, readFile, truncate } from "node:fs/promises";
import { Envelope } from "./envelope.js";

/** The events of a topic, as a file of JSON lines. */
export interface EventLog {
  /** Every event kept, in the order they came. */
  readonly events: readonly Envelope[];
  /** Resolves when the events are on disk. */
  append(events: readonly Envelope[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens a log, or begins one. A last line without an end was never acknowledged, and is cut off. */
export async function openEventLog(file: string): Promise<EventLog> {
  const events = await readEvents(file);
  const handle = await open(file, "a", 0o600);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    events,
    append(added) {
      const write = async (): Promise<void> => {
        await handle.appendFile(added.map((event) => `${JSON.stringify(event)}\n`).join(""));
        await handle.sync();
        events.push(...added);
      };
      const mine = turn.then(write, write); // whoever wrote before knows of a failure itself
      turn = mine;
      return mine;
    },
    async close() {
      await turn.catch(() => undefined);
      await handle.close();
    },
  };
}

async function readEvents(file: string): Promise<Envelope[]> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const end = bytes.lastIndexOf("\n") + 1;
  if (end < bytes.length) await truncate(file, end);
  const lines = bytes.toString("utf8", 0, end).split("\n").filter(Boolean);
  return lines.map((line) => Envelope.parse(JSON.parse(line)));
}
