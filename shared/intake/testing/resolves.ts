import type { Fault } from "../../contracts/problem.js";

/** Whether a fault's pointer leads to something in a document, or for a missing member to what should hold it. */
export function resolves(document: unknown, { pointer, rule }: Fault): boolean {
  const keys = pointer
    .split("/")
    .slice(1)
    .map((segment) => decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"));
  if (rule.startsWith("missing-")) keys.pop();
  let found = document;
  for (const key of keys) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return false;
    found = (found as Record<string, unknown>)[key];
  }
  return pointer.startsWith("#");
}
