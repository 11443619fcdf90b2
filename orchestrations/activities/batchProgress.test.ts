import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryProgressFeed } from "../../adapters/memory/memoryProgressFeed.js";
import type { RunProgress } from "../../shared/contracts/run.js";
import type { ProgressFeed } from "../../shared/ports/records.js";
import { batchProgress } from "./batchProgress.js";

const line = (stage: "preview" | "apply" | "verify"): RunProgress => ({
  kind: "stage",
  at: "2026-11-21T09:00:00.000Z",
  stage,
});

/** A feed that counts its appends. */
function countedFeed() {
  const feed = memoryProgressFeed();
  const appends: number[] = [];
  const counted: ProgressFeed = {
    ...feed,
    append: (folder, lines) => {
      appends.push(lines.length);
      return feed.append(folder, lines);
    },
  };
  return { feed: counted, appends };
}

test("appends what comes close together at once, and in order", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { feed, appends } = countedFeed();
  const progress = batchProgress(feed, "run");
  progress.add(line("preview"));
  progress.add(line("apply"));
  assert.deepEqual(appends, []);
  t.mock.timers.tick(250);
  progress.add(line("verify"));
  await progress.flush();
  assert.deepEqual(appends, [2, 1]);
  const { lines } = await feed.read("run", 0);
  assert.deepEqual(
    lines.map((shown) => shown.kind === "stage" && shown.stage),
    ["preview", "apply", "verify"],
  );
});

test("goes on when an append fails: progress is worth less than the run", async () => {
  const { feed } = countedFeed();
  let isAway = true;
  const flaky: ProgressFeed = {
    ...feed,
    append: (folder, lines) => (isAway ? Promise.reject(new Error("away")) : feed.append(folder, lines)),
  };
  const progress = batchProgress(flaky, "run");
  progress.add(line("preview"));
  await progress.flush();
  isAway = false;
  progress.add(line("apply"));
  await progress.flush();
  assert.equal((await feed.read("run", 0)).lines.length, 1);
});

test("appends nothing when there is nothing to tell", async () => {
  const { feed, appends } = countedFeed();
  await batchProgress(feed, "run").flush();
  assert.deepEqual(appends, []);
});
