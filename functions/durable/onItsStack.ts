import type { RunInput } from "../../shared/contracts/run.js";
import type { LiveRun } from "./runs.js";

/** A run with the stack that it works on: its claim names the one it was submitted for, its status another after a fallback. */
export function onItsStack(run: RunInput, live: LiveRun): RunInput {
  const stack = live.kind === "unknown" ? undefined : live.status?.stack;
  return stack ? { ...run, stack, movedFrom: run.stack } : run;
}
