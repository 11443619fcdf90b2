import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../../pulumi/testing/fakePrograms.js";
import { withLock } from "./withLock.mjs";

test("processes at once hold the lock one after the other, also when a dead owner's lies there", async (t) => {
  const folder = temporaryFolder(t);
  const lock = join(folder, "a.lock");
  writeFileSync(lock, JSON.stringify({ pid: await deadPid(), host: hostname(), token: "of-the-dead" }));
  await Promise.all(Array.from({ length: 6 }, () => holdOnce(folder, lock)));

  const events = readFileSync(join(folder, "events"), "utf8").trim().split("\n");
  assert.equal(events.length, 12);
  for (let index = 0; index < events.length; index += 2) {
    assert.match(events[index]!, /^enter/);
    assert.equal(events[index + 1], events[index]!.replace("enter", "leave"));
  }
  assert.deepEqual(readdirSync(folder), ["events"]);
});

test("waits for a living owner, telling once who it is", async (t) => {
  const lock = join(temporaryFolder(t), "a.lock");
  const order: string[] = [];
  let second: Promise<unknown> | undefined;
  await withLock(lock, async () => {
    await new Promise<void>((otherWaits) => {
      second = withLock(lock, () => Promise.resolve(order.push("second")), {
        onWait: (owner) => {
          order.push(`waits for ${owner?.pid ?? "?"}`);
          otherWaits();
        },
      });
    });
    order.push("first");
  });
  await second;
  assert.deepEqual(order, [`waits for ${process.pid}`, "first", "second"]);
});

test("takes over from an owner on another host only when its heartbeat has stopped", async (t) => {
  const lock = join(temporaryFolder(t), "a.lock");
  writeFileSync(lock, JSON.stringify({ pid: 1, host: `not-${hostname()}`, token: "elsewhere" }));
  const done: string[] = [];
  await withLock(lock, () => Promise.resolve(done.push("entered")), {
    onWait: () => {
      done.push("waited");
      const longAgo = new Date(Date.now() - 3_600_000);
      utimesSync(lock, longAgo, longAgo);
    },
  });
  assert.deepEqual(done, ["waited", "entered"]);
});

test("lets go when the work throws, and when waiting is given up", async (t) => {
  const lock = join(temporaryFolder(t), "a.lock");
  await assert.rejects(
    withLock(lock, () => Promise.reject(new Error("no luck"))),
    /no luck/,
  );
  assert.equal(existsSync(lock), false);

  const stop = new AbortController();
  await withLock(lock, async () => {
    const waiting = withLock(lock, () => Promise.resolve("entered"), {
      signal: stop.signal,
      onWait: () => {
        stop.abort();
      },
    });
    await assert.rejects(waiting, { name: "AbortError" });
    assert.equal(existsSync(lock), true);
  });
});

const holder = `
  import { appendFileSync } from "node:fs";
  import { setTimeout as sleep } from "node:timers/promises";
  import { withLock } from ${JSON.stringify(new URL("withLock.mjs", import.meta.url).href)};
  const [events, lock] = process.argv.slice(1);
  await withLock(lock, async () => {
    appendFileSync(events, "enter " + process.pid + "\\n");
    await sleep(40);
    appendFileSync(events, "leave " + process.pid + "\\n");
  });`;

function holdOnce(folder: string, lock: string): Promise<void> {
  const args = ["--input-type=module", "-e", holder, join(folder, "events"), lock];
  const child = spawn(process.execPath, args, { stdio: "inherit", cwd: fileURLToPath(new URL(".", import.meta.url)) });
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`exit code ${code ?? "none"}`));
    });
  });
}

async function deadPid(): Promise<number | undefined> {
  const gone = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => gone.once("exit", resolve));
  return gone.pid;
}
