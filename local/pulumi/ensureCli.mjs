// @ts-check
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { withLock } from "../setup/machine/withLock.mjs";
import { buildFromGo } from "./buildFromGo.mjs";
import { cliFileName, cliFolder } from "./cliFolder.mjs";
import { findCli } from "./findCli.mjs";
import { installOfficially } from "./installOfficially.mjs";
import { isCompatible } from "./isCompatible.mjs";
import { noCliError } from "./noCliError.mjs";
import { proveCli } from "./proveCli.mjs";
import { versions } from "./versions.mjs";

/**
 * @import { FoundCli } from "./findCli.mjs"
 *
 * How far an attempt has come; `done` of `total` where both are known.
 * @typedef {{ note: string, done?: number, total?: number }} Progress
 *
 * @typedef {{ kind: "obtained", origin: "installer" | "built" }
 *   | { kind: "unavailable", reason: string }
 *   | { kind: "failed", reason: string, output: string[] }} ObtainResult
 *
 * A way to obtain a CLI: leaves it at `bin/` in the folder `into`, prints nothing, and says how it ended.
 * @typedef {(to: { into: string, env: NodeJS.ProcessEnv, report: (progress: Progress) => void, signal?: AbortSignal | undefined })
 *   => Promise<ObtainResult>} Obtain
 */

/** From the quickest to the one that needs least of the network. @type {readonly Obtain[]} */
const everyWay = [installOfficially, buildFromGo];

/**
 * The Pulumi CLI for this machine: found, or obtained into the user's cache, once for all clones and set-ups.
 *
 * A CLI is obtained aside, proved by running it, and renamed into place as a whole, so the cache never shows half of one.
 *
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(progress: Progress) => void} [options.report]
 * @param {AbortSignal | undefined} [options.signal]
 * @param {readonly Obtain[]} [options.ways]
 * @returns {Promise<FoundCli>}
 * @throws {import("../setup/machine/setupError.mjs").SetupError} when no way led to a CLI that runs
 */
export async function ensureCli({ env, report = () => undefined, signal, ways = everyWay }) {
  const found = await findCli(env, signal);
  if (found.cli) return found.cli;

  const { lock } = cliFolder(env);
  const onWait = (/** @type {{ pid: number } | undefined} */ owner) =>
    report({ note: `waiting for another set-up${owner ? ` (process ${owner.pid})` : ""} to finish it` });
  return withLock(
    lock,
    async () => {
      const { cli, passedOver } = await findCli(env, signal);
      return cli ?? obtain({ env, report, signal, ways, passedOver });
    },
    { onWait, signal },
  );
}

/**
 * @param {{ env: NodeJS.ProcessEnv, report: (progress: Progress) => void, signal: AbortSignal | undefined,
 *   ways: readonly Obtain[], passedOver: readonly string[] }} options
 * @returns {Promise<FoundCli>}
 */
async function obtain({ env, report, signal, ways, passedOver }) {
  const { root, binary } = cliFolder(env);
  /** @type {ObtainResult[]} */
  const attempts = [];
  for (const way of ways) {
    const aside = freshStaging(root);
    try {
      const result = await way({ into: aside, env, report, signal });
      if (result.kind !== "obtained") {
        attempts.push(result);
        continue;
      }
      report({ note: "proving it" });
      const version = await proveCli(join(aside, "bin", cliFileName), env, signal);
      if (version === undefined || !isCompatible(version, versions.pulumi)) {
        const reason = `what was ${result.origin === "built" ? "built" : "installed"} answers ${version ?? "nothing"} to \`pulumi version\``;
        attempts.push({ kind: "failed", reason, output: [] });
        continue;
      }
      rmSync(root, { recursive: true, force: true }); // what lay there did not answer: findCli passed it over
      renameSync(aside, root);
      return { path: binary, version, origin: result.origin };
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }
  throw noCliError({ attempts, passedOver, root });
}

/** An empty folder beside `root`, on the same file system; what earlier owners of the lock left is swept. @param {string} root */
function freshStaging(root) {
  const folder = join(root, "..");
  const prefix = `${basename(root)}.staging-`;
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name.startsWith(prefix)) rmSync(join(folder, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(folder, prefix));
}
