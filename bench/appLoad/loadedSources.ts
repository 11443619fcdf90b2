import { readFile, stat } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { runNode } from "../kit/runNode.js";
import { repository } from "../kit/scratch.js";

const SourceMap = z.object({ sources: z.array(z.string()) });

/** A file that was read, and the files of the repository it was bundled from. */
export interface LoadedFile {
  /** Relative to the repository, as are the sources. */
  readonly path: string;
  readonly bytes: number;
  readonly sources: readonly string[];
}

/** What a process with these arguments loads until it ends by itself. The bundles' source maps tell what is in them. */
export async function loadedSources(args: readonly string[]): Promise<LoadedFile[]> {
  const teller = fileURLToPath(new URL("./tellModules.mjs", import.meta.url));
  const { stdout } = await runNode(["--import", teller, ...args]);
  const paths = [...stdout.matchAll(/^loaded (.+)$/gm)].map(([, path]) => path ?? "");
  const own = paths.filter((path) => !path.startsWith(dirname(teller)));
  return Promise.all(
    own.map(async (path) => ({
      path: relative(repository, path),
      bytes: (await stat(path)).size,
      sources: await sourcesOf(path),
    })),
  );
}

/** A file without a map is its own source. */
async function sourcesOf(path: string): Promise<string[]> {
  const map = await readFile(`${path}.map`, "utf8").catch(() => undefined);
  if (map === undefined) return [relative(repository, path)];
  const { sources } = SourceMap.parse(JSON.parse(map));
  return sources.flatMap((source) => {
    if (source.startsWith("webpack://")) return [source.replace("webpack://", "node_modules/")]; // bundled before
    if (/^[\w-]+:/.test(source)) return []; // the build's own stand-ins
    return [relative(repository, resolve(dirname(path), source))];
  });
}

/** Name of the package a file belongs to, the innermost one; `undefined` for the repository's own. */
export function packageOf(path: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}
