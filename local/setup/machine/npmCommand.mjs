// @ts-check
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * How to call npm without a shell: its script with this Node, where it is found, else the program `npm`.
 * (On Windows `npm` is a batch file, which only a shell can start.)
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ program: string, args: string[] }}
 */
export function npmCommand(env) {
  const node = dirname(process.execPath);
  const script = [
    env["npm_execpath"] ?? "",
    join(node, "node_modules", "npm", "bin", "npm-cli.js"),
    join(node, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ].find((path) => basename(path) === "npm-cli.js" && existsSync(path));
  return script === undefined ? { program: "npm", args: [] } : { program: process.execPath, args: [script] };
}

/**
 * The environment for a nested npm: configuration stays (registry, cache, proxy), what the outer npm says of its
 * own project and script goes.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnvironment(env) {
  const outer = /^npm_(package|lifecycle|config_local_prefix|command|execpath)/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !outer.test(name)));
}
