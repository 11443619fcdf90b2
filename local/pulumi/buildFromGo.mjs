// @ts-check
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../setup/machine/runCommand.mjs";
import { cliFileName } from "./cliFolder.mjs";
import { versions } from "./versions.mjs";

/** @import { Obtain } from "./ensureCli.mjs" */

const moduleFolder = fileURLToPath(new URL("cli/", import.meta.url));
const mainPackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
/** The tags of Pulumi's own release builds that matter here: no libc for users, no gRPC tracing. */
const tags = "osusergo,grpcnotrace";
/** Without it `pulumi version` is empty, and the Automation API refuses such a CLI. */
const versionFlag = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${versions.pulumi}`;
/** Linking is silent for half a minute on a small machine, a large module for minutes on a slow line. */
const silenceMs = 5 * 60_000;

/**
 * Builds the CLI from the Go module proxy with the pinned module in `cli/`: go.sum fixes every byte that goes in.
 * Takes about three minutes on two cores with cold caches; Go's own caches keep what was done when it is interrupted.
 *
 * @type {Obtain}
 */
export async function buildFromGo({ into, env, report, signal }) {
  const scratch = mkdtempSync(join(into, "go-")); // Go leaves its own behind when it is interrupted
  try {
    return await build({ into, env: goEnvironment(env, scratch), report, signal });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @type {Obtain} */
async function build({ into, env, report, signal }) {
  const options = { cwd: moduleFolder, env, silenceMs, ...(signal ? { signal } : {}) };

  let packages = 0;
  let modules = 0;
  report({ note: "looking up modules" });
  const listed = await runCommand("go", ["list", "-deps", "-tags", tags, mainPackage], {
    ...options,
    onLine(line, from) {
      if (from === "stdout") packages += 1;
      else if (line.startsWith("go: downloading ")) report({ note: `downloading modules (${++modules})` });
    },
  });
  if (listed.missing) return { kind: "unavailable", reason: "Go is not installed" };
  if (!listed.ok) return failed(listed, "its modules could not be downloaded");

  let compiled = 0;
  const binary = join(into, "bin", cliFileName);
  const flags = ["-v", "-trimpath", "-tags", tags, "-ldflags", `-s -w ${versionFlag}`];
  const built = await runCommand("go", ["build", ...flags, "-o", binary, mainPackage], {
    ...options,
    onLine(line) {
      if (line === mainPackage) report({ note: "linking" });
      else if (!line.startsWith("go: ")) report({ note: "packages compiled", done: ++compiled, total: packages });
    },
  });
  return built.ok ? { kind: "obtained", origin: "built" } : failed(built, "the build failed");
}

/**
 * Go as the pinned module needs it, whatever the user's settings for own work: no workspace, no vendoring, this
 * platform, and no C compiler.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} scratch
 */
function goEnvironment(env, scratch) {
  const { GOOS: _os, GOARCH: _arch, ...rest } = env;
  return { ...rest, GOWORK: "off", GOFLAGS: "-mod=readonly", CGO_ENABLED: "0", GOTMPDIR: scratch };
}

/** @param {import("../setup/machine/runCommand.mjs").CommandResult} result @param {string} what */
function failed({ late, output }, what) {
  const reason = `Go could not build it: ${late ? "it fell silent" : what}`;
  return /** @type {const} */ ({ kind: "failed", reason, output });
}
