import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";

/** Name of the file in the simulated Azure's folder that holds everything it knows. */
export const databaseFile = "azure.sqlite";

/** An open store. */
export type CloudDatabase = InstanceType<typeof DatabaseSync>;

/** How long one plugin process waits for another one's write. */
const busyTimeoutMs = 20_000;

const schema = `
  CREATE TABLE IF NOT EXISTS resources (
    key TEXT PRIMARY KEY, id TEXT NOT NULL, token TEXT NOT NULL, name TEXT NOT NULL, location TEXT,
    inputs TEXT NOT NULL, outputs TEXT NOT NULL, state TEXT NOT NULL, revision INTEGER NOT NULL,
    createdAt TEXT NOT NULL, modifiedAt TEXT NOT NULL, readyAt TEXT NOT NULL, stack TEXT, fencingToken INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS resourcesByToken ON resources (token);
  CREATE TABLE IF NOT EXISTS softDeleted (
    token TEXT NOT NULL, nameKey TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, location TEXT,
    inputs TEXT NOT NULL, deletedAt TEXT NOT NULL, purgeAt TEXT NOT NULL, PRIMARY KEY (token, nameKey)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS fences (stack TEXT PRIMARY KEY, fencingToken INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS journal (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, operation TEXT NOT NULL, id TEXT NOT NULL, token TEXT NOT NULL,
    stack TEXT, operationId TEXT, fencingToken INTEGER, outcome TEXT NOT NULL, code TEXT, message TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS faultMatches (rule TEXT PRIMARY KEY, matches INTEGER NOT NULL) STRICT;
`;

/**
 * Opens the store for writing, creating folder and tables when they are missing.
 * Crash-safe: write-ahead log, every commit on disk before it is acknowledged; several processes may use one store.
 */
export function openDatabase(folder: string): CloudDatabase {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, databaseFile), { timeout: busyTimeoutMs });
  useWriteAheadLog(database);
  database.exec("PRAGMA synchronous = FULL");
  inTransaction(database, () => {
    database.exec(schema);
  });
  return database;
}

/** Runs the work in one transaction that holds the only write lock from its start; a throw undoes it. */
export function inTransaction<T>(database: CloudDatabase, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

/** SQLite does not wait for its lock while it changes the journal mode, so two first openers need patience of our own. */
function useWriteAheadLog(database: CloudDatabase): void {
  const deadline = Date.now() + busyTimeoutMs;
  for (;;) {
    try {
      database.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
