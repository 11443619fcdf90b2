import type { Digest } from "../contracts/identity.js";

/** A hash in few characters that every Azure name allows: digits and letters to `v`, five bits each. */
export function shortHash(text: string, length: number, digest: Digest): string {
  return (BigInt(`0x${digest(text)}`) % 32n ** BigInt(length)).toString(32).padStart(length, "0");
}
