// @ts-check
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "../setup/machine/runCommand.mjs";
import { cliFolder } from "./cliFolder.mjs";

const limitMs = 10_000;

/**
 * Asks a CLI for its version by running it: a file that is there may still be cut short, of another platform, or a
 * launcher that cannot download.
 *
 * @param {string} binary absolute
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} [signal]
 * @returns {Promise<string | undefined>} such as `v3.259.0`; undefined when the file is missing or gives no version
 */
export async function proveCli(binary, env, signal) {
  const { ok, output } = await runCommand(binary, ["version"], {
    env: { ...env, PULUMI_HOME: cliFolder(env).home, PULUMI_SKIP_UPDATE_CHECK: "true" },
    limitMs,
    ...(signal ? { signal } : {}),
  });
  return ok ? output.find((line) => /^v?\d+\.\d+\.\d+/.test(line))?.trim() : undefined;
}

/**
 * As `proveCli`, but a proof holds for as long as the file keeps its size and time: running a CLI costs 0.1 to 0.2 s,
 * and one is looked for at every start.
 *
 * @type {typeof proveCli}
 */
export async function proveCliOnce(binary, env, signal) {
  const fingerprint = fingerprintOf(binary);
  if (fingerprint === undefined) return undefined;

  const name = createHash("sha256").update(binary).digest("hex").slice(0, 16);
  const memo = join(cliFolder(env).folder, "proofs", `${name}.json`);
  const remembered = recall(memo);
  if (remembered?.fingerprint === fingerprint) return remembered.version;

  const version = await proveCli(binary, env, signal);
  if (version !== undefined) remember(memo, { binary, fingerprint, version });
  return version;
}

/** @param {string} binary @returns {string | undefined} undefined when there is no file that could be looked at */
function fingerprintOf(binary) {
  try {
    const file = statSync(binary);
    return file.isFile() ? `${file.size} ${file.mtimeMs}` : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} memo @returns {{ fingerprint: string, version: string } | undefined} */
function recall(memo) {
  try {
    return JSON.parse(readFileSync(memo, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {string} memo @param {{ binary: string, fingerprint: string, version: string }} proof */
function remember(memo, proof) {
  mkdirSync(dirname(memo), { recursive: true });
  const aside = `${memo}.${randomUUID()}`;
  writeFileSync(aside, JSON.stringify(proof));
  renameSync(aside, memo);
}
