import { spawn, type ChildProcess } from "node:child_process";
import { open } from "node:fs/promises";
import { RunnerMessage, type Job, type RunnerCommand } from "./runnerMessages.js";
import { endSession, kill, killSession } from "./session.js";

/** The engine's exit code (-1 when it was killed), or how the runner died without telling one. */
export type RunnerEnd = { readonly exitCode: number } | { readonly exitCode: undefined; readonly death: string };

/** A runner's process, warming up until it gets its job. */
export interface Runner {
  /**
   * Has the job done. When `signal` aborts, the engine is asked to stop, asked again after the grace, and killed last.
   * No process of the operation lives when this returns.
   */
  perform(job: Job, signal: AbortSignal, onEvent: (event: unknown) => void): Promise<RunnerEnd>;
  /** Ends a runner that gets no job. Harmless after `perform`. */
  discard(): Promise<void>;
}

/** How long what a runner leaves behind may take: its last words to be read, its engine's providers to follow. */
const farewellMs = 2000;

/**
 * Starts a runner in the operation's folder. It leads a session of its own, so that everything it starts can be found
 * again, and so that Ctrl-C on a terminal reaches this application only.
 */
export async function startRunner(runnerPath: string, folder: string, diagnosticsFile: string): Promise<Runner> {
  const words = await open(diagnosticsFile, "a", 0o600);
  const child = spawn(process.execPath, [runnerPath], {
    cwd: folder,
    detached: true,
    env: { HOME: folder, TMPDIR: folder, PATH: "" },
    stdio: ["pipe", "ignore", words.fd, "ipc"],
  });
  await words.close();
  const over = death(child);

  let isDone = false;
  return {
    async perform(job, signal, onEvent) {
      const end = await perform(child, over, job, signal, onEvent);
      isDone = true;
      return end;
    },
    async discard() {
      if (child.pid === undefined || isDone) return;
      await killSession(child.pid);
      await over;
    },
  };
}

/**
 * How a process died, told once everything it said is read: the news of a death may overtake the last words. Not waited
 * for longer than a farewell, because a program may have handed its channel to a process that lives on.
 */
function death(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", ({ message }) => {
      resolve(message);
    });
    child.once("exit", (code, signal) => {
      const how = signal ?? `exit ${code ?? 0}`;
      const patience = setTimeout(resolve, farewellMs, how);
      child.once("close", () => {
        clearTimeout(patience);
        resolve(how);
      });
    });
  });
}

async function perform(
  child: ChildProcess,
  over: Promise<string>,
  job: Job,
  signal: AbortSignal,
  onEvent: (event: unknown) => void,
): Promise<RunnerEnd> {
  const leader = child.pid;
  if (leader === undefined) return { exitCode: undefined, death: await over };
  let enginePid: number | undefined;
  let exitCode: number | undefined;
  child.on("message", (raw) => {
    const message = RunnerMessage.safeParse(raw);
    if (!message.success) return;
    if (message.data.kind === "started") enginePid = message.data.pid;
    else if (message.data.kind === "event") onEvent(message.data.event);
    else exitCode = message.data.exitCode;
  });
  tell(child, { kind: "perform", job }); // before any stop: a runner without a job has nothing to stop
  const stop = stopInStages(child, leader, job, signal);
  const how = await over;
  stop.cancel();
  if (exitCode === undefined && enginePid !== undefined) {
    kill(enginePid, "SIGINT"); // the program's process is gone, its engine may still record and unlock
    await endSession(leader, job.graceMs);
  }
  await endSession(leader, farewellMs);
  return exitCode === undefined ? { exitCode, death: how } : { exitCode };
}

/** Polite stop, hard stop, kill: each when the one before did not help in its time. */
function stopInStages(child: ChildProcess, leader: number, job: Job, signal: AbortSignal): { cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    tell(child, { kind: "stop" });
    timer = setTimeout(() => {
      tell(child, { kind: "terminate" });
      timer = setTimeout(() => void killSession(leader), job.terminateMs);
    }, job.graceMs);
  };
  if (signal.aborted) begin();
  else signal.addEventListener("abort", begin, { once: true });
  return {
    cancel() {
      clearTimeout(timer);
      signal.removeEventListener("abort", begin);
    },
  };
}

function tell(child: ChildProcess, command: RunnerCommand): void {
  if (child.connected) child.send(command, () => undefined);
}
