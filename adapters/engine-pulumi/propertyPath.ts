import { isSecret } from "./engineEvent.js";
import { lookup } from "../../shared/lookup.js";

/**
 * Splits a Pulumi property path: `tags["a.b"]`, `agentPools[0].count`, `sku.name`.
 *
 * Source: https://pkg.go.dev/github.com/pulumi/pulumi/sdk/v3/go/common/resource#ParsePropertyPath
 */
export function parsePropertyPath(path: string): string[] {
  const keys: string[] = [];
  for (const [, plain, quoted, index] of path.matchAll(/\.?([^.[\]]+)|\["((?:\\.|[^"\\])*)"\]|\[([^\]]*)\]/g)) {
    keys.push(plain ?? quoted?.replace(/\\(.)/g, "$1") ?? index ?? "");
  }
  return keys;
}

/** The value at a path, or the secret it lies in; `undefined` where the path leads nowhere. */
export function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const key of parsePropertyPath(path)) {
    if (isSecret(value)) return value;
    if (typeof value !== "object" || value === null) return undefined;
    value = lookup(value as Record<string, unknown>, key);
  }
  return value;
}
