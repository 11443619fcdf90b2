import type { ChangeSummary } from "../contracts/change.js";

const operations = ["create", "update", "replace", "delete"] as const;

/** Counts in the words of an event: `3 create, 1 replace`; `no changes` when there are none. */
export function changeWords(changes: ChangeSummary): string {
  const parts = operations.filter((op) => changes[op] > 0).map((op) => `${changes[op]} ${op}`);
  return parts.length > 0 ? parts.join(", ") : "no changes";
}

/** Counts in the words of a log: `4 to create, 0 to change, 0 to delete`. Replacements count as changes. */
export function logWords({ create, update, replace, delete: deleted }: ChangeSummary): string {
  return `${create} to create, ${update + replace} to change, ${deleted} to delete`;
}

/** Whether anything in the cloud was touched. */
export function isChanged(changes: ChangeSummary): boolean {
  return operations.some((op) => changes[op] > 0);
}
