import { z } from "zod";
import type { Database } from "./database.js";

/** Where an instance stands. Source: OrchestrationStatus of DurableTask.Core. */
export const RuntimeStatus = z.enum([
  "Pending",
  "Running",
  "Suspended",
  "Completed",
  "Failed",
  "Terminated",
  "Canceled",
  "ContinuedAsNew",
]);
export type RuntimeStatus = z.infer<typeof RuntimeStatus>;

const ended: readonly RuntimeStatus[] = ["Completed", "Failed", "Terminated", "Canceled"];

/** True when nothing can happen to the instance any more. */
export function hasEnded(status: RuntimeStatus): boolean {
  return ended.includes(status);
}

/** One orchestration instance. `input`, `output` and `customStatus` are JSON text; times are milliseconds. */
export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Changes with every continue-as-new, so that late answers to an earlier execution are recognised. */
  readonly executionId: string;
  readonly status: RuntimeStatus;
  readonly input: string | null;
  readonly output: string | null;
  readonly customStatus: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly parent: { readonly id: string; readonly executionId: string; readonly taskId: number } | null;
  readonly traceParent: string | null;
}

/** Which instances a query wants; everything when empty. Times are milliseconds, both ends included. */
export interface InstanceFilter {
  readonly createdFrom?: number | undefined;
  readonly createdTo?: number | undefined;
  readonly statuses?: readonly RuntimeStatus[] | undefined;
  readonly idPrefix?: string | undefined;
}

/** The place after which the next page begins. */
export interface Position {
  readonly createdAt: number;
  readonly id: string;
}

/** The `instances` table. */
export interface Instances {
  get(id: string): Instance | undefined;
  /** The few columns that are asked for most, without the payloads. */
  identity(id: string): Pick<Instance, "executionId" | "traceParent"> | undefined;
  put(instance: Instance): void;
  remove(id: string): void;
  /** Oldest first. */
  page(filter: InstanceFilter, after: Position | undefined, limit: number): Instance[];
  countByStatus(): Partial<Record<RuntimeStatus, number>>;
}

const Row = z
  .object({
    id: z.string(),
    name: z.string(),
    version: z.string(),
    execution_id: z.string(),
    status: RuntimeStatus,
    input: z.string().nullable(),
    output: z.string().nullable(),
    custom_status: z.string().nullable(),
    created_at: z.number(),
    updated_at: z.number(),
    parent_id: z.string().nullable(),
    parent_execution_id: z.string().nullable(),
    parent_task_id: z.number().nullable(),
    trace_parent: z.string().nullable(),
  })
  .transform((row): Instance => ({
    id: row.id,
    name: row.name,
    version: row.version,
    executionId: row.execution_id,
    status: row.status,
    input: row.input,
    output: row.output,
    customStatus: row.custom_status,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    parent:
      row.parent_id === null
        ? null
        : { id: row.parent_id, executionId: row.parent_execution_id ?? "", taskId: row.parent_task_id ?? 0 },
    traceParent: row.trace_parent,
  }));

const Identity = z
  .object({ execution_id: z.string(), trace_parent: z.string().nullable() })
  .transform((row) => ({ executionId: row.execution_id, traceParent: row.trace_parent }));

const StatusCount = z.object({ status: RuntimeStatus, count: z.number() });

export function instances(db: Database): Instances {
  const get = db.prepare("SELECT * FROM instances WHERE id = ?");
  const identity = db.prepare("SELECT execution_id, trace_parent FROM instances WHERE id = ?");
  const put = db.prepare(`
    INSERT INTO instances VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version, execution_id = excluded.execution_id,
      status = excluded.status, input = excluded.input, output = excluded.output, custom_status = excluded.custom_status,
      created_at = excluded.created_at, updated_at = excluded.updated_at, parent_id = excluded.parent_id,
      parent_execution_id = excluded.parent_execution_id, parent_task_id = excluded.parent_task_id,
      trace_parent = excluded.trace_parent`);
  const remove = db.prepare("DELETE FROM instances WHERE id = ?");
  const page = db.prepare(`
    SELECT * FROM instances
    WHERE created_at BETWEEN ? AND ? AND (created_at, id) > (?, ?)
      AND (? IS NULL OR status IN (SELECT value FROM json_each(?)))
      AND substr(id, 1, length(?)) = ?
    ORDER BY created_at, id LIMIT ?`);
  const countByStatus = db.prepare("SELECT status, count(*) AS count FROM instances GROUP BY status");

  return {
    get(id) {
      const row: unknown = get.get(id);
      return row === undefined ? undefined : Row.parse(row);
    },
    identity(id) {
      const row: unknown = identity.get(id);
      return row === undefined ? undefined : Identity.parse(row);
    },
    put(instance) {
      put.run(
        instance.id,
        instance.name,
        instance.version,
        instance.executionId,
        instance.status,
        instance.input,
        instance.output,
        instance.customStatus,
        instance.createdAt,
        instance.updatedAt,
        instance.parent?.id ?? null,
        instance.parent?.executionId ?? null,
        instance.parent?.taskId ?? null,
        instance.traceParent,
      );
    },
    remove(id) {
      remove.run(id);
    },
    page(filter, after, limit) {
      const statuses = filter.statuses?.length ? JSON.stringify(filter.statuses) : null;
      const prefix = filter.idPrefix ?? "";
      const rows = page.all(
        filter.createdFrom ?? 0,
        filter.createdTo ?? Number.MAX_SAFE_INTEGER,
        after?.createdAt ?? -1,
        after?.id ?? "",
        statuses,
        statuses,
        prefix,
        prefix,
        limit,
      );
      return z.array(Row).parse(rows);
    },
    countByStatus() {
      const rows = z.array(StatusCount).parse(countByStatus.all());
      return Object.fromEntries(rows.map((row) => [row.status, row.count]));
    },
  };
}
