import { setTimeout as pause } from "node:timers/promises";
import { FeedPage } from "../shared/contracts/answers.js";
import { RunView } from "../shared/contracts/run.js";
import { ApiProblem, Unreachable, type Api } from "./api.js";
import { runPath } from "./runPath.js";
import type { Terminal } from "./terminal.js";
import { tellProgress } from "./view/tellProgress.js";

const pollMs = 300;

/** How long a service that was there may be away, such as for a restart. */
const patienceMs = 60_000;

/** A gate not to stop at: the one with this pin, which is just being answered and still shows for a moment; or any. */
export type PassedGate = string;

/** Follows a run until it ends or waits for a person, telling each thing as it happens. Survives a service that restarts. */
export async function watchRun(api: Api, runId: string, out: Terminal, passed?: PassedGate): Promise<RunView> {
  let position = 0;
  let phase = "";
  let awaySinceMs: number | undefined;
  for (;;) {
    const seen = await look(api, runId, position).catch((error: unknown) => {
      awaySinceMs ??= performance.now();
      if (phase === "" || !isPassing(error) || performance.now() - awaySinceMs > patienceMs) throw error;
      out.transient("  … the service does not answer; trying again");
      return undefined;
    });
    if (seen) {
      awaySinceMs = undefined;
      const { run, feed } = seen;
      position = feed.next;
      for (const progress of feed.value) tellProgress(progress, out);

      const waits = run.gate !== undefined && passed !== "any" && run.gate.pin !== passed;
      const isOver = run.finishedAt !== undefined || waits;
      if (run.phase !== phase && !isOver) out.line(`${out.colors.cyan("●")} ${phaseWords.get(run.phase) ?? run.phase}`);
      phase = run.phase;
      if (isOver) return run;
      out.transient(`  … ${phaseWords.get(run.phase) ?? run.phase}`);
    }
    await pause(pollMs);
  }
}

async function look(api: Api, runId: string, position: number) {
  const run = RunView.parse((await api.call("GET", runPath(runId))).json);
  const feed = FeedPage.parse((await api.call("GET", `${runPath(runId, "events")}?after=${position}`)).json);
  return { run, feed };
}

function isPassing(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof ApiProblem && error.details.status === 503);
}

const phaseWords: ReadonlyMap<string, string> = new Map([
  ["submitted", "submitted"],
  ["validate", "checking the request"],
  ["plan", "deciding names, tags and sizes"],
  ["render", "rendering the stack"],
  ["preview", "previewing with the engine"],
  ["assess", "asking the policy"],
  ["gate", "at the gate"],
  ["awaiting-approval", "at the gate"],
  ["apply", "applying what was approved"],
  ["verify", "verifying what was made"],
  ["archive", "archiving and publishing"],
]);
