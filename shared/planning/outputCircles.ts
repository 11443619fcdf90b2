import type { ArgumentSource } from "../contracts/kinds.js";
import type { Knowledge } from "../contracts/knowledge.js";

/** What kinds with code of their own take, where the plan has it: their place in the network. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  aks: ["virtual-network"],
  keyvault: ["virtual-network"],
  storage: ["virtual-network"],
};

/**
 * Described kinds whose arguments take outputs of one another in a circle, each circle once, as a path that ends where
 * it begins. Nothing of such a circle could be made first.
 */
export function outputCircles({ kinds }: Pick<Knowledge, "kinds">): string[][] {
  // An entry of a fixed kind is refused as such.
  const described = Object.entries(kinds).filter(([name]) => !Object.hasOwn(fixed, name));
  const taken = new Map<string, readonly string[]>(Object.entries(fixed));
  for (const [name, kind] of described) {
    const place = kind.privateLink || kind.subnet ? ["virtual-network"] : [];
    taken.set(name, [...new Set([...Object.values(kind.arguments).flatMap(kindsTaken), ...place])]);
  }
  for (const [name, { access }] of described)
    for (const { to } of access) {
      const who = to === "nodes" ? "aks" : "managed-identity";
      taken.set(who, [...(taken.get(who) ?? []), name]);
    }
  const done = new Set<string>();
  const circles: string[][] = [];
  const walk = (kind: string, path: readonly string[]): void => {
    const start = path.indexOf(kind);
    if (start >= 0) circles.push(fromDescribed(path.slice(start), kinds));
    if (start >= 0 || done.has(kind)) return;
    for (const other of taken.get(kind) ?? []) walk(other, [...path, kind]);
    done.add(kind);
  };
  for (const kind of Object.keys(kinds).sort()) walk(kind, []);
  return circles;
}

/** A circle from a kind on that the knowledge describes, back to it: only such a kind can be corrected there. */
function fromDescribed(circle: readonly string[], kinds: Knowledge["kinds"]): string[] {
  const start = Math.max(
    circle.findIndex((kind) => Object.hasOwn(kinds, kind)),
    0,
  );
  return [...circle.slice(start), ...circle.slice(0, start + 1)];
}

function kindsTaken(source: ArgumentSource): string[] {
  if ("list" in source) return source.list.flatMap(kindsTaken);
  if ("concat" in source) return source.concat.flatMap(kindsTaken);
  if ("object" in source) return Object.values(source.object).flatMap(kindsTaken);
  if ("each" in source) return kindsTaken(source.as);
  if ("flag" in source) return kindsTaken(source.then);
  if ("when" in source) return [source.then, source.else].flatMap(kindsTaken);
  return "output" in source ? [source.of] : [];
}
