import type { ChangeSummary } from "../contracts/change.js";

/**
 * What an engine's operations on one resource come to: the three of a replacement are one, a replacement cut in the
 * middle is a delete. `undefined` for operations that are none on a resource of the cloud.
 */
export function changeOf(operations: ReadonlySet<string>): keyof ChangeSummary | undefined {
  if (operations.has("create-replacement")) return "replace";
  if (operations.has("delete-replaced") || operations.has("delete")) return "delete";
  if (operations.has("create") || operations.has("import")) return "create";
  if (operations.has("update")) return "update";
  return operations.has("same") || operations.has("read") ? "same" : undefined;
}
