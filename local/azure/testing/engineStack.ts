import { mkdirSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  LocalWorkspace,
  PulumiCommand,
  type EngineEvent,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation/index.js";
import { build } from "esbuild";
import { installPlugin } from "../installPlugin.js";

/** A stack of its own: the real CLI, a state folder, and a simulated Azure that only it uses. */
export interface EngineStack {
  readonly stack: Stack;
  /** Folder of the simulated Azure. */
  readonly azure: string;
  /** Where the plan of a preview may be kept. */
  readonly planFile: string;
  readonly setFaults: (...rules: unknown[]) => Promise<void>;
  readonly setLatency: (latencyMs: number) => Promise<void>;
}

/** Everything that the stacks of one test file share: the compiled plugin and the folders. */
export interface EngineBench {
  /** In the command line of this bench's plugin processes and of no others. */
  readonly pulumiHome: string;
  newStack(program: PulumiFn): Promise<EngineStack>;
  readonly close: () => Promise<void>;
}

export async function engineBench(): Promise<EngineBench> {
  const cli = process.env["PROVISIONER_PULUMI_CLI"];
  if (cli === undefined)
    throw new Error(
      "PROVISIONER_PULUMI_CLI is not set: run these tests by `npm test`, or point it at the pulumi executable.",
    );
  const command = await PulumiCommand.get({ root: dirname(dirname(cli)) });
  const root = await mkdtemp(join(tmpdir(), "simulated-azure-"));
  const { plugin, folder } = await compilePlugin();
  const pulumiHome = join(root, "home");
  await installPlugin(pulumiHome, plugin);
  let count = 0;
  return {
    pulumiHome,
    newStack: async (program) => {
      const own = join(root, String(++count));
      const [workDir, azure, state] = ["work", "azure", "state"].map((name) => join(own, name)) as [
        string,
        string,
        string,
      ];
      for (const path of [workDir, azure, state]) mkdirSync(path, { recursive: true });
      const envVars = {
        PULUMI_BACKEND_URL: `file://${state}?metadata=skip`,
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        SIMULATED_AZURE_DIR: azure,
      };
      const target = { projectName: "shop", stackName: "dev", program };
      const stack = await LocalWorkspace.createStack(target, { workDir, pulumiHome, pulumiCommand: command, envVars });
      const write = (name: string, content: unknown) => writeFile(join(azure, name), JSON.stringify(content));
      return {
        stack,
        azure,
        planFile: join(own, "plan.json"),
        setFaults: (...rules) => write("faults.json", { rules }),
        setLatency: (latencyMs) => write("settings.json", { latencyMs }),
      };
    },
    close: async () => {
      await Promise.all([root, folder].map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}

/** Collects the events of one operation. */
export function eventLog(): { readonly events: EngineEvent[]; readonly onEvent: (event: EngineEvent) => void } {
  const events: EngineEvent[] = [];
  return { events, onEvent: (event) => events.push(event) };
}

/** The operations of the steps that were taken, in order, as `op name`. */
export function stepsOf(events: readonly EngineEvent[]): string[] {
  return events.flatMap(({ resOutputsEvent }) => {
    const metadata = resOutputsEvent?.metadata;
    if (metadata === undefined || metadata.op === "same") return [];
    return [`${metadata.op} ${metadata.urn.split("::").at(-1) ?? ""}`];
  });
}

/** The errors that the engine showed, as one text. */
export function errorsOf(events: readonly EngineEvent[]): string {
  return events
    .flatMap(({ diagnosticEvent }) => (diagnosticEvent?.severity === "error" ? [diagnosticEvent.message] : []))
    .join("\n");
}

/** Compiles the plugin as the build does, below the repository so that it finds its native package. */
async function compilePlugin(): Promise<{ plugin: string; folder: string }> {
  const cache = fileURLToPath(new URL("../../../node_modules/.cache/", import.meta.url));
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "simulated-azure-"));
  const nodeRequire = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    ...{ bundle: true, platform: "node", target: "node20", format: "esm", splitting: true, logLevel: "warning" },
    entryPoints: { plugin: fileURLToPath(new URL("../plugin.ts", import.meta.url)) },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    banner: { js: nodeRequire },
    external: ["@photostructure/sqlite"],
  });
  return { plugin: join(folder, "plugin.mjs"), folder };
}
