import { z } from "zod";
import type { Database } from "./database.js";

/** The `history` table: what each episode of an instance appended, in order. */
export interface History {
  /** JSON text of each episode's event array. */
  read(instanceId: string): string[];
  append(instanceId: string, events: string): void;
  clear(instanceId: string): void;
}

const Row = z.object({ events: z.string() });

export function history(db: Database): History {
  const read = db.prepare("SELECT events FROM history WHERE instance_id = ? ORDER BY episode");
  const append = db.prepare(`
    INSERT INTO history (instance_id, episode, events)
    VALUES (?, (SELECT coalesce(max(episode), 0) + 1 FROM history WHERE instance_id = ?), ?)`);
  const clear = db.prepare("DELETE FROM history WHERE instance_id = ?");
  return {
    read: (instanceId) => read.all(instanceId).map((row: unknown) => Row.parse(row).events),
    append(instanceId, events) {
      append.run(instanceId, instanceId, events);
    },
    clear(instanceId) {
      clear.run(instanceId);
    },
  };
}
