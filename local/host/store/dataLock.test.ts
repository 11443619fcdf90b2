import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { tempFolder } from "../testing/tempFolder.js";
import { lockDataFolder } from "./dataLock.js";

test("refuses a folder whose owner lives, and gives it free when released", (t) => {
  const folder = tempFolder(t);
  const lock = lockDataFolder(folder);
  assert.throws(() => lockDataFolder(folder), new RegExp(`Another host \\(pid ${process.pid}\\) is running`));
  lock.release();
  assert.equal(existsSync(join(folder, "host.lock")), false);
  lockDataFolder(folder).release();
});

test("takes over from an owner that is gone", async (t) => {
  const folder = tempFolder(t);
  const file = join(folder, "host.lock");
  const stale = (change: object) => {
    const lock = lockDataFolder(folder);
    const owner = JSON.parse(readFileSync(file, "utf8")) as object;
    lock.release();
    writeFileSync(file, JSON.stringify({ ...owner, ...change }));
  };
  const child = spawn(process.execPath, ["--eval", "0"]);
  await once(child, "exit");

  const stories: readonly (readonly [string, object])[] = [
    ["a pid that is no more", { pid: child.pid }],
    ["a pid that now belongs to another process", { processStart: "1" }],
    ["another boot of the machine", { bootId: "earlier" }],
  ];
  for (const [story, change] of stories) {
    stale(change);
    const lock = lockDataFolder(folder);
    assert.equal((JSON.parse(readFileSync(file, "utf8")) as { pid: number }).pid, process.pid, story);
    lock.release();
  }
  writeFileSync(file, "{ torn");
  lockDataFolder(folder).release();
});

test("leaves a lock alone that another host has taken over", (t) => {
  const folder = tempFolder(t);
  const file = join(folder, "host.lock");
  const lock = lockDataFolder(folder);
  const owner = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...owner, token: "another" }));
  lock.release();
  assert.ok(existsSync(file));
});
