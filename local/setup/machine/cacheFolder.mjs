// @ts-check
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The per-user folder for what is expensive to obtain and the same in every clone.
 *
 * `PROVISIONER_CACHE_DIR` wins; then what the platform calls a cache: `XDG_CACHE_HOME` or `~/.cache`,
 * `LOCALAPPDATA` on Windows, `~/Library/Caches` on macOS. Deleting it costs time, never data.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function cacheFolder(env, platform = process.platform) {
  if (env["PROVISIONER_CACHE_DIR"]) return env["PROVISIONER_CACHE_DIR"];
  if (env["XDG_CACHE_HOME"]) return join(env["XDG_CACHE_HOME"], "cloud-provisioner");
  if (platform === "win32" && env["LOCALAPPDATA"]) return join(env["LOCALAPPDATA"], "cloud-provisioner", "Cache");
  if (platform === "darwin") return join(homedir(), "Library", "Caches", "cloud-provisioner");
  return join(homedir(), ".cache", "cloud-provisioner");
}
