// @ts-check
import { liveBoard } from "./liveBoard.mjs";
import { plainBoard } from "./plainBoard.mjs";

/**
 * @import { Progress } from "../pulumi/ensureCli.mjs"
 * @import { Output } from "./terminalText.mjs"
 *
 * Shows tasks while they are done. `open` names all of them, `follow` does one, `close` lets go of the terminal.
 * @typedef {object} TaskBoard
 * @property {(names: readonly string[]) => void} open
 * @property {<T>(name: string, work: (report: (progress: Progress) => void) => Promise<T>, summary: (result: T) => string) => Promise<T>} follow
 * @property {() => void} close
 */

/**
 * The board that suits where it is written to: lines that move on a terminal, one line per finished task elsewhere.
 *
 * @param {Output} output
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} [isLive] whether somebody watches
 * @returns {TaskBoard}
 */
export function taskBoard(output, env, isLive = output.isTTY === true && env["TERM"] !== "dumb") {
  return isLive ? liveBoard(output, env) : plainBoard(output);
}
