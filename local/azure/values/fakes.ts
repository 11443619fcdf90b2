import { createHash } from "node:crypto";

/** Hex digits that are always the same for the same seed. */
export function fakeHex(seed: string, length: number): string {
  return createHash("sha256").update(seed).digest("hex").slice(0, length);
}

/** A well-formed version 4 GUID that is always the same for the same seed. */
export function fakeGuid(seed: string): string {
  const hex = fakeHex(seed, 32);
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4] ?? "8";
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)].join(
    "-",
  );
}

/** A key that has the length of a real one and says, when decoded, that it is none. */
export function fakeKey(what: string, bytes = 64): string {
  return Buffer.from(`SIMULATED key, opens nothing: ${what} `.padEnd(bytes, ".").slice(0, bytes)).toString("base64");
}

/** Said by every output of every simulated resource. */
export const simulationNotice = "true: this resource exists only in the simulated Azure on this machine";
