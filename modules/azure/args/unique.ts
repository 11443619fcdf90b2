/**
 * A zod refinement: no two items of a list may be the same thing to Azure, which compares names without case. An item
 * without a name, because only the run will know it, is not compared.
 */
export function unique<T>(nameOf: (item: T) => string | undefined): (items: readonly T[], context: Context) => void {
  return (items, context) => {
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const name = nameOf(item);
      if (name === undefined) continue;
      if (seen.has(name.toLowerCase()))
        context.addIssue({ code: "custom", message: `"${name}" is there twice`, path: [index] });
      seen.add(name.toLowerCase());
    }
  };
}

interface Context {
  addIssue(issue: { code: "custom"; message: string; path: PropertyKey[] }): void;
}
