import { isObject, type Json, type JsonObject } from "./json.js";
import { covers, valueAt, withValueAt, type PropertyPath } from "./propertyPath.js";

/**
 * The mark of a wrapped secret in Pulumi's protocol.
 * Source: SigKey and SecretSig in github.com/pulumi/pulumi/sdk/go/common/resource/sig/sig.go
 */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What the cloud's store keeps where a secret was: the value itself is never written down. */
export const redacted = "[secret]";

/** Properties with their secrets taken out of the wrapping, and where those were. */
export interface OpenedSecrets {
  readonly plain: JsonObject;
  readonly secretPaths: readonly PropertyPath[];
}

/** Takes every secret out of its wrapping and remembers its place; nulls are dropped, as the real provider does. */
export function openSecrets(wrapped: JsonObject): OpenedSecrets {
  const secretPaths: PropertyPath[] = [];
  const open = (value: Json, path: PropertyPath): Json | undefined => {
    if (value === null) return undefined;
    if (Array.isArray(value)) return value.map((item, index) => open(item, [...path, index]) ?? null);
    if (!isObject(value)) return value;
    if (value[signatureKey] === secretSignature) {
      if (!secretPaths.some((known) => covers(known, path))) secretPaths.push(path);
      return open(value["value"] ?? null, path);
    }
    return openObject(value, path);
  };
  const openObject = (object: JsonObject, path: PropertyPath): JsonObject => {
    const result: JsonObject = {};
    for (const [key, item] of Object.entries(object)) {
      const opened = open(item, [...path, key]);
      if (opened !== undefined) result[key] = opened;
    }
    return result;
  };
  return { plain: openObject(wrapped, []), secretPaths };
}

/** Marks one value as secret, for the engine to encrypt and mask. */
export function secret(value: Json): JsonObject {
  return { [signatureKey]: secretSignature, value };
}

/** Wraps what lies at the given places; places that do not exist are left out. */
export function wrapSecrets(plain: JsonObject, paths: readonly PropertyPath[]): JsonObject {
  return paths.reduce((object, path) => {
    const value = valueAt(object, path);
    return value === undefined ? object : withValueAt(object, path, secret(value));
  }, plain);
}

/** Puts the {@link redacted} mark at the given places. */
export function redactSecrets(plain: JsonObject, paths: readonly PropertyPath[]): JsonObject {
  return paths.reduce((object, path) => withValueAt(object, path, redacted), plain);
}

/**
 * Puts back what Pulumi itself remembers of each secret, wrapped; a secret it does not remember is left out.
 * Azure never returns secret inputs, so echoing them is what keeps every secret from looking like drift.
 */
export function restoreSecrets(stored: JsonObject, remembered: JsonObject): JsonObject {
  const { plain } = openSecrets(remembered);
  const restore = (value: Json, path: PropertyPath): Json | undefined => {
    if (value === redacted) {
      const known = valueAt(plain, path);
      return known === undefined ? undefined : secret(known);
    }
    if (Array.isArray(value)) return value.map((item, index) => restore(item, [...path, index]) ?? null);
    return isObject(value) ? restoreObject(value, path) : value;
  };
  const restoreObject = (object: JsonObject, path: PropertyPath): JsonObject => {
    const result: JsonObject = {};
    for (const [key, item] of Object.entries(object)) {
      const restored = restore(item, [...path, key]);
      if (restored !== undefined) result[key] = restored;
    }
    return result;
  };
  return restoreObject(stored, []);
}
