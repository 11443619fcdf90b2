import type * as pulumi from "@pulumi/pulumi";

/**
 * Changes to the arguments of one child resource, as far as they go: objects are merged, everything else (lists and
 * `Output`s too) replaces what the module chose, and `undefined` takes it away.
 */
export type Overrides<T> = { readonly [K in keyof T]?: Override<T[K]> | undefined };

/**
 * Changes to the children of which there may be several: the same for each, or for each by what tells it from the
 * others, `(name) => (name === "uploads" ? { … } : undefined)`.
 */
export type EachOverrides<T, Key extends readonly string[] = [name: string]> =
  Overrides<T> | ((...key: Key) => Overrides<T> | undefined);

/** A type of its own, so that `Overrides` keeps its name in declarations instead of being written out. */
type Override<T> = T extends Atom ? T : Overrides<T>;

type Atom =
  string | number | boolean | null | undefined | readonly unknown[] | Promise<unknown> | pulumi.OutputInstance<unknown>;

/** The escape hatch: what the module chose, with the caller's changes on top. The caller's word is final and unchecked. */
export function override<T extends object>(chosen: T, changes: Overrides<T> | undefined): T {
  return changes === undefined ? chosen : (merge(chosen, changes) as T);
}

/** The changes that are meant for one child of several. */
export function overridesOf<T extends object, Key extends readonly string[]>(
  changes: EachOverrides<T, Key> | undefined,
  ...key: Key
): Overrides<T> | undefined {
  return isFunction(changes) ? changes(...key) : changes;
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

/** The arguments of no resource are a function. */
function isFunction<T, Key extends readonly string[]>(
  changes: EachOverrides<T, Key> | undefined,
): changes is (...key: Key) => Overrides<T> | undefined {
  return typeof changes === "function";
}
