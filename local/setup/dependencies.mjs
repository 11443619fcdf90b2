// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileDigest } from "./machine/fileDigest.mjs";
import { npmCommand, npmEnvironment } from "./machine/npmCommand.mjs";
import { runCommand } from "./machine/runCommand.mjs";
import { SetupError } from "./machine/setupError.mjs";

/**
 * @import { SetupTask } from "./prepare.mjs"
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, os?: string[], cpu?: string[] }} Locked
 */

/**
 * The npm packages, exactly as package-lock.json has them.
 *
 * They are up to date when the stamp in node_modules has the digest of the lock file, this platform and this Node's native
 * interface; or when npm's own record of what it installed agrees with the lock file (a developer ran `npm install`).
 *
 * @param {string} project
 * @returns {SetupTask}
 */
export function dependencies(project) {
  const stampFile = join(project, "node_modules", ".cache", "cloud-provisioner", "installed");
  const machine = `${process.platform}-${process.arch} node-abi-${process.versions.modules}`;
  const lockDigest = fileDigest([{ name: "package-lock.json", path: join(project, "package-lock.json") }]);
  const current = `${machine}\n${lockDigest}\n`;
  const stamp = () => {
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, current);
  };

  return {
    name: "dependencies",
    isDone() {
      const stamped = readStamp(stampFile);
      if (stamped === current) return true;
      if (stamped !== undefined && !stamped.startsWith(`${machine}\n`)) return false;
      const agrees = installedAgrees(project);
      if (agrees) stamp();
      return agrees;
    },
    async work({ env, report, signal }) {
      const total = Object.entries(locked(join(project, "package-lock.json"))).filter(isForThisMachine).length;
      let fetched = 0;
      report({ note: "asking the registry" });
      const npm = npmCommand(env);
      const result = await runCommand(npm.program, [...npm.args, "ci", "--loglevel=http"], {
        cwd: project,
        env: npmEnvironment(env),
        signal,
        onLine(line) {
          if (/\bfetch GET 200 \S+\.tgz /.test(line)) report({ note: "packages fetched", done: ++fetched, total });
        },
      });
      if (!result.ok) throw npmFailed(result);
      stamp();
      return `${/^added (\d+) packages/m.exec(result.output.join("\n"))?.[1] ?? total} packages`;
    },
  };
}

/** @param {import("./machine/runCommand.mjs").CommandResult} result */
function npmFailed({ missing, output }) {
  const news = output.filter((line) => !/^npm (http|warn)\b/.test(line));
  return new SetupError(missing ? "npm is not installed" : "`npm ci` failed", {
    output: news,
    remedies: missing
      ? ["Install Node.js with npm (https://nodejs.org/)"]
      : ["Check that the npm registry can be reached, then run the command again"],
  });
}

/** @param {string} file */
function readStamp(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** @param {string} project */
function installedAgrees(project) {
  try {
    const installed = locked(join(project, "node_modules", ".package-lock.json"));
    return Object.entries(locked(join(project, "package-lock.json"))).every(([path, wanted]) => {
      const found = installed[path];
      if (found === undefined) return path === "" || wanted.optional === true;
      return wanted.version === found.version && wanted.integrity === found.integrity;
    });
  } catch {
    return false;
  }
}

/** @param {string} file @returns {Record<string, Locked>} */
function locked(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** Whether a locked package is fetched here: not a workspace, and not for another platform only. @param {[string, Locked]} entry */
function isForThisMachine([path, { link, os, cpu }]) {
  return path.includes("node_modules/") && link !== true && suits(os, process.platform) && suits(cpu, process.arch);
}

/** @param {string[] | undefined} list such as `["linux"]` or `["!win32"]` @param {string} here */
function suits(list, here) {
  if (list === undefined) return true;
  return list.includes(here) || (list.every((item) => item.startsWith("!")) && !list.includes(`!${here}`));
}
