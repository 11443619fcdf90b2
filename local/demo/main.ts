import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { lockDataFolder } from "../host/store/dataLock.js";
import { colors as pc } from "../world/colors.js";
import { startWorld } from "../world/startWorld.js";
import { anyExample, exampleNames } from "./anyExample.js";
import { lifecycle } from "./lifecycle.js";
import type { Plot } from "./plot.js";
import { stage } from "./stage.js";

/** Slow enough that a person sees each resource appear. */
const latencyMs = 250;

const app = fileURLToPath(new URL("../../..", import.meta.url));
const data = process.env["PROVISIONER_DATA_DIR"] ?? join(app, ".data", "demo");
const artifacts = join(data, "artifacts");
const shown = (path: string): string => relative(process.cwd(), path) || ".";

const plot = await chosenPlot();
await emptied(data);
const startedAt = performance.now();
console.log(pc.bold("\nCloud Provisioner, a whole lifecycle against a simulated Azure\n"));

// Listening from the start: whoever is stopped while things come up still takes down what is up.
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      reject(new Error("interrupted"));
    });
});
interrupted.catch(() => undefined); // told where it is waited for

const world = await startWorld({
  app,
  data,
  cliPath: process.env["PROVISIONER_PULUMI_CLI"] ?? "pulumi",
  latencyMs,
  onPart: (part) => {
    console.log(`${pc.green("✓")} ${part} is up`);
  },
}).catch((error: unknown) => {
  console.error(pc.red(messageOf(error)));
  process.exit(1);
});
try {
  await Promise.race([interrupted, play()]);
} catch (error) {
  console.error(pc.red(`\nThe demo stopped: ${messageOf(error)}`));
  console.error(pc.dim(`The host's log is in ${shown(join(data, "host", "host.log"))}`));
  process.exitCode = 1;
} finally {
  await world.close();
}

async function play(): Promise<void> {
  const { run, tell, summary } = stage({ app, url: world.url });
  await plot({ run, tell, artifacts: shown(artifacts), topicUrl: world.topicUrl });

  console.log(`\n${pc.bold("What happened")}`);
  for (const { title, seconds } of summary()) console.log(`  ${title.padEnd(20)} ${seconds.toFixed(1).padStart(5)} s`);
  console.log(pc.dim(`  ${"in all".padEnd(20)} ${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s`));
  console.log(`\n  artifacts   ${shown(artifacts)}`);
  console.log(`  telemetry   ${shown(join(data, "telemetry", "telemetry.jsonl"))}`);
  console.log(`\n  ${pc.dim("Keep it open for yourself with")} npm start\n`);
}

/** The story that was asked for: `--example <name>`, or AuthService's whole lifecycle. */
async function chosenPlot(): Promise<Plot> {
  const example = exampleAsked();
  if (example === undefined) return lifecycle;
  const names = await exampleNames(app);
  if (names.includes(example)) return anyExample(app, example);
  console.error(`There is no example "${example}". Examples: ${names.join(", ")}.`);
  process.exit(2);
}

function exampleAsked(): string | undefined {
  try {
    return parseArgs({ options: { example: { type: "string" } } }).values.example;
  } catch (error) {
    console.error(messageOf(error));
    console.error("Usage: npm run demo [-- --example <name>]");
    process.exit(2);
  }
}

/** Removes what an earlier demo left, unless one is running there. */
async function emptied(folder: string): Promise<void> {
  try {
    if (existsSync(folder)) lockDataFolder(folder).release();
  } catch (error) {
    console.error(messageOf(error));
    process.exit(1);
  }
  await rm(folder, { recursive: true, force: true });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
