// @ts-check

/**
 * Whether a CLI may serve the pinned SDK: same major, not older, no pre-release.
 *
 * Pulumi keeps a major's CLI compatible with older SDKs, not with newer ones, and the Automation API refuses another
 * major. A newer CLI is no risk to what was approved: the CLI's version is part of every pin.
 * Source: https://www.pulumi.com/docs/iac/download-install/versions/ and `parseAndValidatePulumiVersion` of the SDK.
 *
 * @param {string} found as `pulumi version` prints it: `v3.259.0`
 * @param {string} pinned
 * @returns {boolean}
 */
export function isCompatible(found, pinned) {
  const have = parts(found);
  const want = parts(pinned);
  if (have === undefined || want === undefined) return false;
  const [major, minor, patch] = have;
  if (major !== want[0]) return false;
  return minor > want[1] || (minor === want[1] && patch >= want[2]);
}

/** @param {string} version @returns {[major: number, minor: number, patch: number] | undefined} */
function parts(version) {
  const match = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(version.trim());
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}
