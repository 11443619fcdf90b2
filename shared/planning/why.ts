import type { Provenance } from "../contracts/provenance.js";

/** Who had a say in a value, the last word last. */
export type Chain = readonly Provenance[];

/**
 * Chains by the path of what they explain; the empty path is the value itself. A chain holds for everything below its
 * path that has none of its own.
 */
export type Why = Readonly<Record<string, Chain>>;

/** A value that a knowledge file holds: which file, and where in it. */
export function byDefault(file: string, path: string): Chain {
  return [{ kind: "default", file, path }];
}

/** The rule by which an argument is what another resource puts out: a program says that itself. */
export const outputRule = "ResourceOutput";

/** A value that a rule derived; `replaced` is what it would have been without, and why it could not be. */
export function byRule(
  rule: string,
  reason: string,
  {
    from = [],
    ...more
  }: {
    readonly file?: string;
    readonly replaced?: { readonly value: unknown; readonly source?: string };
    /** What the rule used of what the caller wrote. */
    readonly from?: Chain;
  } = {},
): Chain {
  const written = writtenOf(from);
  return [{ kind: "rule", rule, reason, ...more, ...(written.length > 0 && { from: written }) }];
}

type Written = Extract<Provenance, { kind: "input" | "overlay" }>;

/** What the caller wrote of all that had a say, each once: also what rules before used. */
export function writtenOf(chain: Chain): Written[] {
  const found = new Map<string, Written>();
  for (const each of chain)
    for (const written of each.kind === "rule" ? (each.from ?? []) : [each])
      if (written.kind === "input" || written.kind === "overlay")
        found.set(`${written.field} ${written.origin?.document ?? ""}${written.origin?.pointer ?? ""}`, written);
  return [...found.values()];
}

/** The same chains for a value that stands deeper: `below("args", why)`. */
export function below(path: string, why: Why): Why {
  return Object.fromEntries(
    Object.entries(why).map(([inner, chain]) => [inner === "" ? path : `${path}.${inner}`, chain]),
  );
}
