// @ts-check
import { existsSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./machine/setupError.mjs";

/**
 * What each command starts once set-up is done: arguments for Node, without those the user adds.
 * `npm test` is a command too, but has its own way of running: `runTests.mjs`.
 *
 * @type {Readonly<Record<string, { nodeFlags: readonly string[], entry: string }>>}
 */
export const commands = {
  demo: { nodeFlags: ["--enable-source-maps"], entry: "dist/local/demo/main.js" },
  start: { nodeFlags: ["--enable-source-maps"], entry: "dist/local/start/main.js" },
  bench: { nodeFlags: ["--import", "tsx"], entry: "bench/main.ts" },
};

/**
 * @param {string} project
 * @param {string} name
 * @param {readonly string[]} args the user's own, passed on as they are
 * @returns {string[]} arguments for Node
 * @throws {SetupError} when the program is not there
 */
export function commandLine(project, name, args) {
  const command = commands[name];
  if (command === undefined) throw new SetupError(`There is no command \`${name}\``);
  const entry = join(project, command.entry);
  if (!existsSync(entry)) {
    throw new SetupError(`${command.entry} is missing`, { remedies: ["Run `npm run build` and read what it says"] });
  }
  return [...command.nodeFlags, entry, ...args];
}
