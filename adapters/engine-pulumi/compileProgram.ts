import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
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
 * Bundles a rendered program with the modules that travel with it into one CommonJS file and returns its path. Types
 * are not checked: rendering is tested for that, and a check takes ten seconds.
 *
 * Pulumi's packages and zod stay outside, by absolute path: two copies of Pulumi's SDK in one process do not understand
 * each other. Results are kept by content, so that an apply finds what its preview compiled.
 */
export async function compileProgram({ files }: RenderedStack, options: PulumiEngineOptions): Promise<string> {
  const sources = Object.entries(files).filter(([name]) => isSource(name));
  const key = createHash("sha256").update(JSON.stringify([sources.sort(), options.runnerPath]));
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

/** The modules' program, as it lies in every stack's folder. */
const modules = { name: "@cloud-provisioner/azure", folder: "modules/azure/", program: "modules/azure/main.js" };
const modulesMayImport: readonly string[] = ["zod", "node:crypto"];

const isSource = (name: string): boolean => name === modules.program || /(?<!\.d)\.ts$/.test(name);

/**
 * Where imports lead: those of a program to its own files, its modules and Pulumi's packages, those of the modules to
 * Pulumi's packages, zod and what computes digests; nothing leads anywhere else.
 */
function resolution(sources: ReadonlyMap<string, string>, options: PulumiEngineOptions): Plugin {
  const application = createRequire(options.runnerPath);
  return {
    name: "stack-program",
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path: name, importer }) => {
        const isModules = importer.startsWith(modules.folder);
        if (name.startsWith("@pulumi/") || (isModules && modulesMayImport.includes(name)))
          return { path: application.resolve(name), external: true };
        const file = name === modules.name ? modules.program : name.replace(/^\.\//, "").replace(/\.js$/, ".ts");
        if (!isModules && sources.has(file)) return { path: file, namespace: rendered };
        return { errors: [{ text: `a stack's program may not import "${name}"` }] };
      });
      build.onLoad({ filter: /.*/, namespace: rendered }, ({ path: name }) => ({
        contents: sources.get(name) ?? "",
        loader: name.endsWith(".js") ? "js" : "ts",
      }));
    },
  };
}

/** Name of the world in which the files of a rendered stack live; they are never on disk. */
const rendered = "rendered";

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
