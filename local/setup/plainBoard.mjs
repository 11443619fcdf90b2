// @ts-check
import { spoken } from "./terminalText.mjs";

/**
 * Tasks for a log: one line at the start, one per finished task.
 *
 * @param {import("./terminalText.mjs").Output} output
 * @returns {import("./taskBoard.mjs").TaskBoard}
 */
export function plainBoard(output) {
  return {
    open: (names) => void output.write(`Setting up: ${names.join(", ")}\n`),
    async follow(name, work, summary) {
      const startMs = performance.now();
      const took = () => spoken(performance.now() - startMs);
      try {
        const result = await work(() => undefined);
        output.write(`${name}: ${summary(result)} (${took()})\n`);
        return result;
      } catch (error) {
        output.write(`${name}: not finished (${took()})\n`);
        throw error;
      }
    },
    close: () => undefined,
  };
}
