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

/** A value that a rule derived; `replaced` is what it would have been without, and why it could not be. */
export function byRule(
  rule: string,
  reason: string,
  more: { readonly file?: string; readonly replaced?: { readonly value: unknown; readonly source?: string } } = {},
): Chain {
  return [{ kind: "rule", rule, reason, ...more }];
}

/** The same chains for a value that stands deeper: `below("args", why)`. */
export function below(path: string, why: Why): Why {
  return Object.fromEntries(
    Object.entries(why).map(([inner, chain]) => [inner === "" ? path : `${path}.${inner}`, chain]),
  );
}
