// @ts-check
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const keptLines = 30;

/**
 * How a program ended. `missing` is true when there was no such program; `late` when it ran into its time limit.
 * @typedef {{ ok: boolean, exitCode: number | null, missing: boolean, late: boolean, output: string[] }} CommandResult
 */

/**
 * Runs a program to its end without a shell and without the terminal, and keeps its last lines.
 *
 * The program gets a process group of its own, so that a time limit or an abort ends its children too
 * (a compiler's workers, an installer's download). On Windows only the program itself is ended.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {(line: string, from: "stdout" | "stderr") => void} [options.onLine]
 * @param {number} [options.limitMs] of the whole run; none when absent
 * @param {number} [options.silenceMs] longest time without a line; none when absent
 * @param {number} [options.graceMs] between asking it to end (SIGINT) and ending it (SIGKILL)
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<CommandResult>} rejects with the signal's reason when aborted
 */
export function runCommand(program, args, { cwd, env, onLine, limitMs, silenceMs, graceMs = 3_000, signal } = {}) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const ownGroup = process.platform !== "win32";
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      detached: ownGroup,
      windowsHide: true,
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
    });

    /** @type {string[]} */
    const output = [];
    let late = false;
    const stop = () => {
      send(child, "SIGINT", ownGroup);
      setTimeout(() => send(child, "SIGKILL", ownGroup), graceMs).unref();
    };
    const overrun = () => {
      late = true;
      stop();
    };
    const limit = limitMs === undefined ? undefined : setTimeout(overrun, limitMs);
    const silence = silenceMs === undefined ? undefined : setTimeout(overrun, silenceMs);
    signal?.addEventListener("abort", stop, { once: true });
    const orphaned = () => send(child, "SIGKILL", ownGroup);
    process.once("exit", orphaned);

    for (const from of /** @type {const} */ (["stdout", "stderr"])) {
      createInterface({ input: child[from] }).on("line", (line) => {
        silence?.refresh();
        output.push(line);
        if (output.length > keptLines) output.shift();
        onLine?.(line, from);
      });
    }

    /** @param {number | null} exitCode @param {boolean} missing */
    const settle = (exitCode, missing) => {
      clearTimeout(limit);
      clearTimeout(silence);
      signal?.removeEventListener("abort", stop);
      process.removeListener("exit", orphaned);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ ok: exitCode === 0 && !late, exitCode, missing, late, output });
    };
    child.once("error", () => settle(null, true));
    child.once("close", (exitCode) => settle(exitCode, false));
  });
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {boolean} toGroup
 */
function send(child, signal, toGroup) {
  if (child.pid === undefined) return;
  try {
    // Also when the program itself has ended: a child of its own may not have, and hold its output open.
    if (toGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // All of them have ended in the meantime.
  }
}
