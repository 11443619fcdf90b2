import { z } from "zod";
import type { Database } from "./database.js";

/** What is remembered of a timer trigger, so that a missed tick is noticed. Times in milliseconds. */
export interface ScheduleStatus {
  /** The expression the times belong to: another one starts afresh. */
  readonly schedule: string;
  readonly lastAt: number | null;
  readonly nextAt: number;
  readonly updatedAt: number;
}

/** The `schedules` table. */
export interface Schedules {
  get(functionName: string): ScheduleStatus | undefined;
  put(functionName: string, status: ScheduleStatus): void;
}

const Row = z
  .object({ schedule: z.string(), last_at: z.number().nullable(), next_at: z.number(), updated_at: z.number() })
  .transform((row): ScheduleStatus => ({
    schedule: row.schedule,
    lastAt: row.last_at,
    nextAt: row.next_at,
    updatedAt: row.updated_at,
  }));

export function schedules(db: Database): Schedules {
  const get = db.prepare("SELECT schedule, last_at, next_at, updated_at FROM schedules WHERE function_name = ?");
  const put = db.prepare("INSERT OR REPLACE INTO schedules VALUES (?, ?, ?, ?, ?)");
  return {
    get(functionName) {
      const row: unknown = get.get(functionName);
      return row === undefined ? undefined : Row.parse(row);
    },
    put(functionName, status) {
      put.run(functionName, status.schedule, status.lastAt, status.nextAt, status.updatedAt);
    },
  };
}
