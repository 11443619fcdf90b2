/**
 * The Kubernetes versions that the simulated AKS offers, newest patch last within each minor version.
 * Azure retires old ones (and keeps some for long-term support only); here they stay, so that old requests still run.
 * Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions
 */
export const kubernetesVersions: readonly string[] = [
  ...patches("1.27", 13, 16),
  ...patches("1.28", 11, 15),
  ...patches("1.29", 10, 15),
  ...patches("1.30", 9, 14),
  ...patches("1.31", 8, 13),
  ...patches("1.32", 6, 10),
  ...patches("1.33", 3, 6),
  ...patches("1.34", 0, 2),
];

/** What AKS takes when a cluster names no version. */
const defaultMinor = "1.33";

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
