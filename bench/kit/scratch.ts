import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Lends a folder for as long as `use` runs. It is inside the checkout: on a real disk, where fsync costs what it costs,
 * and where Node finds the packages.
 */
export async function withScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const cache = join(repository, "node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "bench-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
