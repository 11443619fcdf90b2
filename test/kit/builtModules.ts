import { fileURLToPath } from "node:url";
import { buildModulesPackage } from "../../buildModulesPackage.mjs";
import { readModulesPackage } from "../../functions/readModulesPackage.js";
import type { ModulesPackage } from "../../shared/rendering/modulesPackage.js";
import { sha256 } from "./requests.js";

const cache = fileURLToPath(new URL("../../node_modules/.cache/modules-package", import.meta.url));

/** The package of modules as the build makes it. The first call after a change of the modules takes seconds. */
export async function builtModules(): Promise<ModulesPackage> {
  await buildModulesPackage(cache);
  return readModulesPackage(cache, sha256);
}
