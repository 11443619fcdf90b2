/** Longer names are not compared: nobody mistypes them, and comparing costs length times length. */
const maxComparedLength = 64;

/** The known name that a mistyped one most likely means; `undefined` when none is near. */
export function nearestName(written: string, known: Iterable<string>): string | undefined {
  if (written.length > maxComparedLength) return undefined;
  const wanted = squashed(written);
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of known) {
    if (name.length > maxComparedLength) continue;
    const distance = editDistance(wanted, squashed(name));
    if (distance <= allowedDistance(wanted) && distance < (best?.distance ?? Infinity)) best = { name, distance };
  }
  return best?.name;
}

/** A name without the differences that people do not hear: case, hyphens, underscores, spaces. */
export function squashed(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

function allowedDistance(name: string): number {
  return name.length <= 3 ? 1 : Math.max(2, Math.floor(name.length / 4));
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one name into the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
