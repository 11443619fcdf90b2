import assert from "node:assert/strict";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { RenderedStack } from "../../shared/contracts/plan.js";

const installed = fileURLToPath(new URL("../../node_modules", import.meta.url));
const Packages = z.record(z.string(), z.string()).default({});
const Manifest = z.object({ version: z.string().optional(), dependencies: Packages, devDependencies: Packages });

/** Writes a rendered stack as the folder that a person downloads. */
export async function writeStackFolder({ files }: RenderedStack, folder: string): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

/**
 * Gives a stack's folder the `node_modules` that `npm install` would: its own package as a link into the folder, as npm
 * links it, and links to this repository's packages in place of downloads, where they have exactly the pinned versions.
 */
export async function linkPackages(folder: string): Promise<void> {
  const { dependencies, devDependencies } = await manifestIn(folder);
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    const own = version.startsWith("file:") ? path.join(folder, version.slice("file:".length)) : undefined;
    if (own === undefined) {
      await linkInstalled(folder, name, version);
      continue;
    }
    await link(folder, name, own);
    const further = Object.entries((await manifestIn(own)).dependencies);
    await Promise.all(further.map(([inner, pinned]) => linkInstalled(folder, inner, pinned)));
  }
}

async function linkInstalled(folder: string, name: string, version: string): Promise<void> {
  assert.equal((await manifestIn(path.join(installed, name))).version, version, `${name} is installed as pinned`);
  await link(folder, name, path.join(installed, name));
}

async function link(folder: string, name: string, target: string): Promise<void> {
  const at = path.join(folder, "node_modules", name);
  await mkdir(path.dirname(at), { recursive: true });
  await symlink(target, at, "dir");
}

async function manifestIn(folder: string): Promise<z.infer<typeof Manifest>> {
  return Manifest.parse(JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")));
}
