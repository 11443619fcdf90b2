import { createHash, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import type { PulumiEngineOptions } from "../../adapters/engine-pulumi/options.js";
import { pulumiEngine } from "../../adapters/engine-pulumi/pulumiEngine.js";
import { installPlugin } from "../../local/azure/installPlugin.js";
import { providerVersion } from "../../local/azure/providerVersion.js";
import type { StackEngine, StackTarget } from "../../shared/ports/stackEngine.js";
import { stackFixture } from "./runFixture.js";

/** The real engine with a backend, a vault and a simulated Azure of its own, all in one temporary folder. */
export interface EngineWorld {
  readonly engine: StackEngine;
  readonly options: PulumiEngineOptions;
  readonly root: string;
  /** Names and texts of the copies of the state that the engine kept. */
  readonly copies: ReadonlyMap<string, string>;
  /** Another engine on the same world. */
  withOptions(changes: Partial<PulumiEngineOptions>): StackEngine;
  /** Plans what goes wrong in the simulated Azure. */
  faults(...rules: readonly unknown[]): Promise<void>;
  /** Path of the stack's file in the backend. */
  stateFile(): string;
  close(): Promise<void>;
}

/** The secrets that the vault of every world knows. */
export const worldSecrets: ReadonlyMap<string, string> = new Map([
  ["db-password", 'Sup3r"S3cret\\Pa55w0rd'],
  ["api-key", "key-4f1c77d0a2"],
]);

export async function engineWorld(changes: Partial<PulumiEngineOptions> = {}): Promise<EngineWorld> {
  const cliPath = process.env["PROVISIONER_PULUMI_CLI"];
  if (!cliPath) throw new Error("PROVISIONER_PULUMI_CLI must name the pulumi executable: run `npm run setup`");
  const [root, { runner, plugin }] = await Promise.all([mkdtemp(path.join(tmpdir(), "engine-")), bundles()]);
  const [pulumiHome, state, cloud] = ["pulumi", "state", "cloud"].map((name) => path.join(root, name)) as [
    string,
    string,
    string,
  ];
  await Promise.all([pulumiHome, state, cloud].map((folder) => mkdir(folder)));
  await installPlugin(pulumiHome, plugin);
  const copies = new Map<string, string>();
  const options: PulumiEngineOptions = {
    cliPath,
    pulumiHome,
    backend: { url: `file://${state}?metadata=skip`, env: {} },
    encryption: { passphrase: "correct horse battery staple" },
    workRoot: path.join(root, "work"),
    secretValues: {
      has: (ref) => Promise.resolve(worldSecrets.has(ref)),
      value: (ref) => Promise.resolve(worldSecrets.get(ref) ?? ""),
    },
    stateCopies: { put: (name, text) => Promise.resolve(copies.set(name, text)) },
    runnerPath: runner,
    provider: { version: providerVersion, configuration: {}, env: { SIMULATED_AZURE_DIR: cloud } },
    limits: { timeoutMs: 60_000, graceMs: 20_000, terminateMs: 2000 },
    ...changes,
  };
  return {
    engine: pulumiEngine(options),
    options,
    root,
    copies,
    withOptions: (more) => pulumiEngine({ ...options, ...more }),
    faults: (...rules) => writeFile(path.join(cloud, "faults.json"), JSON.stringify({ rules })),
    stateFile: () => path.join(state, ".pulumi/stacks", stackFixture.project, `${stackFixture.stack}.json`),
    async close() {
      const alive = await processesOf(root);
      for (const { pid } of alive) process.kill(pid, "SIGKILL");
      await rm(root, { recursive: true, force: true });
      if (alive.length > 0) throw new Error(`left alive: ${JSON.stringify(alive)}`);
    },
  };
}

/** A stack with the given program (TypeScript) and configuration. */
export function stackOf(
  program: string,
  { secrets = [], config = {} }: { secrets?: readonly string[]; config?: Readonly<Record<string, string>> } = {},
): StackTarget {
  const { project, stack } = stackFixture;
  const settings = [["azure-native:location", "westeurope"], ...Object.entries(config)];
  const files = {
    "Pulumi.yaml": `name: ${project}\nruntime: nodejs\n`,
    [`Pulumi.${stack}.yaml`]: `config:\n${settings.map(([key, value]) => `  ${key ?? ""}: ${value ?? ""}\n`).join("")}`,
    "index.ts": program,
  };
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex");
  return { rendered: { version: 1, identity: stackFixture, files, digest }, secrets };
}

/** The living processes that belong to a world: its folder is in their environment or in their arguments. */
export async function processesOf(root: string): Promise<{ readonly pid: number; readonly command: string }[]> {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    names.map(async (name) => {
      const [environment, command, status] = await Promise.all(
        ["environ", "cmdline", "stat"].map((file) => readFile(`/proc/${name}/${file}`, "utf8").catch(() => "")),
      );
      const isDead = status?.slice(status.lastIndexOf(")") + 2).startsWith("Z");
      const isOurs = [environment, command].some((text) => text?.includes(root));
      return isOurs && !isDead ? [{ pid: Number(name), command: (command ?? "").replaceAll("\0", " ") }] : [];
    }),
  );
  return found.flat();
}

let bundled: Promise<{ runner: string; plugin: string }> | undefined;

/** The runner and the plugin as `build.mjs` makes them, once per test process, where Node finds their packages. */
function bundles(): Promise<{ runner: string; plugin: string }> {
  bundled ??= (async () => {
    const outdir = path.resolve("node_modules/.cache/engine-tests", randomUUID());
    process.once("exit", () => {
      rmSync(outdir, { recursive: true, force: true });
    });
    const bundle = async (source: string, name: string, external: string[]): Promise<string> => {
      const outfile = path.join(outdir, name);
      const common = { bundle: true, platform: "node", target: "node20", format: "esm" } as const;
      await build({ ...common, entryPoints: [source], outfile, external, banner: { js: nodeRequire } });
      return outfile;
    };
    const [runner, plugin] = await Promise.all([
      bundle("adapters/engine-pulumi/runner/main.ts", "runner.mjs", ["@pulumi/*"]),
      bundle("local/azure/plugin.ts", "plugin.mjs", ["@photostructure/sqlite"]),
    ]);
    return { runner, plugin };
  })();
  return bundled;
}

const nodeRequire =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";
