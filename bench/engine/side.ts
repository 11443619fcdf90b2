import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { PulumiEngineOptions } from "../../adapters/engine-pulumi/options.js";
import { installPlugin } from "../../local/azure/installPlugin.js";
import { providerVersion } from "../../local/azure/providerVersion.js";

/** What is measured, in the order a stack lives through it. */
export type Operation = "preview" | "up that creates" | "up with nothing to do";

/** One way to run the engine. */
export interface Side {
  /** Makes an empty stack in a new backend with a new cloud. Not measured. */
  prepare(round: number): Promise<void>;
  /** Performs the operation and returns its time in milliseconds. */
  measure(operation: Operation): Promise<number>;
}

/** What both sides share: the executable and the built files. */
export interface EngineFiles {
  readonly cliPath: string;
  /** `dist/engine/runner.js` */
  readonly runnerPath: string;
  /** `dist/local/azure/plugin.js` */
  readonly pluginPath: string;
}

/** An engine with a new backend and a new cloud in the folder. */
export async function newWorld(files: EngineFiles, folder: string): Promise<PulumiEngineOptions> {
  const inside = (name: string): string => path.join(folder, name);
  await Promise.all(["state", "cloud", "pulumi"].map((name) => mkdir(inside(name), { recursive: true })));
  await installPlugin(inside("pulumi"), files.pluginPath);
  return {
    cliPath: files.cliPath,
    pulumiHome: inside("pulumi"),
    backend: { url: `file://${inside("state")}?metadata=skip`, env: {} },
    encryption: { passphrase },
    workRoot: inside("work"),
    secretValues: { has: () => Promise.resolve(false), value: () => Promise.resolve("") },
    stateCopies: { put: () => Promise.resolve() },
    runnerPath: files.runnerPath,
    provider: { version: providerVersion, configuration: {}, env: { SIMULATED_AZURE_DIR: inside("cloud") } },
  };
}

export const passphrase = "measured";

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
