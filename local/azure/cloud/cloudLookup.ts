import type { CloudDatabase } from "./cloudDatabase.js";
import { idKey, parseArmId } from "../values/armId.js";
import type { CloudLookup } from "../resourceTypes/putContext.js";
import { resourceTypeOfArm, resourceType } from "../resourceTypes/table.js";
import { holderOf } from "./holders.js";
import { findResource, findSoftDeleted, listResources } from "./resourceRows.js";

/** Reads of the other resources in the store. */
export function cloudLookup(database: CloudDatabase): CloudLookup {
  return {
    exists: (id) => findResource(database, id) !== undefined || isSubscription(id) || isPartOfParent(database, id),
    inputsOf: (id) => findResource(database, id)?.inputs,
    outputsOf: (id) => findResource(database, id)?.outputs,
    holderOf: (id) => holderOf(database, id)?.id,
    all: (token) => listResources(database, token),
    softDeleted: (token, name) => findSoftDeleted(database, token, name),
  };
}

function isSubscription(id: string): boolean {
  const parsed = parseArmId(id);
  return parsed?.resourceGroup === undefined && parsed?.type === "Microsoft.Resources/subscriptions";
}

/** Subnets listed in their network, and the services that every storage account has. */
function isPartOfParent(database: CloudDatabase, id: string): boolean {
  const parentId = id.split("/").slice(0, -2).join("/");
  const parent = findResource(database, parentId);
  const parentType = parent && resourceType(parent.token);
  if (parent === undefined || parentType === undefined) return false;
  const inline = parentType.inlineChildren?.(parent.id, parent.inputs) ?? [];
  if (inline.some((child) => idKey(child) === idKey(id))) return true;
  return resourceTypeOfArm(parseArmId(id)?.type ?? "")?.builtIn === true;
}
