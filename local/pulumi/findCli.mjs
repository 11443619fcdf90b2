// @ts-check
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { SetupError } from "../setup/machine/setupError.mjs";
import { cliFileName, cliFolder } from "./cliFolder.mjs";
import { isCompatible } from "./isCompatible.mjs";
import { proveCliOnce } from "./proveCli.mjs";
import { versions } from "./versions.mjs";

/**
 * A CLI that answered for its version.
 * @typedef {{ path: string, version: string, origin: "named" | "PATH" | "cache" | "installer" | "built" }} FoundCli
 */

/**
 * Finds a compatible CLI without obtaining one: the one named by `PROVISIONER_PULUMI_CLI`, the first on PATH, the
 * cached one. What is on PATH and will not do is passed over and reported, never an error: the next place may have it.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ cli?: FoundCli, passedOver: string[] }>}
 * @throws {SetupError} when the one named is missing or not compatible: a wish is not overruled silently
 */
export async function findCli(env, signal) {
  /** @type {string[]} */
  const passedOver = [];

  const named = env["PROVISIONER_PULUMI_CLI"];
  if (named) {
    const path = resolve(named);
    const version = await proveCliOnce(path, env, signal);
    if (version !== undefined && isCompatible(version, versions.pulumi)) {
      return { cli: { path, version, origin: "named" }, passedOver };
    }
    throw new SetupError(`PROVISIONER_PULUMI_CLI names ${path}, which ${misfit(version)}`, {
      remedies: [`Name a Pulumi CLI ${wanted}`, "Unset PROVISIONER_PULUMI_CLI: set-up then finds or obtains one"],
    });
  }

  const onPath = firstOnPath(env);
  if (onPath !== undefined) {
    const version = await proveCliOnce(onPath, env, signal);
    if (version !== undefined && isCompatible(version, versions.pulumi)) {
      return { cli: { path: onPath, version, origin: "PATH" }, passedOver };
    }
    passedOver.push(`${onPath} ${misfit(version)}`);
  }

  const { binary } = cliFolder(env);
  const version = await proveCliOnce(binary, env, signal);
  if (version !== undefined && isCompatible(version, versions.pulumi)) {
    return { cli: { path: binary, version, origin: "cache" }, passedOver };
  }
  return { passedOver };
}

/** The versions that will do, in words. */
export const wanted = `${versions.pulumi} or newer, below ${Number(versions.pulumi.split(".")[0]) + 1}.0`;

/** @param {string | undefined} version */
function misfit(version) {
  return version === undefined ? "does not answer `pulumi version`" : `is ${version}, not ${wanted}`;
}

/** @param {NodeJS.ProcessEnv} env @returns {string | undefined} */
function firstOnPath(env) {
  return (env["PATH"] ?? env["Path"] ?? "")
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, cliFileName))
    .find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(realpathSync(path)).isFile();
  } catch {
    return false;
  }
}
