// @ts-check
// Makes the package of modules that travels with every rendered stack: one program, one declaration, one manifest.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageLock } from "./buildPackageLock.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const sources = join(root, "modules/azure");

/**
 * Writes `main.js`, `main.d.ts` and `package.json` of `@cloud-provisioner/azure` to a folder, as text that people can
 * read and compare, and beside them the `package-lock.json` of the stacks that they travel with. The same sources and tools give the same bytes. What stands there already for the same sources is
 * left alone, because declarations take seconds.
 *
 * @param {string} folder is replaced as a whole
 * @returns {Promise<void>}
 */
export async function buildModulesPackage(folder) {
  const stamp = await digestOfSources();
  if (await isBuiltFrom(folder, stamp)) return;
  const [program, declarations, manifest, lock] = await Promise.all([
    bundleProgram(),
    bundleDeclarations(),
    travelManifest(),
    packageLock(),
  ]);
  const files = {
    "main.js": await formatted("main.js", program),
    "main.d.ts": await formatted("main.d.ts", declarations),
    "package.json": await formatted("package.json", manifest),
    "package-lock.json": lock,
    ".built-from": stamp,
  };
  if (await isBuiltFrom(folder, stamp)) return; // another build was quicker, and somebody may be reading already
  await replaceFolder(folder, files);
}

/** @param {string} folder @param {string} stamp */
async function isBuiltFrom(folder, stamp) {
  return (await readFile(join(folder, ".built-from"), "utf8").catch(() => "")) === stamp;
}

/** Everything that the bytes of the package depend on: sources, versions of the tools, and this file. */
async function digestOfSources() {
  const hash = createHash("sha256");
  const own = ["buildModulesPackage.mjs", "buildPackageLock.mjs", "package.json", "package-lock.json"];
  for (const file of [...own.map((name) => join(root, name)), ...(await sourceFiles())])
    hash
      .update(`${relative(root, file).split(sep).join("/")}\0`)
      .update(await readFile(file))
      .update("\0");
  return hash.digest("hex");
}

async function sourceFiles() {
  const entries = await readdir(sources, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /^package\.json$|^tsconfig.*\.json$|(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](dist|node_modules|testing)[\\/]/.test(file.slice(sources.length)))
    .sort();
}

/** CommonJS, as Pulumi's Node host loads it. Pulumi's packages and zod stay outside: a stack installs one copy of each. */
async function bundleProgram() {
  const { build } = await import("esbuild");
  const built = await build({
    absWorkingDir: root,
    entryPoints: ["modules/azure/main.ts"],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["@pulumi/*", "zod"],
    logLevel: "warning",
  });
  return built.outputFiles[0]?.text ?? "";
}

async function bundleDeclarations() {
  const { generateDtsBundle } = await import("dts-bundle-generator");
  const [text = ""] = generateDtsBundle(
    [
      {
        filePath: join(sources, "main.ts"),
        output: { noBanner: true, exportReferencedTypes: false },
        libraries: { importedLibraries: ["@pulumi/pulumi", "@pulumi/azure-native"] },
      },
    ],
    { preferredConfigPath: join(sources, "tsconfig.travel.json") },
  );
  // The generator does not see imports of packages whose declarations end in .d.cts.
  return `import type * as z from "zod";\n${text}`;
}

/** What npm needs of the package's manifest when its folder lies beside a program. */
async function travelManifest() {
  const { name, version, description, license, type, dependencies, peerDependencies } = JSON.parse(
    await readFile(join(sources, "package.json"), "utf8"),
  );
  const entry = { main: "main.js", types: "main.d.ts" };
  return JSON.stringify({ name, version, description, license, type, ...entry, dependencies, peerDependencies });
}

/** As the project's formatter would write it, like every other file of a stack. @param {string} name @param {string} text */
async function formatted(name, text) {
  const { format, resolveConfig } = await import("prettier");
  return format(text, { ...(await resolveConfig(join(root, name))), filepath: name });
}

/** Puts a whole folder in the place of another, so that nobody reads half of it. @param {string} folder @param {Record<string, string>} files */
async function replaceFolder(folder, files) {
  await mkdir(dirname(folder), { recursive: true });
  const fresh = await mkdtemp(`${folder}-`);
  for (const [name, text] of Object.entries(files)) await writeFile(join(fresh, name), text);
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder).catch(async (/** @type {unknown} */ error) => {
    await rm(fresh, { recursive: true, force: true });
    // Another build put the same bytes there in this very moment.
    if (!(error instanceof Error && "code" in error && error.code === "ENOTEMPTY")) throw error;
  });
}
