// @ts-check
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { relay } from "./relay.mjs";
import { testArguments } from "./testArguments.mjs";
import { countsLine } from "./testCounts.mjs";
import { testFiles } from "./testFiles.mjs";

const countReporter = fileURLToPath(new URL("testCounts.mjs", import.meta.url));

/**
 * Runs the tests with Node's own runner, and closes with the runner's counts alone on the last line.
 *
 * @param {string} project
 * @param {readonly string[]} args files, folders, and flags for Node's test runner
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code
 * @throws {import("./machine/setupError.mjs").SetupError} when there is no such test
 */
export async function runTests(project, args, env) {
  const { flags, named } = testArguments(args);
  const files = testFiles(project, named);
  const folder = mkdtempSync(join(tmpdir(), "provisioner-tests-"));
  const counts = join(folder, "counts.json");
  try {
    const exitCode = await relay(["--import", "tsx", "--test", ...testFlags(flags, counts), ...files], {
      cwd: project,
      env: testEnvironment(env),
    });
    const line = closingLine(counts);
    if (line !== undefined) console.log(line);
    return exitCode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {readonly string[]} flags @param {string} counts */
function testFlags(flags, counts) {
  const given = (/** @type {string} */ name) => flags.some((flag) => flag === name || flag.startsWith(`${name}=`));
  return [
    // Many tests wait for processes and sockets: even two cores are better used by two files at a time.
    ...(given("--test-concurrency") ? [] : [`--test-concurrency=${Math.max(2, availableParallelism())}`]),
    ...(given("--test-reporter") ? [] : ["--test-reporter=spec", "--test-reporter-destination=stdout"]),
    ...flags,
    ...(given("--test-reporter") && !given("--test-reporter-destination")
      ? ["--test-reporter-destination=stdout"]
      : []),
    `--test-reporter=${countReporter}`,
    `--test-reporter-destination=${counts}`,
  ];
}

/** @param {NodeJS.ProcessEnv} env */
function testEnvironment(env) {
  const { NODE_TEST_CONTEXT: _outerRunner, ...rest } = env;
  return process.stdout.isTTY ? rest : { ...rest, NO_COLOR: "1" }; // the reporter looks at standard error for colours
}

/** @param {string} file @returns {string | undefined} undefined when the runner was ended before it had counted */
function closingLine(file) {
  try {
    return countsLine(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
