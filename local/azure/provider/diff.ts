import type { ResourceType } from "../resourceTypes/resourceType.js";
import { pathParameters } from "../resourceTypes/outputs.js";
import { isObject, type Json, type JsonObject } from "../values/json.js";
import { covers, formatPath, parsePattern, type PropertyPath } from "../values/propertyPath.js";
import { normalizeRegion } from "../values/regions.js";
import { openSecrets } from "../values/secretValues.js";

/** One changed property. */
export interface PropertyChange {
  readonly path: PropertyPath;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
}

/** What an update from the old to the new inputs would mean. */
export interface InputDiff {
  readonly changes: readonly PropertyChange[];
  /** Whether the old resource goes first: so it is unless its name was made up. */
  readonly deleteBeforeReplace: boolean;
}

/** Marks inputs whose name was made up at random, so that old and new can exist side by side. Source: createBeforeDeleteFlag in azure-native's provider.go */
export const createBeforeDeleteFlag = "__createBeforeDelete";

/**
 * Compares inputs as azure-native does: by value, a region by its normal form, secrets by what they hold.
 * Source: Diff in provider.go and diff.go of github.com/pulumi/pulumi-azure-native
 */
export function diffInputs(
  type: ResourceType,
  olds: JsonObject,
  news: JsonObject,
  ignoreChanges: readonly string[] = [],
): InputDiff {
  const replacing = [...pathParameters(type), ...(type.replaceOn ?? [])].map(parsePattern);
  const ignored = ignoreChanges.map(parsePattern);
  const changes = compare(normalized(olds), normalized(news), [])
    .filter(({ path }) => !ignored.some((pattern) => covers(pattern, path)))
    .map((change) => ({ ...change, replaces: replacing.some((pattern) => covers(pattern, change.path)) }));
  const replaces = changes.some((change) => change.replaces);
  return { changes, deleteBeforeReplace: replaces && olds[createBeforeDeleteFlag] !== true };
}

/** The first segments of the changed paths that do, or do not only, replace. */
export function topLevel(changes: readonly PropertyChange[]): string[] {
  return [...new Set(changes.map(({ path }) => formatPath(path.slice(0, 1))))];
}

function normalized(inputs: JsonObject): JsonObject {
  const { plain } = openSecrets(inputs);
  const location = plain["location"];
  return typeof location === "string" ? { ...plain, location: normalizeRegion(location) } : plain;
}

function compare(old: Json | undefined, now: Json | undefined, path: PropertyPath): Omit<PropertyChange, "replaces">[] {
  if (old === undefined) return now === undefined ? [] : [{ path, kind: "add" }];
  if (now === undefined) return [{ path, kind: "delete" }];
  if (Array.isArray(old) && Array.isArray(now)) {
    return Array.from({ length: Math.max(old.length, now.length) }, (_, index) =>
      compare(old[index], now[index], [...path, index]),
    ).flat();
  }
  if (isObject(old) && isObject(now)) {
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) =>
      compare(old[key], now[key], [...path, key]),
    );
  }
  return old === now ? [] : [{ path, kind: "update" }];
}
