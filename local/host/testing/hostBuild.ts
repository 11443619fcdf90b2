import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { sampleApp } from "./sampleHost.js";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** A bundle of the host and of one sample application, for processes that must start fast and die hard. */
export interface HostBuild {
  readonly mainFile: string;
  readonly app: string;
  remove(): void;
}

/** Bundles as the product's own build does: the sample becomes one ES module with @azure/functions inside. */
export async function buildHost(sample: string): Promise<HostBuild> {
  const cache = join(repository, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "local-host-"));
  const app = join(folder, "app");
  const common: BuildOptions = {
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
    external: ["@azure/functions-core", "@photostructure/sqlite"],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  };
  const mainFile = join(folder, "host/main.mjs");
  await Promise.all([
    build({ ...common, entryPoints: [join(repository, "local/host/main.ts")], outfile: mainFile }),
    build({ ...common, entryPoints: [join(sampleApp(sample), "main.ts")], outfile: join(app, "dist/main.js") }),
  ]);
  writeFileSync(join(app, "package.json"), JSON.stringify({ type: "module", main: "dist/main.js" }));
  writeFileSync(join(app, "host.json"), JSON.stringify({ version: "2.0" }));
  return {
    mainFile,
    app,
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
