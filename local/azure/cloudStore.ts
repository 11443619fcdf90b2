import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { databaseFile, type CloudDatabase } from "./cloud/cloudDatabase.js";
import { readJournal, type JournalEntry } from "./cloud/journal.js";
import { listResources, listSoftDeleted, type SoftDeletedResource, type StoredResource } from "./cloud/resourceRows.js";

/** A resource as a person or a checker sees it; `busy`: Azure has taken a write and is not done with it. */
export type CloudResource = Omit<StoredResource, "state"> & { readonly state: "ready" | "failed" | "busy" };

/** A read-only view of a simulated Azure, also while plugins write to it. Each call sees one consistent state. */
export interface CloudView {
  /** Everything that exists, by id. */
  resources(): CloudResource[];
  /** Every write that was asked for and what became of it, in the order in which it happened. */
  journal(): JournalEntry[];
  /** Deleted resources that still hold their names. */
  softDeleted(): SoftDeletedResource[];
  /** The newest fencing token seen of each stack. */
  fences(): Record<string, number>;
  close(): void;
}

/** Opens the view of a folder (`SIMULATED_AZURE_DIR`). A folder in which nothing happened yet is an empty cloud. */
export function openCloud(folder: string): CloudView {
  let open: CloudDatabase | undefined;
  const file = join(folder, databaseFile);
  const read = <T>(empty: T, work: (database: CloudDatabase) => T): T => {
    if (open === undefined && !existsSync(file)) return empty;
    open ??= new DatabaseSync(file, { readOnly: true, timeout: 20_000 });
    return hasTables(open) ? work(open) : empty;
  };
  return {
    resources: () => read([], (database) => listResources(database).map(withState)),
    journal: () => read([], readJournal),
    softDeleted: () => read([], listSoftDeleted),
    fences: () => read({}, readFences),
    close: () => open?.close(),
  };
}

function withState(resource: StoredResource): CloudResource {
  return Date.parse(resource.readyAt) > Date.now() ? { ...resource, state: "busy" } : resource;
}

function readFences(database: CloudDatabase): Record<string, number> {
  const rows = database.prepare("SELECT stack, fencingToken FROM fences").all() as {
    stack: string;
    fencingToken: number;
  }[];
  return Object.fromEntries(rows.map(({ stack, fencingToken }) => [stack, fencingToken]));
}

/** A store that its first user is just creating has a file and no tables yet. */
function hasTables(database: CloudDatabase): boolean {
  return database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'faultMatches'").get() !== undefined;
}
