import type { CloudDatabase } from "./cloudDatabase.js";
import { idKey } from "../values/armId.js";
import type { JsonObject } from "../values/json.js";

/** A resource as the store keeps it. */
export interface StoredResource {
  readonly id: string;
  /** Pulumi's token of the kind. */
  readonly token: string;
  readonly name: string;
  readonly location: string | null;
  /** As the program gave them, secrets replaced by a mark. */
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
  /** `failed`: it exists, but its last write did not complete. */
  readonly state: "ready" | "failed";
  readonly revision: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
  /** When the running create or update is over; Azure goes on with it even if the caller dies. */
  readonly readyAt: string;
  /** The stack and fencing token of the last writer. */
  readonly stack: string | null;
  readonly fencingToken: number | null;
}

/** A deleted resource that still holds its name. */
export interface SoftDeletedResource {
  readonly token: string;
  readonly id: string;
  readonly name: string;
  readonly location: string | null;
  readonly inputs: JsonObject;
  readonly deletedAt: string;
  readonly purgeAt: string;
}

type Row<T> = Omit<T, "inputs" | "outputs"> & { readonly inputs: string; readonly outputs: string };

/** The resource with this id, in any case; nothing when there is none. */
export function findResource(database: CloudDatabase, id: string): StoredResource | undefined {
  const row = database.prepare("SELECT * FROM resources WHERE key = ?").get(idKey(id)) as
    Row<StoredResource> | undefined;
  return row && fromRow(row);
}

/** Every resource, or those of one kind, in the order of their ids. */
export function listResources(database: CloudDatabase, token?: string): StoredResource[] {
  const where = token === undefined ? "" : "WHERE token = ?";
  const statement = database.prepare(`SELECT * FROM resources ${where} ORDER BY key`);
  const rows = (token === undefined ? statement.all() : statement.all(token)) as unknown as Row<StoredResource>[];
  return rows.map(fromRow);
}

/** Everything whose id lies below the given one, innermost first. */
export function listBelow(database: CloudDatabase, id: string): StoredResource[] {
  const prefix = `${idKey(id)}/`;
  const rows = database
    .prepare("SELECT * FROM resources WHERE substr(key, 1, ?) = ? ORDER BY length(key) DESC, key")
    .all(prefix.length, prefix) as unknown as Row<StoredResource>[];
  return rows.map(fromRow);
}

/** Writes a resource over whatever has its id. */
export function saveResource(database: CloudDatabase, resource: StoredResource): void {
  const {
    id,
    token,
    name,
    location,
    inputs,
    outputs,
    state,
    revision,
    createdAt,
    modifiedAt,
    readyAt,
    stack,
    fencingToken,
  } = resource;
  database
    .prepare("INSERT OR REPLACE INTO resources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    .run(
      ...[idKey(id), id, token, name, location, JSON.stringify(inputs), JSON.stringify(outputs), state],
      ...[revision, createdAt, modifiedAt, readyAt, stack, fencingToken],
    );
}

export function removeResource(database: CloudDatabase, id: string): void {
  database.prepare("DELETE FROM resources WHERE key = ?").run(idKey(id));
}

/** The deleted resource that still holds the name, unless its time is over. */
export function findSoftDeleted(database: CloudDatabase, token: string, name: string): SoftDeletedResource | undefined {
  const now = new Date().toISOString();
  return listSoftDeleted(database).find(
    (deleted) => deleted.token === token && idKey(deleted.name) === idKey(name) && deleted.purgeAt > now,
  );
}

export function listSoftDeleted(database: CloudDatabase): SoftDeletedResource[] {
  const rows = database
    .prepare("SELECT token, id, name, location, inputs, deletedAt, purgeAt FROM softDeleted ORDER BY nameKey")
    .all() as unknown as (Omit<SoftDeletedResource, "inputs"> & { inputs: string })[];
  return rows.map((row) => ({ ...row, inputs: JSON.parse(row.inputs) as JsonObject }));
}

export function saveSoftDeleted(database: CloudDatabase, deleted: SoftDeletedResource): void {
  const { token, id, name, location, inputs, deletedAt, purgeAt } = deleted;
  database
    .prepare("INSERT OR REPLACE INTO softDeleted VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    .run(token, idKey(name), id, name, location, JSON.stringify(inputs), deletedAt, purgeAt);
}

export function removeSoftDeleted(database: CloudDatabase, token: string, name: string): void {
  database.prepare("DELETE FROM softDeleted WHERE token = ? AND nameKey = ?").run(token, idKey(name));
}

function fromRow({ inputs, outputs, ...rest }: Row<StoredResource>): StoredResource {
  const { id, token, name, location, state, revision, createdAt, modifiedAt, readyAt, stack, fencingToken } = rest;
  return {
    ...{ id, token, name, location, state, revision, createdAt, modifiedAt, readyAt, stack, fencingToken },
    inputs: JSON.parse(inputs) as JsonObject,
    outputs: JSON.parse(outputs) as JsonObject,
  };
}
