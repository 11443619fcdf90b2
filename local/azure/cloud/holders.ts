import { resourceTypes } from "../resourceTypes/table.js";
import { idKey } from "../values/armId.js";
import { valuesAt } from "../values/propertyPath.js";
import type { CloudDatabase } from "./cloudDatabase.js";
import { listResources, type StoredResource } from "./resourceRows.js";

/** The first resource that keeps another one, or something inside it, from being deleted. */
export function holderOf(database: CloudDatabase, heldId: string): StoredResource | undefined {
  const inside = `${idKey(heldId)}/`;
  for (const type of resourceTypes) {
    const paths = (type.references ?? []).filter(({ holds }) => holds === true).map(({ path }) => path);
    if (paths.length === 0) continue;
    const holder = listResources(database, type.token)
      .filter(({ id }) => !`${idKey(id)}/`.startsWith(inside))
      .find(({ inputs }) =>
        paths.some((path) =>
          valuesAt(inputs, path).some(
            ({ value }) => typeof value === "string" && `${idKey(value)}/`.startsWith(inside),
          ),
        ),
      );
    if (holder !== undefined) return holder;
  }
  return undefined;
}
