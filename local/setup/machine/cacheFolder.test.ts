import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { cacheFolder } from "./cacheFolder.mjs";

const cases: [title: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform, folder: string][] = [
  ["what the user names", { PROVISIONER_CACHE_DIR: "/own", XDG_CACHE_HOME: "/xdg" }, "linux", "/own"],
  ["XDG_CACHE_HOME", { XDG_CACHE_HOME: "/xdg" }, "linux", join("/xdg", "cloud-provisioner")],
  ["LOCALAPPDATA on Windows", { LOCALAPPDATA: "/local" }, "win32", join("/local", "cloud-provisioner", "Cache")],
  ["Library/Caches on macOS", {}, "darwin", join(homedir(), "Library", "Caches", "cloud-provisioner")],
  ["~/.cache elsewhere", { LOCALAPPDATA: "/local" }, "linux", join(homedir(), ".cache", "cloud-provisioner")],
];

for (const [title, env, platform, folder] of cases) {
  test(`caches in ${title}`, () => {
    assert.equal(cacheFolder(env, platform), folder);
  });
}
