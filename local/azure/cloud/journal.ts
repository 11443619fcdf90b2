import type { CloudDatabase } from "./cloudDatabase.js";
import type { Caller } from "./caller.js";
import type { CloudError } from "../values/cloudError.js";

/** What was asked of the cloud. `change`, `vanish` and `purge` are a person's, outside of Pulumi. */
export type JournalOperation =
  "create" | "update" | "delete" | "cascade" | "read" | "invoke" | "change" | "vanish" | "purge";

/** One line of the journal. `absent`: there was nothing to delete. `partial`: done, but the resource is in a failed state. */
export interface JournalEntry {
  /** Grows by one, in the order of the commits. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  readonly operation: JournalOperation;
  readonly id: string;
  /** Pulumi's token of the kind. */
  readonly token: string;
  readonly stack: string | null;
  readonly operationId: string | null;
  readonly fencingToken: number | null;
  readonly outcome: "done" | "absent" | "partial" | "refused";
  /** ARM's code and the whole text of a refusal or partial failure. */
  readonly code: string | null;
  readonly message: string | null;
}

/** What a caller adds to the journal; sequence and time are the journal's own. */
export interface NewEntry {
  readonly operation: JournalOperation;
  readonly id: string;
  readonly token: string;
  readonly outcome: JournalEntry["outcome"];
  readonly error?: CloudError | undefined;
}

/** Writes one line; inside the transaction of what it tells of, so that both happen or neither. */
export function writeJournal(database: CloudDatabase, caller: Caller, entry: NewEntry): void {
  database
    .prepare(
      `INSERT INTO journal (at, operation, id, token, stack, operationId, fencingToken, outcome, code, message)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      new Date().toISOString(),
      entry.operation,
      entry.id,
      entry.token,
      caller.stack ?? null,
      caller.operationId ?? null,
      caller.fencingToken ?? null,
      entry.outcome,
      entry.error?.code ?? null,
      entry.error?.text ?? null,
    );
}

/** Every line, oldest first. */
export function readJournal(database: CloudDatabase): JournalEntry[] {
  const rows = database.prepare("SELECT * FROM journal ORDER BY sequence").all() as JournalEntry[];
  return rows;
}
