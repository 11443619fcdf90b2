/** JSON as Azure Resource Manager and Pulumi exchange it: what is absent has no key, never `undefined`. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object, such as the inputs or the outputs of a resource. */
export interface JsonObject {
  [property: string]: Json;
}

/** Tells an object from a list, a scalar and nothing. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy of the object without keys whose value is absent. */
export function present(object: Record<string, Json | undefined>): JsonObject {
  const entries = Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

/** Whether two values are equal, whatever the order of their keys. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length && keys.every((key) => key in right && sameJson(left[key], right[key]))
  );
}
