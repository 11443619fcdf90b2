import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { temporaryFolder } from "../pulumi/testing/fakePrograms.js";
import { dependencies } from "./dependencies.mjs";
import { SetupError } from "./machine/setupError.mjs";

type Packages = Record<string, { version?: string; integrity?: string; optional?: boolean; os?: string[] }>;

const a: Packages = { "": {}, "node_modules/a": { version: "1.0.0", integrity: "sha512-a" } };
const otherPlatform: Packages = { "node_modules/b": { version: "1.0.0", optional: true, os: ["aix"] } };

test("installs what the lock file says, once, and again when the lock file has changed", async (t) => {
  const { folder, lock, env } = clone(t);
  lock(a);
  assert.equal(dependencies(folder).isDone(), false);
  await install(folder, env);
  assert.equal(dependencies(folder).isDone(), true);

  utimesSync(join(folder, "package-lock.json"), new Date(), new Date(Date.now() + 60_000));
  assert.equal(dependencies(folder).isDone(), true, "a newer file with the same content is no change");

  lock({ ...a, "node_modules/a": { version: "2.0.0", integrity: "sha512-a2" } });
  assert.equal(dependencies(folder).isDone(), false);
});

test("is not done when node_modules was deleted", async (t) => {
  const { folder, lock, env } = clone(t);
  lock(a);
  await install(folder, env);
  rmSync(join(folder, "node_modules"), { recursive: true });
  assert.equal(dependencies(folder).isDone(), false);
});

test("accepts what a developer installed, when npm's own record agrees with the lock file", (t) => {
  const { folder, lock, installed } = clone(t);
  lock({ ...a, ...otherPlatform });
  installed(a);
  assert.equal(dependencies(folder).isDone(), true);
  installed({ "node_modules/a": { version: "1.0.0", integrity: "sha512-changed" } });
  lock({ ...a, "node_modules/c": { version: "1.0.0" } });
  assert.equal(dependencies(folder).isDone(), false);
});

test("installs anew for another Node: native packages are made for one", async (t) => {
  const { folder, lock, env } = clone(t);
  lock(a);
  await install(folder, env);
  const stamp = join(folder, "node_modules", ".cache", "cloud-provisioner", "installed");
  writeFileSync(stamp, readFileSync(stamp, "utf8").replace(/node-abi-\d+/, "node-abi-1"));
  assert.equal(dependencies(folder).isDone(), false);
});

test("counts fetched packages against those for this machine", async (t) => {
  const { folder, lock, env } = clone(t);
  lock({ ...a, ...otherPlatform, "node_modules/c": { version: "1.0.0", os: ["!aix"] } });
  const { notes } = await install(folder, env);
  assert.deepEqual(notes, ["?/? asking the registry", "1/2 packages fetched", "2/2 packages fetched"]);
});

test("fails with npm's words, and is not done", async (t) => {
  const { folder, lock, env } = clone(t, `console.error("npm error code ENOTFOUND"); process.exitCode = 1;`);
  lock(a);
  const error: unknown = await install(folder, env).catch((reason: unknown) => reason);
  assert.ok(error instanceof SetupError);
  assert.deepEqual(error.output, ["npm error code ENOTFOUND"]);
  assert.equal(dependencies(folder).isDone(), false);
});

/** An npm that writes the record npm writes, and says what npm says. */
const standInNpm = `
  const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
  fs.mkdirSync("node_modules", { recursive: true });
  fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify(lock));
  console.error("npm http fetch GET 200 https://registry/a 12ms (cache miss)");
  for (const name of ["a", "c"]) console.error("npm http fetch GET 200 https://registry/" + name + "-1.0.0.tgz 12ms (cache miss)");
  console.log("added 1 packages in 1s");`;

function clone(t: test.TestContext, npm = standInNpm) {
  const folder = temporaryFolder(t);
  const script = join(folder, "npm-cli.js");
  writeFileSync(script, `const fs = require("fs");\n${npm}`);
  const write = (path: string, packages: Packages) => {
    writeFileSync(join(folder, path), JSON.stringify({ lockfileVersion: 3, packages }));
  };
  return {
    folder,
    env: { ...process.env, npm_execpath: script },
    lock: (packages: Packages) => {
      write("package-lock.json", packages);
    },
    installed: (packages: Packages) => {
      if (!existsSync(join(folder, "node_modules"))) mkdirSync(join(folder, "node_modules"));
      write("node_modules/.package-lock.json", packages);
    },
  };
}

async function install(folder: string, env: NodeJS.ProcessEnv) {
  const notes: string[] = [];
  const summary = await dependencies(folder).work({
    env,
    signal: new AbortController().signal,
    report: ({ note, done, total }) => void notes.push(`${done ?? "?"}/${total ?? "?"} ${note}`),
  });
  return { summary, notes };
}
