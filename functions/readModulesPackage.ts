import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Digest } from "../shared/contracts/identity.js";
import { modulesPackage, type ModulesPackage } from "../shared/rendering/modulesPackage.js";

/** The package of modules that travels with every stack, as the build left it in a folder. */
export async function readModulesPackage(folder: string, digest: Digest): Promise<ModulesPackage> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith(".")).sort();
  const read = names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const);
  const files = Object.fromEntries(await Promise.all(read));
  if (files["main.js"] === undefined) throw new Error(`${folder} holds no modules: build them with \`npm run build\`.`);
  return modulesPackage(files, digest);
}
