import type { Fault } from "../../contracts/problem.js";
import { lookup } from "../../lookup.js";

/** Whether a fault's pointer leads to something in a document, or for a missing member to what should hold it. */
export function resolves(document: unknown, { pointer, rule }: Fault): boolean {
  const place = rule.startsWith("missing-") ? pointer.slice(0, Math.max(pointer.lastIndexOf("/"), 1)) : pointer;
  return pointer.startsWith("#") && valueAt(document, place) !== undefined;
}

/** What stands at a JSON Pointer in a document; `undefined` where it leads nowhere. */
export function valueAt(document: unknown, pointer: string): unknown {
  const keys = pointer
    .split("/")
    .slice(1)
    .map((segment) => decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"));
  let found = document;
  for (const key of keys) {
    if (typeof found !== "object" || found === null) return undefined;
    found = lookup(found as Record<string, unknown>, key);
  }
  return found;
}
