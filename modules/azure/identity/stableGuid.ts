import { createHash } from "node:crypto";

/**
 * The GUID of a text: version 5 of RFC 9562, so the same text always gives the same one and no two texts share one.
 *
 * Source: www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5
 */
export function stableGuid(text: string): string {
  const hash = createHash("sha1").update(Buffer.from(namespace, "hex")).update(text).digest();
  hash[6] = (Number(hash[6]) & 0x0f) | 0x50;
  hash[8] = (Number(hash[8]) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return groups.join("-");
}

/** The name space of URLs, as RFC 9562 defines it: the texts are URNs. */
const namespace = "6ba7b8119dad11d180b400c04fd430c8";
