import type * as pulumi from "@pulumi/pulumi";

/**
 * Changes to the arguments of one child resource, as far as they go: objects are merged, everything else (lists and
 * `Output`s too) replaces what the module chose, and `undefined` takes it away.
 */
export type Overrides<T> = { readonly [K in keyof T]?: Override<T[K]> | undefined };

/** A type of its own, so that `Overrides` keeps its name in declarations instead of being written out. */
type Override<T> = T extends Atom ? T : Overrides<T>;

type Atom =
  string | number | boolean | null | undefined | readonly unknown[] | Promise<unknown> | pulumi.OutputInstance<unknown>;

/** The escape hatch: what the module chose, with the caller's changes on top. The caller's word is final and unchecked. */
export function override<T extends object>(chosen: T, changes: Overrides<T> | undefined): T {
  return changes === undefined ? chosen : (merge(chosen, changes) as T);
}

function merge(chosen: unknown, changes: unknown): unknown {
  if (!isPlainObject(chosen) || !isPlainObject(changes)) return changes;
  const merged = new Map(Object.entries(chosen));
  for (const [key, change] of Object.entries(changes)) merged.set(key, merge(merged.get(key), change));
  return Object.fromEntries(merged);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
