import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { compileProgram } from "../adapters/engine-pulumi/compileProgram.js";
import type { PulumiEngineOptions } from "../adapters/engine-pulumi/options.js";
import { pulumiEngine } from "../adapters/engine-pulumi/pulumiEngine.js";
import { installPlugin } from "../local/azure/installPlugin.js";
import { providerVersion } from "../local/azure/providerVersion.js";
import type { StackTarget } from "../shared/ports/stackEngine.js";
import { engineProgram } from "./engineProgram.js";

/** What is measured with what, and how often. */
export interface EngineBench {
  readonly cliPath: string;
  /** Built files: `dist/engine/runner.js`, `dist/local/azure/plugin.js`. */
  readonly runnerPath: string;
  readonly pluginPath: string;
  readonly modulesPath: string;
  /** Rounds of every operation on both sides. Default 5. */
  readonly rounds?: number;
  readonly onRound?: (round: number) => void;
}

/** Medians in milliseconds of one operation through the engine adapter and through the Automation API's own sequence. */
export interface EngineRatio {
  readonly operation: "preview" | "up, creating" | "up, nothing to do";
  readonly engineMs: number;
  readonly peerMs: number;
  readonly ratio: number;
  /** What the ratio should not exceed. */
  readonly atMost: number;
}

const atMost = { preview: 0.8, "up, creating": 0.6, "up, nothing to do": 0.5 } as const;
type Operation = keyof typeof atMost;
type Times = Record<Operation, number[]>;

/**
 * Measures the engine adapter beside the Automation API's default sequence: same CLI, program, provider and kind of
 * backend, new stacks in every round, the two sides taking turns in going first.
 */
export async function benchEngine(bench: EngineBench): Promise<EngineRatio[]> {
  const root = await mkdtemp(path.join(tmpdir(), "bench-engine-"));
  try {
    const [engine, peer] = [await engineSide(bench, root), await peerSide(bench, root)];
    for (let round = 0; round < (bench.rounds ?? 5); round += 1) {
      bench.onRound?.(round);
      const sides = round % 2 === 0 ? [engine, peer] : [peer, engine];
      for (const side of sides) await side.prepare(`round-${round}`);
      for (const operation of Object.keys(atMost) as Operation[]) {
        for (const side of sides) await side.measure(operation);
      }
    }
    return (Object.keys(atMost) as Operation[]).map((operation) => {
      const [engineMs, peerMs] = [median(engine.times[operation]), median(peer.times[operation])];
      return { operation, engineMs, peerMs, ratio: engineMs / peerMs, atMost: atMost[operation] };
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

interface Side {
  readonly times: Times;
  /** Makes an empty stack in a new backend with a new cloud. */
  prepare(round: string): Promise<void>;
  measure(operation: Operation): Promise<void>;
}

async function engineSide(bench: EngineBench, root: string): Promise<Side> {
  const times = noTimes();
  let engine = pulumiEngine(await optionsFor(bench, path.join(root, "engine")));
  let updatePlan = "";
  let token = 0;
  const preview = async (): Promise<void> => {
    const found = await engine.preview(target, { operationId: "bench" });
    if (found.kind !== "previewed") throw new Error(JSON.stringify(found));
    updatePlan = found.updatePlan;
  };
  const apply = async (): Promise<void> => {
    const made = await engine.apply(target, { operationId: "bench", updatePlan, fencingToken: (token += 1) });
    if (made.kind !== "applied") throw new Error(JSON.stringify(made));
  };
  return {
    times,
    async prepare(round) {
      engine = pulumiEngine(await optionsFor(bench, path.join(root, "engine", round)));
      await preview();
    },
    async measure(operation) {
      if (operation === "up, nothing to do") await preview(); // an apply needs a plan; its preview is not measured here
      times[operation].push(await timed(operation === "preview" ? preview : apply));
    },
  };
}

async function peerSide(bench: EngineBench, root: string): Promise<Side> {
  const times = noTimes();
  const program = await compileProgram(target.rendered, await optionsFor(bench, path.join(root, "peer")));
  let run: (operation: "init" | "preview" | "up") => Promise<void>;
  return {
    times,
    async prepare(round) {
      const { backend, pulumiHome, provider } = await optionsFor(bench, path.join(root, "peer", round));
      const workDir = path.join(root, "peer", round, "work");
      await mkdir(workDir);
      const env = {
        ...provider.env,
        PATH: `${path.dirname(bench.cliPath)}:${process.env["PATH"] ?? ""}`,
        HOME: workDir,
        PULUMI_HOME: pulumiHome,
        PULUMI_BACKEND_URL: backend.url,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      };
      const { project, stack } = target.rendered.identity;
      run = async (operation) => {
        const job = JSON.stringify({ operation, stack, project, program, workDir });
        await promisify(execFile)(process.execPath, [path.resolve("bench/enginePeer.mjs"), job], { env });
      };
      await run("init");
    },
    async measure(operation) {
      times[operation].push(await timed(() => run(operation === "preview" ? "preview" : "up")));
    },
  };
}

const passphrase = "bench";

async function optionsFor(bench: EngineBench, folder: string): Promise<PulumiEngineOptions> {
  const [state, cloud, home] = ["state", "cloud", "pulumi"].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await Promise.all([state, cloud, home].map((made) => mkdir(made, { recursive: true })));
  await installPlugin(home, bench.pluginPath);
  return {
    cliPath: bench.cliPath,
    pulumiHome: home,
    backend: { url: `file://${state}?metadata=skip`, env: {} },
    encryption: { passphrase },
    workRoot: path.join(folder, "work"),
    secretValues: { has: () => Promise.resolve(false), value: () => Promise.resolve("") },
    stateCopies: { put: () => Promise.resolve() },
    runnerPath: bench.runnerPath,
    modulesPath: bench.modulesPath,
    provider: { version: providerVersion, configuration: {}, env: { SIMULATED_AZURE_DIR: cloud } },
  };
}

const target: StackTarget = {
  rendered: {
    version: 1,
    identity: {
      project: "bench-westeurope",
      stack: "dev-westeurope-bench",
      label: "dev-westeurope",
      path: "infrastructure/stacks/bench/dev/westeurope",
      component: "Bench",
      environment: "dev",
      region: "westeurope",
    },
    files: { "Pulumi.yaml": "name: bench-westeurope\nruntime: nodejs\n", "index.ts": engineProgram },
    digest: "",
  },
  secrets: [],
};

function noTimes(): Times {
  return { preview: [], "up, creating": [], "up, nothing to do": [] };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
