// @ts-check
import { createHash } from "node:crypto";
import { join } from "node:path";
import { ensureCli } from "../pulumi/ensureCli.mjs";
import { findCli } from "../pulumi/findCli.mjs";
import { bundles } from "./bundles.mjs";
import { dependencies } from "./dependencies.mjs";
import { cacheFolder } from "./machine/cacheFolder.mjs";
import { SetupError } from "./machine/setupError.mjs";
import { together } from "./machine/together.mjs";
import { withLock } from "./machine/withLock.mjs";

/**
 * @import { Progress } from "../pulumi/ensureCli.mjs"
 * @import { FoundCli } from "../pulumi/findCli.mjs"
 * @import { TaskBoard } from "./taskBoard.mjs"
 *
 * @typedef {{ env: NodeJS.ProcessEnv, report: (progress: Progress) => void, signal: AbortSignal }} TaskContext
 *
 * One thing set-up brings about in a clone. `isDone` looks, quickly; `work` does it and says in a few words what there is now.
 * @typedef {{ name: string, isDone: () => boolean, work: (context: TaskContext) => Promise<string> }} SetupTask
 *
 * @typedef {{ project: string, env: NodeJS.ProcessEnv, board: TaskBoard, signal: AbortSignal }} PrepareOptions
 */

const oldestNode = "20.11.0";

/**
 * Makes the clone in the folder `project` ready to run: dependencies and then the build, and beside them the Pulumi
 * CLI. Does only what is missing, and prints nothing when nothing is.
 *
 * When one task fails the others are ended; the next set-up goes on from what they had finished.
 *
 * @param {PrepareOptions} options
 * @returns {Promise<{ cli: FoundCli, didWork: boolean }>}
 * @throws {SetupError}
 */
export async function prepare(options) {
  const { project, env, board, signal } = options;
  refuseOldNode();
  const { cli } = await findCli(env, signal);
  const missing = [dependencies(project), bundles(project)].filter((task) => !task.isDone());
  if (cli && missing.length === 0) return { cli, didWork: false };

  board.open([...missing.map((task) => task.name), ...(cli ? [] : ["Pulumi CLI"])]);
  try {
    const [ready] = await together(
      signal,
      (signal) => (cli ? Promise.resolve(cli) : obtainCli({ ...options, signal })),
      (signal) => doInTurn(missing, { ...options, signal }),
    );
    return { cli: ready, didWork: true };
  } finally {
    board.close();
  }
}

/** @param {PrepareOptions} options @returns {Promise<FoundCli>} */
function obtainCli({ env, board, signal }) {
  return board.follow(
    "Pulumi CLI",
    (report) => ensureCli({ env, report, signal }),
    ({ version, origin }) =>
      `${version}, ${{ built: "built from source", installer: "installed" }[String(origin)] ?? "found"}`,
  );
}

/**
 * One set-up at a time works in a clone: two `npm ci` in one folder destroy each other.
 * @param {readonly SetupTask[]} tasks
 * @param {PrepareOptions} options
 */
async function doInTurn(tasks, { project, env, board, signal }) {
  const clone = createHash("sha256").update(project).digest("hex").slice(0, 16);
  const lock = join(cacheFolder(env), "clones", `${clone}.lock`);
  for (const task of tasks) {
    await board.follow(
      task.name,
      (report) =>
        withLock(lock, async () => (task.isDone() ? "done by another set-up" : task.work({ env, report, signal })), {
          onWait: () => report({ note: "waiting for another set-up of this clone" }),
          signal,
        }),
      (summary) => summary,
    );
  }
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split(".").map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(`Node.js ${process.versions.node} is too old`, {
    remedies: [`Install Node.js ${oldestNode} or newer (https://nodejs.org/)`],
  });
}
