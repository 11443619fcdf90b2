import { isObject, present, type Json, type JsonObject } from "./json.js";

/** The way to one value inside a resource's properties. */
export type PropertyPath = readonly (string | number)[];

/** Stands for every item of a list or every member of an object; a symbol, since a member may be named `*`. */
export const each: unique symbol = Symbol("*");

/** The way to any number of values: a path in which {@link each} may stand. */
export type PropertyPattern = readonly (string | number | typeof each)[];

/**
 * Reads Pulumi's notation: `sku.name`, `subnets[0].name`, `tags["app.kubernetes.io/name"]`, `agentPoolProfiles[*].count`.
 * `[]`, `[*]` and a bare `*` stand for every item or member and become {@link each}; unlike in Pulumi, `["*"]` names a member.
 * Source: https://www.pulumi.com/docs/iac/concepts/miscellaneous/property-paths/
 */
export function parsePattern(text: string): PropertyPattern {
  const segments: (string | number | typeof each)[] = [];
  for (const match of text.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d*|\*)\]|([^.[\]]+)/g)) {
    const [, quoted, index, name] = match;
    if (quoted !== undefined) segments.push(quoted.replace(/\\(.)/g, "$1"));
    else if (name !== undefined) segments.push(name === "*" ? each : name);
    else segments.push(index === "" || index === "*" || index === undefined ? each : Number(index));
  }
  return segments;
}

/** Reads the notation of one place. Throws where the text means several. */
export function parsePath(text: string): PropertyPath {
  return parsePattern(text).map((segment) => {
    if (segment === each) throw new Error(`${text} is a pattern, not the path of one value`);
    return segment;
  });
}

/** Writes a path in Pulumi's notation; names that are no identifiers are quoted. */
export function formatPath(path: PropertyPattern): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === "number") return `${text}[${segment}]`;
    if (segment === each) return `${text}[*]`;
    if (!/^[A-Za-z_$][\w$-]*$/.test(segment)) return `${text}["${segment.replace(/["\\]/g, "\\$&")}"]`;
    return text === "" ? segment : `${text}.${segment}`;
  }, "");
}

/** The value at a path, or nothing. */
export function valueAt(root: Json | undefined, path: string | PropertyPath): Json | undefined {
  let value = root;
  for (const segment of typeof path === "string" ? parsePath(path) : path) value = step(value, segment);
  return value;
}

/** Every value that a pattern reaches, with the exact path of each. */
export function valuesAt(
  root: Json | undefined,
  pattern: string | PropertyPattern,
): { path: PropertyPath; value: Json }[] {
  const start: { path: PropertyPath; value: Json }[] = root === undefined ? [] : [{ path: [], value: root }];
  return (typeof pattern === "string" ? parsePattern(pattern) : pattern).reduce(
    (reached, segment) =>
      reached.flatMap(({ path: soFar, value }) => {
        const keys = segment === each ? keysOf(value) : [segment];
        return keys.flatMap((key) => {
          const next = step(value, key);
          return next === undefined ? [] : [{ path: [...soFar, key], value: next }];
        });
      }),
    start,
  );
}

/** A copy in which the value at the path is replaced, or removed when the replacement is absent. Missing ways stay missing. */
export function withValueAt(root: JsonObject, path: PropertyPath, replacement: Json | undefined): JsonObject {
  const changed = replaceIn(root, path, replacement);
  return isObject(changed) ? changed : root;
}

/** A copy in which the value stands at the path, with the objects on the way made where they are missing; no value removes it. */
export function withValueSet(root: JsonObject, path: PropertyPath, value: Json | undefined): JsonObject {
  if (value === undefined) return withValueAt(root, path, undefined);
  const changed = put(root, path, value);
  return isObject(changed) ? changed : root;
}

/** Whether a pattern covers the path or something it lies in. */
export function covers(pattern: PropertyPattern, path: PropertyPath): boolean {
  return pattern.length <= path.length && pattern.every((segment, at) => segment === each || segment === path[at]);
}

function replaceIn(value: Json, path: PropertyPath, replacement: Json | undefined): Json | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return replacement;
  const inner = step(value, head);
  if (inner === undefined) return value;
  const next = replaceIn(inner, rest, replacement);
  if (Array.isArray(value)) return value.flatMap((item, index) => listOf(index === head ? next : item));
  return isObject(value) ? present({ ...value, [head]: next }) : value;
}

function put(value: Json | undefined, path: PropertyPath, leaf: Json): Json {
  const [head, ...rest] = path;
  if (head === undefined) return leaf;
  if (Array.isArray(value) && typeof head === "number") {
    const copy = [...value];
    copy[head] = put(copy[head], rest, leaf);
    return copy;
  }
  const object = isObject(value) ? value : {};
  return { ...object, [head]: put(object[head], rest, leaf) };
}

function listOf(value: Json | undefined): Json[] {
  return value === undefined ? [] : [value];
}

function step(value: Json | undefined, segment: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof segment === "number" ? value[segment] : undefined;
  return isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}

function keysOf(value: Json): (string | number)[] {
  if (Array.isArray(value)) return value.map((_, index) => index);
  return isObject(value) ? Object.keys(value) : [];
}
