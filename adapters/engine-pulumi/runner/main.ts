/**
 * Runs one engine operation in a process of its own, so that whatever a program does (throw, hang, exit) and whatever
 * memory the engine's SDK keeps ends with it. Started by the application with an IPC channel and a pipe as stdin.
 */
import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Job, RunnerCommand, RunnerMessage } from "../runnerMessages.js";
import { killSession } from "../session.js";
import { startEngine, type Engine } from "./engineProcess.js";
import { guardAgainstOrphaning } from "./guardAgainstOrphaning.js";
import { loadAutomation } from "./loadAutomation.js";
import { operate } from "./operate.js";
import { preloadImports } from "./preloadImports.js";

// Pulumi's SDK captures a stack for every promise. Nobody is shown a frame of a program, and their cost is felt.
Error.stackTraceLimit = 0;
const automation = loadAutomation(); // while the application still prepares the job
let engine: Engine | undefined;

process.on("message", (command: RunnerCommand) => {
  if (command.kind === "perform") void perform(command.job);
  else engine?.interrupt();
});
process.on("disconnect", () => {
  void endAlone();
});
// The engine reports what a program throws; a rejection that surfaces after the run must not cut the operation.
process.on("unhandledRejection", () => undefined);

let current: Job | undefined;

async function perform(job: Job): Promise<void> {
  current = job;
  guardAgainstOrphaning(job.graceMs + 2 * job.terminateMs);
  Object.assign(process.env, job.programEnv);
  engine = startEngine(job, (pid) => {
    tell({ kind: "started", pid });
    setImmediate(preloadImports, job.program); // while the engine itself still starts
  });
  const exitCode = await operate(automation, job, engine, (event) => {
    tell({ kind: "event", event });
  });
  if (process.connected) process.send?.({ kind: "ended", exitCode } satisfies RunnerMessage, () => process.exit(0));
}

function tell(message: RunnerMessage): void {
  if (process.connected) process.send?.(message);
}

/** The application is gone: what is in flight may end and be recorded, then nothing of the operation stays behind. */
async function endAlone(): Promise<void> {
  if (!current || !engine) process.exit(1);
  engine.interrupt();
  await Promise.race([engine.over, sleep(current.graceMs)]);
  engine.interrupt();
  await Promise.race([engine.over, sleep(current.terminateMs)]);
  await killSession(process.pid, process.pid);
  await rm(process.cwd(), { recursive: true, force: true });
  process.exit(1);
}
