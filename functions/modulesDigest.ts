import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** sha-256 over the sources of the modules package: what a rendered stack is locked to besides its version. */
export async function modulesDigest(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((name) => !/^(dist|node_modules|testing)\//.test(name))
    .sort();
  const hash = createHash("sha256");
  for (const name of names)
    hash
      .update(`${name}\0`)
      .update(await readFile(join(folder, name)))
      .update("\0");
  return hash.digest("hex");
}

const isSource = (name: string): boolean =>
  name === "package.json" || (name.endsWith(".ts") && !name.endsWith(".test.ts"));
