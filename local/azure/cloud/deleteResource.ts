import type { ResourceType } from "../resourceTypes/resourceType.js";
import { resourceType } from "../resourceTypes/table.js";
import { valueAt } from "../values/propertyPath.js";
import type { Caller } from "./caller.js";
import { inTransaction, type CloudDatabase } from "./cloudDatabase.js";
import { armError, inUse, type CloudError } from "../values/cloudError.js";
import { passFence } from "./fences.js";
import { holderOf } from "./holders.js";
import { writeJournal, type JournalOperation } from "./journal.js";
import { findResource, listBelow, removeResource, saveSoftDeleted, type StoredResource } from "./resourceRows.js";

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

function stillHeld(database: CloudDatabase, { id, name, token }: StoredResource): CloudError | undefined {
  const holder = holderOf(database, id);
  if (holder !== undefined) return inUse(token.split(":").at(-1) ?? "Resource", name, holder.id);
  const [inner] = resourceType(token)?.mustBeEmpty === true ? listBelow(database, id) : [];
  return inner === undefined
    ? undefined
    : armError(
        409,
        "CannotDeleteResource",
        `Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '${inner.id}'. Please delete all nested resources before deleting this resource.`,
      );
}
