import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { RunError } from "../../shared/errors.js";
import type { KnowledgeShelf } from "../../shared/ports/knowledgeShelf.js";

/** Knowledge in a folder, such as a mounted volume or a checkout. */
export function folderShelf(root: string): KnowledgeShelf {
  return {
    label: root,
    list: async (folder) => (await namesBelow(root, folder)).sort(),
    read: (name) =>
      readFile(join(root, name), "utf8").catch((error: unknown) => {
        throw new RunError("defect", `${join(root, name)} cannot be read`, { cause: error });
      }),
  };
}

async function namesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new RunError("defect", `The folder ${join(root, folder)} cannot be listed`, { cause: error });
  });
  const names = entries.map(async (entry) => {
    const name = `${folder}/${entry.name}`;
    // A mounted volume may show its files as links: what is no folder is a file.
    return entry.isDirectory() ? namesBelow(root, name) : [name];
  });
  return (await Promise.all(names)).flat();
}
