// @ts-check
import { join } from "node:path";
import { cacheFolder } from "../setup/machine/cacheFolder.mjs";
import { versions } from "./versions.mjs";

export const cliFileName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/**
 * Where the Pulumi CLIs of this machine's clones live. One folder per version and platform, in the layout of the
 * official installer (`bin/pulumi`), which is also what the Automation API's `PulumiCommand.get({ root })` expects.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ folder: string, root: string, binary: string, lock: string, home: string }} `home` serves as `PULUMI_HOME`
 *   while a CLI is asked for its version, so that asking leaves nothing in the user's own
 */
export function cliFolder(env) {
  const folder = join(cacheFolder(env), "pulumi");
  const key = `v${versions.pulumi}-${process.platform}-${process.arch}`;
  const root = join(folder, key);
  return {
    folder,
    root,
    binary: join(root, "bin", cliFileName),
    lock: join(folder, `${key}.lock`),
    home: join(folder, "home"),
  };
}
