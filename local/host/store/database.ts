import { join } from "node:path";
import { errorMessage } from "../log/errorText.js";
import { DatabaseSync } from "@photostructure/sqlite";

/** An open connection to the host's one database file. */
export type Database = InstanceType<typeof DatabaseSync>;

const schemaVersion = 1;

/**
 * Opens `<folder>/durable.db`: WAL, every commit fsynced (synchronous=FULL), locked for this process alone.
 * @throws Error when another process has it open, or a newer host wrote it.
 */
export function openDatabase(folder: string): Database {
  const db = new DatabaseSync(join(folder, "durable.db"));
  try {
    db.exec(
      "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=8388608",
    );
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    if (/locked|busy/i.test(errorMessage(error)))
      throw new Error(`Another process holds the data folder ${folder}.`, { cause: error });
    throw error;
  }
}

/**
 * Folds the log into the one file and gives the lock back. The driver closes lazily while prepared statements live, so
 * without this the lock would last until the process ends.
 */
export function closeDatabase(db: Database): void {
  db.exec("PRAGMA journal_mode=DELETE; PRAGMA locking_mode=NORMAL; SELECT count(*) FROM instances");
  db.close();
}

function migrate(db: Database): void {
  const { user_version: version } = db.prepare("PRAGMA user_version").get() as { user_version: number };
  if (version > schemaVersion) throw new Error(`The data folder was written by a newer host (schema ${version}).`);
  if (version === schemaVersion) return;
  db.exec(`BEGIN IMMEDIATE; ${schema} PRAGMA user_version=${schemaVersion}; COMMIT`);
}

/**
 * Times are milliseconds since the epoch. JSON columns hold text as it goes over the wire. One row of `history` holds
 * the events one episode appended, so that a commit writes one row however much happened in it.
 */
const schema = `
CREATE TABLE instances (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  execution_id TEXT NOT NULL,
  status TEXT NOT NULL,
  input TEXT,
  output TEXT,
  custom_status TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  parent_id TEXT,
  parent_execution_id TEXT,
  parent_task_id INTEGER,
  trace_parent TEXT
);
CREATE INDEX instances_by_time ON instances (created_at, id);
CREATE TABLE history (
  instance_id TEXT NOT NULL,
  episode INTEGER NOT NULL,
  events TEXT NOT NULL,
  PRIMARY KEY (instance_id, episode)
) WITHOUT ROWID;
CREATE TABLE inbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  instance_id TEXT NOT NULL,
  execution_id TEXT,
  event TEXT NOT NULL
);
CREATE INDEX inbox_by_instance ON inbox (instance_id, seq);
CREATE TABLE work (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  instance_id TEXT NOT NULL,
  execution_id TEXT NOT NULL,
  task_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  input TEXT
);
CREATE TABLE timers (
  instance_id TEXT NOT NULL,
  task_id INTEGER NOT NULL,
  execution_id TEXT NOT NULL,
  fire_at INTEGER NOT NULL,
  PRIMARY KEY (instance_id, task_id)
) WITHOUT ROWID;
CREATE INDEX timers_by_time ON timers (fire_at);
CREATE TABLE schedules (
  function_name TEXT PRIMARY KEY,
  schedule TEXT NOT NULL,
  last_at INTEGER,
  next_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
`;
