import { isObject, type Json } from "./json.js";

/**
 * What Pulumi's protocol sends for a value that only an apply will know.
 * Source: UnknownStringValue in github.com/pulumi/pulumi/sdk/go/common/resource/plugin/rpc.go
 */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** One sentinel per kind of value; the engine sends mostly the string one. */
const sentinels = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Whether this very value is unknown. */
export function isUnknown(value: Json | undefined): boolean {
  return typeof value === "string" && sentinels.has(value);
}

/** Whether the value, or anything inside it, is unknown. */
export function containsUnknown(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(containsUnknown);
  if (isObject(value)) return Object.values(value).some(containsUnknown);
  return isUnknown(value);
}
