import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { repository } from "./scratch.js";

/**
 * A module of the bench as it would be shipped. tsx marks every function with its name, which costs more than some of
 * what is measured.
 * @param entry path in the repository; the caller names its type
 * @param folder where the bundle is put
 */
export async function bundled<Module>(entry: string, folder: string): Promise<Module> {
  const outfile = join(folder, basename(entry).replace(/\.ts$/, ".mjs"));
  await build({
    entryPoints: [join(repository, entry)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    minifySyntax: true,
    alias: { yaml: join(repository, "node_modules/yaml/browser/index.js") },
    logLevel: "warning",
  });
  return (await import(pathToFileURL(outfile).href)) as Module;
}
