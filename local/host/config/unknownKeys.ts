/**
 * Paths in a JSON document that none of `known` covers, dotted, the shortest that tells. A known path ending in `.*`
 * covers all below it.
 */
export function unknownKeys(document: unknown, known: readonly string[], path = ""): string[] {
  if (typeof document !== "object" || document === null || Array.isArray(document)) return [];
  return Object.entries(document).flatMap(([key, value]) => {
    const here = path === "" ? key : `${path}.${key}`;
    if (known.some((each) => each === here || (each.endsWith(".*") && here.startsWith(each.slice(0, -1))))) return [];
    if (known.some((each) => each.startsWith(`${here}.`))) return unknownKeys(value, known, here);
    return [here];
  });
}
