import { createHash, randomBytes } from "node:crypto";
import { fakeGuid } from "../values/fakes.js";

/** What the engine says about names that the program leaves out. */
export interface AutoNaming {
  /** Equal seeds give equal names: so a plan and its apply agree. Empty: truly random. */
  readonly randomSeed: Uint8Array;
  /** The stack's own auto-naming settings. */
  readonly mode: "default" | "propose" | "enforce" | "disable";
  readonly proposedName: string;
}

/**
 * The name of a resource whose program gives none; nothing when auto-naming is switched off.
 * Source: getDefaultName in provider.go of github.com/pulumi/pulumi-azure-native
 */
export function autoName(
  strategy: "random" | "copy" | "uuid",
  logicalName: string,
  naming: AutoNaming,
): { text: string; random: boolean } | undefined {
  if (naming.mode === "disable") return undefined;
  if (naming.mode === "enforce") return { text: naming.proposedName, random: true };
  if (naming.mode === "propose" && strategy !== "uuid") return { text: naming.proposedName, random: true };
  if (strategy === "copy") return { text: logicalName, random: false };
  const seed = naming.randomSeed.length > 0 ? Buffer.from(naming.randomSeed) : randomBytes(32);
  const digest = createHash("sha256").update(seed).digest("hex");
  return { text: strategy === "uuid" ? fakeGuid(digest) : `${logicalName}${digest.slice(0, 8)}`, random: true };
}
