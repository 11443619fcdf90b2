import type { Digest } from "../../shared/contracts/identity.js";

/**
 * Storage's own token for a page as callers see it: bound to the list it goes on with, so that a damaged one, or one of
 * another list, is known before storage is asked.
 */
export function pageToken(list: string, next: string, digest: Digest): string {
  return `${sealOf(list, next, digest)}.${Buffer.from(next).toString("base64url")}`;
}

/** Storage's token, or `undefined` for a text that is no token of this list. */
export function nextOf(list: string, token: string, digest: Digest): string | undefined {
  const [seal, encoded = "", ...more] = token.split(".");
  const next = Buffer.from(encoded, "base64url").toString();
  return more.length === 0 && next !== "" && seal === sealOf(list, next, digest) ? next : undefined;
}

function sealOf(list: string, next: string, digest: Digest): string {
  return digest(JSON.stringify([list, next])).slice(0, 16);
}
