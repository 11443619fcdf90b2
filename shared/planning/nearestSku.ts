import { nearestName } from "../intake/reading/nearestName.js";

/**
 * The SKU that somebody most likely means, of those there are: the one that differs by its last number alone, the nearest;
 * else the one spelt most alike; else one that begins alike.
 */
export function nearestSku(written: string, known: readonly string[]): string | undefined {
  const { stem, number } = parts(written);
  const distance = (each: string): number => Math.abs(parts(each).number - number);
  const siblings = known.filter((each) => each !== written && parts(each).stem === stem);
  const [sibling] = siblings.toSorted((a, b) => distance(a) - distance(b));
  return sibling ?? nearestName(written, known) ?? startingAlike(written, known);
}

function startingAlike(written: string, known: readonly string[]): string | undefined {
  const [best] = known.toSorted((a, b) => sharedStart(written, b) - sharedStart(written, a));
  return best;
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** A name and the number that it ends with (`Balanced_B`, 50). */
function parts(name: string): { readonly stem: string; readonly number: number } {
  const digits = /\d{0,9}$/.exec(name)?.[0] ?? "";
  return { stem: name.slice(0, name.length - digits.length), number: Number(digits) };
}
