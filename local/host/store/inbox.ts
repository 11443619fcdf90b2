import { z } from "zod";
import type { HistoryEvent } from "../durable/historyEvent.js";
import type { Database } from "./database.js";

/** An event on its way into an instance's history. */
export interface Message {
  /** The table that holds it until it is consumed: results of activities need no row of their own beside their work. */
  readonly source: "inbox" | "work";
  readonly seq: number;
  /** The execution it answers; null when it is meant for whichever execution runs. */
  readonly executionId: string | null;
  readonly event: HistoryEvent;
}

/** The `inbox` table: events that wait for their instance's next episode. */
export interface Inbox {
  read(instanceId: string): Message[];
  add(instanceId: string, executionId: string | null, event: HistoryEvent): void;
  remove(seq: number): void;
  clear(instanceId: string): void;
  /** Instances that have something waiting. */
  waiting(): string[];
}

const Row = z.object({ seq: z.number(), execution_id: z.string().nullable(), event: z.string() });
const Waiting = z.object({ instance_id: z.string() });

export function inbox(db: Database): Inbox {
  const read = db.prepare("SELECT seq, execution_id, event FROM inbox WHERE instance_id = ? ORDER BY seq");
  const add = db.prepare("INSERT INTO inbox (instance_id, execution_id, event) VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM inbox WHERE seq = ?");
  const clear = db.prepare("DELETE FROM inbox WHERE instance_id = ?");
  const waiting = db.prepare("SELECT instance_id FROM inbox GROUP BY instance_id ORDER BY min(seq)");
  return {
    read: (instanceId) =>
      read.all(instanceId).map((raw: unknown) => {
        const row = Row.parse(raw);
        // Only this host writes the column, from a HistoryEvent.
        return {
          source: "inbox",
          seq: row.seq,
          executionId: row.execution_id,
          event: JSON.parse(row.event) as HistoryEvent,
        };
      }),
    add(instanceId, executionId, event) {
      add.run(instanceId, executionId, JSON.stringify(event));
    },
    remove(seq) {
      remove.run(seq);
    },
    clear(instanceId) {
      clear.run(instanceId);
    },
    waiting: () => waiting.all().map((row: unknown) => Waiting.parse(row).instance_id),
  };
}
