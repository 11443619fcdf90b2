// @ts-check
import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { SetupError } from "./machine/setupError.mjs";

const apart = new Set(["node_modules", "dist"]);
const isTest = /\.test\.(ts|mts|js|mjs)$/;

/**
 * The test files of the project, or of the files and folders named.
 *
 * @param {string} project
 * @param {readonly string[]} named relative to the project; all tests when empty
 * @returns {string[]} relative to the project, sorted, each once
 * @throws {SetupError} when a name leads to no test: a run of nothing must not look like a success
 */
export function testFiles(project, named) {
  const found = (named.length === 0 ? ["."] : named).flatMap((name) => {
    const path = resolve(project, name);
    const entry = statSync(path, { throwIfNoEntry: false });
    const files = entry?.isDirectory() ? [...testsIn(path)] : entry?.isFile() ? [path] : [];
    if (files.length === 0) throw new SetupError(`No test is found at ${name}`);
    return files.map((file) => relative(project, file).split(sep).join("/"));
  });
  return [...new Set(found)].sort();
}

/** @param {string} folder @returns {Generator<string>} */
function* testsIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || apart.has(entry.name)) continue;
    if (entry.isDirectory()) yield* testsIn(join(folder, entry.name));
    else if (isTest.test(entry.name)) yield join(folder, entry.name);
  }
}
