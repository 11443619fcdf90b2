// @ts-check
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileDigest } from "./machine/fileDigest.mjs";
import { runCommand } from "./machine/runCommand.mjs";
import { SetupError } from "./machine/setupError.mjs";

/** @import { SetupTask } from "./prepare.mjs" */

/** Where no bundle takes anything from. */
const apart = new Set(["node_modules", "dist", "docs", "examples", "test", "bench", "generate", "golden"]);
const source = /(?<!\.test)\.(ts|mts|js|mjs|cjs|json|ya?ml|html|css|svg)$/;

/**
 * The bundles in `dist/`, as `build.mjs` makes them from the sources.
 *
 * They are up to date when the digest stamped into `dist/` is that of every file a bundle may take something from.
 *
 * @param {string} project
 * @returns {SetupTask}
 */
export function bundles(project) {
  const stampFile = join(project, "dist", ".built-from");
  return {
    name: "build",
    isDone() {
      try {
        return readFileSync(stampFile, "utf8") === sourceDigest(project);
      } catch {
        return false;
      }
    },
    async work({ env, report, signal }) {
      report({ note: "bundling" });
      const builtFrom = sourceDigest(project); // taken first: what is edited meanwhile is built next time
      const result = await runCommand(process.execPath, [join(project, "build.mjs")], { cwd: project, env, signal });
      if (!result.ok) {
        throw new SetupError("The build failed", {
          output: messages(result.output),
          remedies: ["Mend what it names above, then run the command again (`npm run build` builds only)"],
        });
      }
      writeFileSync(stampFile, builtFrom);
      return "bundles in dist/";
    },
  };
}

/** What esbuild says, without the stack of the script that called it. @param {string[]} output */
function messages(output) {
  const stack = output.findIndex((line) => /esbuild\/lib\/main\.js:\d+$/.test(line));
  return stack > 0 ? output.slice(0, stack) : output;
}

/** @param {string} project */
function sourceDigest(project) {
  return fileDigest(sources(project, ""), process.versions.node);
}

/** @param {string} project @param {string} folder @returns {Generator<{ name: string, path: string }>} */
function* sources(project, folder) {
  const entries = readdirSync(join(project, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith(".") || apart.has(entry.name)) continue;
    if (entry.isDirectory()) yield* sources(project, name);
    else if (source.test(entry.name)) yield { name, path: join(project, name) };
  }
}
