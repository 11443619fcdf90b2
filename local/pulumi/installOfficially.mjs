// @ts-check
import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npmCommand, npmEnvironment } from "../setup/machine/npmCommand.mjs";
import { runCommand } from "../setup/machine/runCommand.mjs";
import { versions } from "./versions.mjs";

/** @import { Obtain } from "./ensureCli.mjs" */

/** What the npm package downloads and runs; there is no mirror setting. */
const installer = "https://get.pulumi.com/install.sh";
const reachableMs = 3_000;
const installMs = 150_000;

/**
 * Lets Pulumi's npm package `pulumi` run the official installer, where that can be reached at all.
 *
 * The package is a launcher without a binary: it installs into `$PULUMI_HOME/versions/{version}` on first use. It is
 * run on demand, as a dependency it would be one more package for everybody who has the CLI already.
 * Being offline is normal here, so reachability is asked first and briefly; behind a proxy, which fetch
 * does not use but the installer does, only the installer itself can tell.
 *
 * @type {Obtain}
 */
export async function installOfficially({ into, env, report, signal }) {
  report({ note: "asking for the official installer" });
  if (!hasProxy(env) && !(await isReachable(signal))) {
    return { kind: "unavailable", reason: "the official installer cannot be reached from here" };
  }

  report({ note: "running the official installer" });
  const home = mkdtempSync(join(into, "home-"));
  const elsewhere = mkdtempSync(join(tmpdir(), "provisioner-npm-")); // npm exec would take this project's .npmrc and packages
  try {
    const npm = npmCommand(env);
    const exec = ["exec", "--yes", "--update-notifier=false", `--package=pulumi@${versions.npmLauncher}`, "--"];
    const { ok, late, output } = await runCommand(npm.program, [...npm.args, ...exec, "pulumi", "version"], {
      cwd: elsewhere,
      env: {
        ...npmEnvironment(env),
        PULUMI_HOME: home,
        PULUMI_VERSION: versions.pulumi,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
      limitMs: installMs,
      ...(signal ? { signal } : {}),
    });
    if (!ok) return { kind: "failed", reason: `the official installer ${late ? "took too long" : "failed"}`, output };
    renameSync(join(home, "versions", versions.pulumi, "bin"), join(into, "bin"));
    return { kind: "obtained", origin: "installer" };
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  }
}

/** @param {AbortSignal | undefined} signal */
async function isReachable(signal) {
  const limit = AbortSignal.timeout(reachableMs);
  try {
    const reply = await fetch(installer, { method: "HEAD", signal: signal ? AbortSignal.any([signal, limit]) : limit });
    return reply.ok;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}

/** @param {NodeJS.ProcessEnv} env */
function hasProxy(env) {
  return ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].some((name) => Boolean(env[name]));
}
