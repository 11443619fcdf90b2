import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { promisify } from "node:util";
import { installPlugin } from "./installPlugin.js";

const isWindows = process.platform === "win32";
const launcherName = `pulumi-resource-azure-native${isWindows ? ".cmd" : ""}`;
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "plugin home "));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A stand-in for the compiled plugin that tells how it was started. */
async function tellingPlugin(name = "plugin.js"): Promise<string> {
  const path = join(root, name);
  await writeFile(path, "console.log(JSON.stringify([process.execPath, ...process.argv.slice(2)]));\n");
  return path;
}

async function launch(folder: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(join(folder, launcherName), ["127.0.0.1:5"], { shell: isWindows });
  return JSON.parse(stdout);
}

test("puts a launcher where the engine looks, that runs the plugin with this very Node", async () => {
  const folder = await installPlugin(root, await tellingPlugin());
  assert.equal(folder, join(root, "plugins", "resource-azure-native-v3.28.0"));
  assert.deepEqual(await launch(folder), [process.execPath, "127.0.0.1:5"]);
});

test("the launcher works below a package of ES modules", async () => {
  await writeFile(join(root, "package.json"), '{ "type": "module" }');
  assert.deepEqual(await launch(await installPlugin(root, await tellingPlugin("plugin.mjs"))), [
    process.execPath,
    "127.0.0.1:5",
  ]);
});

test("many installations at once leave one whole launcher and no drafts", async () => {
  const plugin = await tellingPlugin();
  const folders = await Promise.all(Array.from({ length: 12 }, () => installPlugin(root, plugin)));
  assert.deepEqual((await readdir(folders[0]!)).sort(), ["package.json", launcherName]);
  assert.deepEqual(await launch(folders[0]!), [process.execPath, "127.0.0.1:5"]);
});

test("a repeated installation writes nothing; one for another plugin replaces the launcher", async () => {
  const folder = await installPlugin(root, await tellingPlugin());
  const before = await stat(join(folder, launcherName));
  await installPlugin(root, await tellingPlugin());
  assert.equal((await stat(join(folder, launcherName))).ino, before.ino);
  await mkdir(join(root, "it's here"));
  await installPlugin(root, await tellingPlugin(join("it's here", "plugin.js")));
  assert.notEqual((await stat(join(folder, launcherName))).ino, before.ino);
  assert.deepEqual(await launch(folder), [process.execPath, "127.0.0.1:5"]);
});
