import { errorMessage } from "../log/errorText.js";

/**
 * Maps every function of an application.
 * @throws Error that begins with `headline` and names each function that could not be mapped, and why: all at once.
 */
export function mapFunctions<F extends { readonly name: string }, T>(
  headline: string,
  functions: readonly F[],
  map: (each: F) => T,
): T[] {
  const problems: string[] = [];
  const mapped: T[] = [];
  for (const each of functions) {
    try {
      mapped.push(map(each));
    } catch (error) {
      problems.push(`  - ${each.name}: ${errorMessage(error)}`);
    }
  }
  if (problems.length > 0) throw new Error(`${headline}:\n${problems.join("\n")}`);
  return mapped;
}
