import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { CompleteKind } from "./completeKind.js";

const modules = path.join(__dirname, "..");

/** Folders that hold a module: those with an example. */
export const moduleFolders: readonly string[] = readdirSync(modules)
  .filter((folder) => existsSync(path.join(modules, folder, "example.ts")))
  .sort();

/** Every component of every module, found by its folder: a new module is in no list. */
export async function completeKinds(): Promise<readonly CompleteKind[]> {
  const read = async (folder: string) => {
    const { complete } = (await import(`../${folder}/complete.js`)) as { complete: readonly CompleteKind[] };
    return complete;
  };
  return (await Promise.all(moduleFolders.map(read))).flat();
}
