// @ts-check
import { fileURLToPath } from "node:url";
import { prepare } from "./prepare.mjs";
import { reportFailure } from "./reportFailure.mjs";
import { taskBoard } from "./taskBoard.mjs";

/** npm sends Ctrl-C on to a program that had it from the terminal already: two within this time are one. */
const sameKeyMs = 1_000;

/** The folder of this clone. */
export const project = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Sets this clone up from the command line: progress and faults go to standard error, Ctrl-C and SIGTERM end it.
 *
 * @returns {Promise<Awaited<ReturnType<typeof prepare>>>} ends the process when set-up fails (1) or is interrupted (130, 143)
 */
export async function setUpHere() {
  const stop = new AbortController();
  let exitCode = 1;
  let interruptedMs = 0;
  /** @param {number} code */
  const interrupt = (code) => () => {
    if (!stop.signal.aborted) {
      exitCode = code;
      interruptedMs = performance.now();
      stop.abort(new Error("interrupted"));
    } else if (performance.now() - interruptedMs > sameKeyMs) {
      process.exit(code); // asked again: not waiting for what was started to end
    }
  };
  const onInterrupt = interrupt(130);
  const onTerminate = interrupt(143);
  process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
  try {
    const isWatched = process.stderr.isTTY && process.stdout.isTTY && process.env["TERM"] !== "dumb";
    const board = taskBoard(process.stderr, process.env, isWatched);
    return await prepare({ project, env: process.env, board, signal: stop.signal });
  } catch (error) {
    if (!stop.signal.aborted) reportFailure(error, process.stderr, process.env);
    process.exit(exitCode);
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
  }
}
