import { z } from "zod";
import type { Database } from "./database.js";

/** An activity to run. */
export interface NewWork {
  readonly instanceId: string;
  readonly executionId: string;
  readonly taskId: number;
  readonly name: string;
  /** JSON text; null when the orchestrator gave no input. */
  readonly input: string | null;
}

/** An activity that was scheduled and whose result is not stored yet. */
export interface Work extends NewWork {
  readonly seq: number;
}

/** The `work` table. A row leaves it only in the commit that stores the activity's result: until then a crash runs it again. */
export interface WorkQueue {
  add(work: NewWork): void;
  /** The oldest work after `seq`. */
  after(seq: number): Work | undefined;
  remove(seq: number): void;
}

const Row = z
  .object({
    seq: z.number(),
    instance_id: z.string(),
    execution_id: z.string(),
    task_id: z.number(),
    name: z.string(),
    input: z.string().nullable(),
  })
  .transform((row): Work => ({
    seq: row.seq,
    instanceId: row.instance_id,
    executionId: row.execution_id,
    taskId: row.task_id,
    name: row.name,
    input: row.input,
  }));

export function workQueue(db: Database): WorkQueue {
  const add = db.prepare("INSERT INTO work (instance_id, execution_id, task_id, name, input) VALUES (?, ?, ?, ?, ?)");
  const after = db.prepare("SELECT * FROM work WHERE seq > ? ORDER BY seq LIMIT 1");
  const remove = db.prepare("DELETE FROM work WHERE seq = ?");
  return {
    add(work) {
      add.run(work.instanceId, work.executionId, work.taskId, work.name, work.input);
    },
    after(seq) {
      const row: unknown = after.get(seq);
      return row === undefined ? undefined : Row.parse(row);
    },
    remove(seq) {
      remove.run(seq);
    },
  };
}
