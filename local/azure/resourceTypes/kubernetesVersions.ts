/** What AKS still does with a minor version: all clusters, only those with the long-term support plan, or no new ones. */
export type VersionSupport = "standard" | "long-term" | "ended";

/**
 * The minor versions that the simulated AKS knows, with their first and newest patch: as of November 2026, the
 * patches of the two newest assumed.
 * Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#aks-kubernetes-release-calendar
 */
const minorVersions: readonly (readonly [minor: string, first: number, last: number, support: VersionSupport])[] = [
  ["1.27", 13, 16, "ended"],
  ["1.28", 11, 15, "ended"],
  ["1.29", 10, 15, "ended"],
  ["1.30", 9, 14, "ended"],
  ["1.31", 8, 13, "long-term"],
  ["1.32", 6, 10, "long-term"],
  ["1.33", 3, 6, "long-term"],
  ["1.34", 0, 2, "standard"],
  ["1.35", 0, 1, "standard"],
  ["1.36", 0, 1, "standard"],
  ["1.37", 0, 0, "standard"],
];

/** Every version that a cluster may have, newest patch last within each minor version. */
export const kubernetesVersions: readonly string[] = minorVersions.flatMap(([minor, first, last]) =>
  patches(minor, first, last),
);

/** What AKS takes when a cluster names no version. */
const defaultMinor = "1.36";

/** What AKS still does with a full version. */
export function supportOf(version: string): VersionSupport {
  return minorVersions.find(([minor]) => version.startsWith(`${minor}.`))?.[3] ?? "ended";
}

/** The full version behind what a request says: `1.33` means its newest patch, nothing means the default. Unsupported: nothing. */
export function resolveKubernetesVersion(requested: string): string | undefined {
  const text = requested === "" ? defaultMinor : requested;
  if (kubernetesVersions.includes(text)) return text;
  return kubernetesVersions.findLast((version) => version.startsWith(`${text}.`) && text.split(".").length === 2);
}

/** Whether AKS upgrades from one full version to another: never down, at most one minor version up. */
export function canUpgrade(from: string, to: string): boolean {
  const { minor: fromMinor, patch: fromPatch } = parts(from);
  const { minor: toMinor, patch: toPatch } = parts(to);
  return toMinor === fromMinor ? toPatch >= fromPatch : toMinor === fromMinor + 1;
}

/** Whether the first full version comes after the second. */
export function isNewer(version: string, than: string): boolean {
  const [one, other] = [parts(version), parts(than)];
  return one.minor === other.minor ? one.patch > other.patch : one.minor > other.minor;
}

function parts(version: string): { minor: number; patch: number } {
  const [, minor = 0, patch = 0] = version.split(".").map(Number);
  return { minor, patch };
}

function patches(minor: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${minor}.${first + index}`);
}
