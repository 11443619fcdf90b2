import type { ResourceType } from "../resourceTypes/resourceType.js";
import { resourceType, resourceTypes } from "../resourceTypes/table.js";
import { idKey } from "../values/armId.js";
import { valueAt, valuesAt } from "../values/propertyPath.js";
import type { Caller } from "./caller.js";
import { inTransaction, type CloudDatabase } from "./cloudDatabase.js";
import { armError, type CloudError } from "../values/cloudError.js";
import { passFence } from "./fences.js";
import { writeJournal, type JournalOperation } from "./journal.js";
import {
  findResource,
  listBelow,
  listResources,
  removeResource,
  saveSoftDeleted,
  type StoredResource,
} from "./resourceRows.js";

/** What became of a deletion. `absent`: there was nothing to delete, which is as good. */
export type DeleteOutcome =
  { readonly kind: "done" | "absent" } | { readonly kind: "refused"; readonly error: CloudError };

/** Deletes a resource and everything inside it, unless something outside holds on to it. */
export function deleteResource(database: CloudDatabase, caller: Caller, type: ResourceType, id: string): DeleteOutcome {
  return inTransaction(database, () => {
    const write = (operation: JournalOperation, outcome: "done" | "absent" | "refused", error?: CloudError) => {
      writeJournal(database, caller, { operation, id, token: type.token, outcome, error });
    };
    const existing = findResource(database, id);
    const objection = passFence(database, caller) ?? (existing && stillHeld(database, existing));
    if (objection !== undefined) {
      write("delete", "refused", objection);
      return { kind: "refused", error: objection };
    }
    if (existing === undefined) {
      write("delete", "absent");
      return { kind: "absent" };
    }
    for (const inner of listBelow(database, id)) {
      dropResource(database, inner);
      writeJournal(database, caller, { operation: "cascade", id: inner.id, token: inner.token, outcome: "done" });
    }
    dropResource(database, existing);
    write("delete", "done");
    return { kind: "done" };
  });
}

/** Takes one resource out of the cloud; kinds with soft delete keep their name until it is purged. */
export function dropResource(database: CloudDatabase, resource: StoredResource): void {
  const { id, token, name, location, inputs } = resource;
  const softDelete = resourceType(token)?.softDelete;
  if (softDelete !== undefined) {
    const days = valueAt(inputs, softDelete.retentionDaysPath);
    const retentionDays = typeof days === "number" ? days : softDelete.defaultRetentionDays;
    const deletedAt = new Date();
    const purgeAt = new Date(deletedAt.getTime() + retentionDays * 86_400_000).toISOString();
    saveSoftDeleted(database, { token, id, name, location, inputs, deletedAt: deletedAt.toISOString(), purgeAt });
  }
  removeResource(database, id);
}

/** Source: InUse… codes in https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-in-use */
function stillHeld(database: CloudDatabase, resource: StoredResource): CloudError | undefined {
  const inside = `${idKey(resource.id)}/`;
  for (const type of resourceTypes) {
    const paths = (type.references ?? []).filter(({ holds }) => holds === true).map(({ path }) => path);
    if (paths.length === 0) continue;
    const holder = listResources(database, type.token)
      .filter(({ id }) => !idKey(id).startsWith(inside) && idKey(id) !== idKey(resource.id))
      .find(({ inputs }) =>
        paths.some((path) =>
          valuesAt(inputs, path).some(
            ({ value }) => typeof value === "string" && `${idKey(value)}/`.startsWith(inside),
          ),
        ),
      );
    if (holder === undefined) continue;
    const kind = resource.token.split(":").at(-1) ?? "Resource";
    return armError(
      400,
      `InUse${kind}CannotBeDeleted`,
      `${kind} ${resource.name} is in use by ${holder.id} and cannot be deleted.`,
    );
  }
  return undefined;
}
