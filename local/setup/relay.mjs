// @ts-check
import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * Runs Node in the foreground as if it had been called directly: its terminal, its exit code, its signals.
 *
 * Ctrl-C reaches every process of the terminal's foreground group by itself, and npm sends it on once more, so on a
 * terminal it is not passed on here: a second one would turn a graceful stop into a forced one. SIGTERM and SIGHUP,
 * and SIGINT where there is no terminal, come to this process only and are passed on.
 *
 * @param {readonly string[]} args for Node
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, isTerminal?: boolean }} options
 * @returns {Promise<number>} the child's exit code; 128 and the signal's number when a signal ended it
 */
export function relay(args, { cwd, env, isTerminal = hasTerminal() }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: "inherit" });
    const listeners = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]).map((signal) => {
      const listener = () => {
        if (signal !== "SIGINT" || !isTerminal) child.kill(signal);
      };
      process.on(signal, listener);
      return { signal, listener };
    });
    child.once("error", reject);
    child.once("close", (exitCode, signal) => {
      for (const { signal, listener } of listeners) process.off(signal, listener);
      resolve(exitCode ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

function hasTerminal() {
  return [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
}
