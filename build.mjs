// Bundles every executable of the house with esbuild: seconds instead of a type-check, and few small files to load.
import { build } from "esbuild";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildModulesPackage } from "./buildModulesPackage.mjs";

const nodeRequire =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * What durable-functions asks for at its top and uses only inside functions. Together they are a third of the time
 * that loading the application takes, so the bundle runs each of them when it is first used, as import() would.
 */
const usedLater = {
  name: "used-later",
  setup(builder) {
    builder.onResolve({ filter: /^(axios|moment|validator|lodash\/cloneDeep)$/ }, ({ path, importer, resolveDir }) =>
      /[\\/]durable-functions[\\/]/.test(importer)
        ? { path, namespace: "used-later", pluginData: resolveDir }
        : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: "used-later" }, ({ path, pluginData }) => ({
      resolveDir: pluginData,
      contents: `
        let loaded;
        const load = () => (loaded ??= require(${JSON.stringify(path)}));
        module.exports = new Proxy(function () {}, {
          get: (_, name) => load()[name],
          apply: (_, self, args) => Reflect.apply(load(), self, args),
        });`,
    }));
  },
};

/** `import { z }` takes in all of zod, with its forty languages; imported as a namespace only what is used is bundled. */
const zodInPart = {
  name: "zod-in-part",
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      loader: "ts",
      contents: (await readFile(path, "utf8")).replace('import { z } from "zod"', 'import * as z from "zod"'),
    }));
  },
};

/** ES modules split into chunks, so that a heavy SDK is read only when its first import() runs. */
const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  splitting: true,
  sourcemap: "linked",
  minifySyntax: true,
  plugins: [zodInPart],
  banner: { js: nodeRequire },
  // yaml's ES modules: import() of a bundled CommonJS module would give its default export only.
  alias: { yaml: fileURLToPath(new URL("node_modules/yaml/browser/index.js", import.meta.url)) },
  logLevel: "warning",
  // functions-core is injected by the host; native or very large packages are read from node_modules.
  external: [
    "@azure/functions-core",
    "@pulumi/*",
    "@cloud-provisioner/*",
    "esbuild",
    "@photostructure/sqlite",
    "@grpc/grpc-js",
    "google-protobuf",
  ],
};

const targets = [
  { entryPoints: { main: "functions/main.ts" }, outdir: "dist/functions", plugins: [zodInPart, usedLater] },
  { entryPoints: { runner: "adapters/engine-pulumi/runner/main.ts" }, outdir: "dist/engine" },
  { entryPoints: { main: "local/host/main.ts" }, outdir: "dist/local/host" },
  // The engine starts the plugin for every operation: with everything in one file it is up a third sooner.
  {
    entryPoints: { plugin: "local/azure/plugin.ts" },
    outdir: "dist/local/azure",
    external: ["@photostructure/sqlite"],
  },
  { entryPoints: { main: "local/start/main.ts" }, outdir: "dist/local/start" },
  { entryPoints: { main: "local/demo/main.ts" }, outdir: "dist/local/demo" },
  { entryPoints: { main: "cli/main.ts" }, outdir: "dist/cli" },
];

const modulesPackage = resolve("dist/modules/azure");
const [results] = await Promise.all([
  Promise.all(targets.map((target) => build({ ...common, ...target, metafile: true }))),
  buildModulesPackage(modulesPackage),
]);
await removeLeftovers(
  new Set(results.flatMap(({ metafile }) => Object.keys(metafile.outputs).map((file) => resolve(file)))),
);

/** Chunks of earlier builds go once no program that was started from them can still be about to load one. */
async function removeLeftovers(current) {
  const hourAgo = Date.now() - 60 * 60_000;
  const entries = await readdir("dist", { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = resolve(entry.parentPath, entry.name);
    if (!entry.isFile() || current.has(path) || entry.name.startsWith(".")) continue;
    if (path.startsWith(modulesPackage)) continue;
    if ((await stat(path)).mtimeMs < hourAgo) await rm(path);
  }
}
