/** What one document may be. Generous for people, small for machines that mean harm. */
export const documentLimits = {
  /** UTF-8 bytes. */
  maxBytes: 1_048_576,
  /** Objects and lists inside one another; the document itself is the first. */
  maxDepth: 32,
  /** Values of every kind: the largest plan with twenty for each of its entries. */
  maxNodes: 40_000,
  /** Characters of a key: longer ones are nobody's field, and would make pointers long. */
  maxKeyLength: 1_024,
} as const;

/** Keys that name a prototype in JavaScript: refused wherever they stand, so that no later code can be fooled by them. */
export const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
