import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { Plugin } from "esbuild";
import type { RenderedStack } from "../../shared/contracts/plan.js";
import type { PulumiEngineOptions } from "./options.js";

/** A program that does not compile; the message is the compiler's. */
export class CompileError extends Error {
  override readonly name = "CompileError";
}

/**
 * Bundles a rendered program with the house's modules into one CommonJS file and returns its path. Types are not
 * checked: rendering is tested for that, and a check takes ten seconds.
 *
 * Pulumi's packages stay outside, by absolute path: two copies of its SDK in one process do not understand each other.
 * Results are kept by content, so that an apply finds what its preview compiled.
 */
export async function compileProgram({ files }: RenderedStack, options: PulumiEngineOptions): Promise<string> {
  const sources = Object.entries(files).filter(([name]) => name.endsWith(".ts"));
  const key = createHash("sha256");
  key.update(JSON.stringify([sources.sort(), options.runnerPath, options.modulesPath]));
  for (const file of await moduleSources(options.modulesPath)) key.update(file).update(await readFile(file));
  const folder = path.join(options.workRoot, "compiled");
  const program = path.join(folder, `${key.digest("hex")}.cjs`);
  if (await touch(program)) return program;

  const text = await bundle(new Map(sources), options);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fresh = path.join(folder, `${randomUUID()}.tmp`);
  await writeFile(fresh, text);
  await rename(fresh, program);
  await prune(folder);
  return program;
}

/** Compiled programs that are kept; a program in use is among the last used ones. */
const keptPrograms = 200;

async function bundle(sources: ReadonlyMap<string, string>, options: PulumiEngineOptions): Promise<string> {
  const esbuild = await import("esbuild");
  builds += 1;
  try {
    const built = await esbuild.build({
      entryPoints: ["index.ts"],
      bundle: true,
      write: false,
      platform: "node",
      target: "node20",
      format: "cjs",
      logLevel: "silent",
      plugins: [resolution(sources, options)],
    });
    return built.outputFiles[0]?.text ?? "";
  } catch (error) {
    throw new CompileError(error instanceof Error ? error.message : String(error));
  } finally {
    builds -= 1;
    if (builds === 0) await esbuild.stop(); // or its process stays as long as this one
  }
}

let builds = 0;

/** Where imports lead: those of a program to its own files, the house's modules and Pulumi's packages, nowhere else. */
function resolution(sources: ReadonlyMap<string, string>, options: PulumiEngineOptions): Plugin {
  const application = createRequire(options.runnerPath);
  return {
    name: "stack-program",
    setup(build) {
      build.onResolve({ filter: /^@pulumi\// }, ({ path: name }) => ({
        path: application.resolve(name),
        external: true,
      }));
      build.onResolve({ filter: /.*/ }, ({ path: name, kind, namespace }) => {
        if (kind !== "entry-point" && namespace !== rendered) return undefined; // inside a module of the house
        if (name === "@cloud-provisioner/azure") return { path: path.join(options.modulesPath, "main.ts") };
        const file = name.replace(/^\.\//, "").replace(/\.js$/, ".ts");
        if (sources.has(file)) return { path: file, namespace: rendered };
        return { errors: [{ text: `a stack's program may not import "${name}"` }] };
      });
      build.onLoad({ filter: /.*/, namespace: rendered }, ({ path: name }) => ({
        contents: sources.get(name) ?? "",
        loader: "ts",
      }));
    },
  };
}

/** Name of the world in which the files of a rendered stack live; they are never on disk. */
const rendered = "rendered";

async function moduleSources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((name) => name.endsWith(".ts") && !/(^|\/)(node_modules|dist)\//.test(name) && !name.endsWith(".test.ts"))
    .sort()
    .map((name) => path.join(folder, name));
}

/** Marks a file as used now. Returns false when it is not there. */
function touch(file: string): Promise<boolean> {
  const now = new Date();
  return utimes(file, now, now).then(
    () => true,
    () => false,
  );
}

/** Removes what was not used for longest. */
async function prune(folder: string): Promise<void> {
  const files = (await readdir(folder)).map((name) => path.join(folder, name));
  if (files.length <= keptPrograms) return;
  const used = await Promise.all(files.map(async (file) => ({ file, atMs: await usedAtMs(file) })));
  const old = used.sort((a, b) => b.atMs - a.atMs).slice(keptPrograms);
  await Promise.all(old.map(({ file }) => rm(file, { force: true })));
}

/** Another operation may have removed the file meanwhile. */
function usedAtMs(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
