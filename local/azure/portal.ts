import { inTransaction, openDatabase, type CloudDatabase } from "./cloud/cloudDatabase.js";
import { dropResource } from "./cloud/deleteResource.js";
import { writeJournal, type JournalOperation } from "./cloud/journal.js";
import {
  findResource,
  findSoftDeleted,
  listBelow,
  removeSoftDeleted,
  saveResource,
  type StoredResource,
} from "./cloud/resourceRows.js";
import type { Caller } from "./cloud/caller.js";
import type { Json } from "./values/json.js";
import { parsePath, withValueSet } from "./values/propertyPath.js";

/**
 * What a person could do in the Azure portal, past Pulumi and its fences: the source of drift.
 * Each call answers whether there was anything to do it to.
 */
export interface Portal {
  /** Sets a property, such as `minimumTlsVersion` or `tags["cost center"]`; no value removes it. */
  change(id: string, path: string, value: Json | undefined): boolean;
  /** Deletes a resource with everything inside it, held or not. */
  remove(id: string): boolean;
  /** Frees the name of a deleted resource, by the token of its kind. */
  purge(token: string, name: string): boolean;
  close(): void;
}

const somebody: Caller = { stack: undefined, fencingToken: undefined, operationId: "portal" };

/** Opens the portal of a simulated Azure's folder. */
export function openPortal(folder: string): Portal {
  const database = openDatabase(folder);
  const onResource = (id: string, operation: JournalOperation, work: (resource: StoredResource) => void): boolean =>
    inTransaction(database, () => {
      const resource = findResource(database, id);
      if (resource === undefined) return false;
      work(resource);
      writeJournal(database, somebody, { operation, id: resource.id, token: resource.token, outcome: "done" });
      return true;
    });
  return {
    change: (id, path, value) =>
      onResource(id, "change", (resource) => {
        changeProperty(database, resource, path, value);
      }),
    remove: (id) =>
      onResource(id, "vanish", (resource) => {
        for (const doomed of [...listBelow(database, id), resource]) dropResource(database, doomed);
      }),
    purge: (token, name) =>
      inTransaction(database, () => {
        const deleted = findSoftDeleted(database, token, name);
        if (deleted === undefined) return false;
        removeSoftDeleted(database, token, name);
        writeJournal(database, somebody, { operation: "purge", id: deleted.id, token, outcome: "done" });
        return true;
      }),
    close: () => {
      database.close();
    },
  };
}

function changeProperty(
  database: CloudDatabase,
  resource: StoredResource,
  path: string,
  value: Json | undefined,
): void {
  const way = parsePath(path);
  saveResource(database, {
    ...resource,
    inputs: withValueSet(resource.inputs, way, value),
    outputs: withValueSet(resource.outputs, way, value),
    revision: resource.revision + 1,
    modifiedAt: new Date().toISOString(),
  });
}
