import { isSecret, unknownSentinel } from "./engineEvent.js";
import { lookup } from "../../shared/lookup.js";

/** Stands for a secret wherever a person or a record may see the value. */
export const secretMask = "[secret]";
/** Stands for a value that only the apply will know. */
const unknownMask = "[unknown]";

/**
 * The value as plain JSON: secrets and unknowns as words, keys sorted, Pulumi's own members (`__defaults`) left out.
 *
 * @param twin The same property on the other side of a change: what is secret there is hidden here too, because
 * a provider may forget the mark on one of the two.
 */
export function maskValue(value: unknown, twin?: unknown): unknown {
  if (isSecret(value) || isSecret(twin)) return secretMask;
  if (typeof value === "string") return value.includes(unknownSentinel) ? unknownMask : value;
  if (Array.isArray(value)) return value.map((item, index) => maskValue(item, member(twin, String(index))));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !key.startsWith("__"))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, maskValue(item, member(twin, key))]));
}

/** Whether a secret lies anywhere in the value. */
export function holdsSecret(value: unknown): boolean {
  if (isSecret(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsSecret);
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? lookup(value as Record<string, unknown>, key) : undefined;
}
