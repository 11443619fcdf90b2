/** Whether one of the names stands twice, case aside: few lists have such a one, and only theirs are looked at more closely. */
export function standsTwice(names: readonly unknown[]): boolean {
  if (names.length > few) return hasRepeated(names);
  for (let at = 1; at < names.length; at++)
    for (let before = 0; before < at; before++) if (isSame(names[at], names[before])) return true;
  return false;
}

/** Up to so many, comparing each with each costs less than a set. */
const few = 8;

function hasRepeated(names: readonly unknown[]): boolean {
  const seen = new Set<string>();
  for (const name of names) {
    if (typeof name !== "string") continue;
    const { size } = seen;
    if (seen.add(name.toLowerCase()).size === size) return true;
  }
  return false;
}

function isSame(name: unknown, other: unknown): boolean {
  if (typeof name !== "string" || typeof other !== "string") return false;
  return name.toLowerCase() === other.toLowerCase();
}
