import { z } from "zod";
import type { Database } from "./database.js";

/** A timer an orchestrator waits for. `fireAt` in milliseconds. */
export interface DurableTimer {
  readonly instanceId: string;
  readonly executionId: string;
  readonly taskId: number;
  readonly fireAt: number;
}

/** The `timers` table. */
export interface DurableTimers {
  add(timer: DurableTimer): void;
  remove(instanceId: string, taskId: number): void;
  clear(instanceId: string): void;
  /** Timers due at `now`, the earliest first. */
  due(now: number, limit: number): DurableTimer[];
  /** When the next timer is due. */
  nextAt(): number | undefined;
}

const Row = z
  .object({ instance_id: z.string(), task_id: z.number(), execution_id: z.string(), fire_at: z.number() })
  .transform((row): DurableTimer => ({
    instanceId: row.instance_id,
    executionId: row.execution_id,
    taskId: row.task_id,
    fireAt: row.fire_at,
  }));
const Next = z.object({ fire_at: z.number().nullable() });

export function durableTimers(db: Database): DurableTimers {
  const add = db.prepare("INSERT INTO timers (instance_id, task_id, execution_id, fire_at) VALUES (?, ?, ?, ?)");
  const remove = db.prepare("DELETE FROM timers WHERE instance_id = ? AND task_id = ?");
  const clear = db.prepare("DELETE FROM timers WHERE instance_id = ?");
  const due = db.prepare("SELECT * FROM timers WHERE fire_at <= ? ORDER BY fire_at LIMIT ?");
  const next = db.prepare("SELECT min(fire_at) AS fire_at FROM timers");
  return {
    add(timer) {
      add.run(timer.instanceId, timer.taskId, timer.executionId, timer.fireAt);
    },
    remove(instanceId, taskId) {
      remove.run(instanceId, taskId);
    },
    clear(instanceId) {
      clear.run(instanceId);
    },
    due: (now, limit) => z.array(Row).parse(due.all(now, limit)),
    nextAt: () => Next.parse(next.get()).fire_at ?? undefined,
  };
}
