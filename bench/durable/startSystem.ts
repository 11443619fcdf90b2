import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { build, type BuildOptions } from "esbuild";
import type { z } from "zod";
import { repository } from "../kit/scratch.js";
import { Load, Memory, type Command } from "./commands.js";

/** A durable system in a fresh process. */
export interface RunningSystem {
  load(clients: number, seconds: number): Promise<z.infer<typeof Load>>;
  wait(count: number): Promise<void>;
  memory(): Promise<z.infer<typeof Memory>>;
  /** In order when it still answers, by force when it does not. */
  close(): Promise<void>;
}

/** Starts one: the local host on the data folder, or the peer. */
export type StartSystem = (which: { readonly data: string } | "peer") => Promise<RunningSystem>;

/** Longest time an answer may take: starting a thousand waiting runs takes the most. */
const answerMs = 180_000;

/** Bundles the systems as the product is bundled, once for all the processes that are started afterwards. */
export async function bundleSystems(folder: string): Promise<StartSystem> {
  const here = join(repository, "bench/durable");
  const app = join(folder, "app");
  await mkdir(app);
  const nodeRequire = "import { createRequire as __createRequire } from 'node:module';";
  const common: BuildOptions = {
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
    external: ["@azure/functions-core", "@photostructure/sqlite", "@microsoft/durabletask-js"],
    banner: { js: `${nodeRequire} const require = __createRequire(import.meta.url);` },
  };
  await Promise.all([
    build({ ...common, entryPoints: [join(here, "child.ts")], outdir: folder, outExtension: { ".js": ".mjs" } }),
    build({ ...common, entryPoints: [join(here, "app/main.ts")], outdir: app }),
    ...["host.json", "package.json"].map((name) => cp(join(here, "app", name), join(app, name))),
  ]);
  const childFile = join(folder, "child.mjs");
  return (which) => startSystem(childFile, which === "peer" ? ["peer"] : ["host", app, which.data]);
}

async function startSystem(childFile: string, args: readonly string[]): Promise<RunningSystem> {
  const child = spawn(process.execPath, ["--expose-gc", childFile, ...args], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = once(child, "exit").then(() => undefined);
  const next = async (): Promise<unknown> => {
    const message = await Promise.race([once(child, "message", { signal: AbortSignal.timeout(answerMs) }), ended]);
    if (!message) throw new Error(`the process of ${args[0] ?? ""} ended: ${stderr}`);
    return message[0];
  };
  const ask = (command: Command): Promise<unknown> => {
    const answered = next();
    child.send(command);
    return answered;
  };
  await next();
  return {
    load: async (clients, seconds) => Load.parse(await ask({ kind: "load", clients, seconds })),
    memory: async () => Memory.parse(await ask({ kind: "memory" })),
    async wait(count) {
      await ask({ kind: "wait", count });
    },
    close: () => close(child, ended, ask({ kind: "close" })),
  };
}

async function close(child: ChildProcess, ended: Promise<undefined>, closed: Promise<unknown>): Promise<void> {
  await closed.catch(() => undefined);
  child.kill("SIGKILL");
  await ended;
}
