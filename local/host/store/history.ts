import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import type { Database } from "./database.js";

/** The `history` table: what each episode of an instance appended, in order. */
export interface History {
  /** JSON text of each episode's event array. */
  read(instanceId: string): string[];
  append(instanceId: string, events: string): void;
  clear(instanceId: string): void;
}

/** Text where an older host wrote it. */
const Row = z.object({ events: z.union([z.string(), z.instanceof(Uint8Array)]) });

export function history(db: Database): History {
  const read = db.prepare("SELECT events FROM history WHERE instance_id = ? ORDER BY episode");
  const append = db.prepare(`
    INSERT INTO history (instance_id, episode, events)
    VALUES (?, (SELECT coalesce(max(episode), 0) + 1 FROM history WHERE instance_id = ?), ?)`);
  const clear = db.prepare("DELETE FROM history WHERE instance_id = ?");
  return {
    read: (instanceId) => read.all(instanceId).map((row: unknown) => unpacked(Row.parse(row).events)),
    append(instanceId, events) {
      append.run(instanceId, instanceId, deflateRawSync(events));
    },
    clear(instanceId) {
      clear.run(instanceId);
    },
  };
}

/**
 * Events repeat themselves, most of all the inputs of tasks. Packed, an episode stays below the thousand bytes that a
 * page takes in; above that each would have an overflow page of its own.
 * Source: https://www.sqlite.org/fileformat2.html#cell_payload_overflow_pages
 */
function unpacked(events: string | Uint8Array): string {
  return typeof events === "string" ? events : inflateRawSync(events).toString("utf8");
}
