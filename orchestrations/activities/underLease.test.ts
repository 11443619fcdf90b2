import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setImmediate as settled } from "node:timers/promises";
import { memoryClock } from "../../adapters/memory/memoryClock.js";
import { memoryStackLease } from "../../adapters/memory/memoryStackLease.js";
import type { StackLease } from "../../shared/ports/stackLease.js";
import { underLease } from "./underLease.js";

const stack = { stackPath: "stacks/a", holder: "exec-1" };

/** A lease whose renewals are answered in order, and time that passes on command; a renewal comes every 20 seconds. */
function timed(t: TestContext, ...answers: (boolean | Error)[]) {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const lease = memoryStackLease(memoryClock("2026-11-21T09:00:00.000Z"));
  let renewals = 0;
  const answering: StackLease = {
    ...lease,
    renew: () => {
      const answer = answers[renewals++] ?? true;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second++) {
      t.mock.timers.tick(1_000);
      await settled();
    }
  };
  return { lease: answering, pass, renewals: () => renewals };
}

const away = new Error("storage is away");

test("renews for as long as the work goes on, and gives back at its end", async (t) => {
  const { lease, pass, renewals } = timed(t);
  const isLost = await underLease(lease, stack, async ({ lost }) => {
    await pass(300);
    return lost.aborted;
  });
  assert.equal(isLost, false);
  const before = renewals();
  assert.ok(before > 10);
  await pass(300);
  assert.equal(renewals(), before);
  assert.equal((await lease.acquire(stack.stackPath, "exec-2", 1)).kind, "held");
});

for (const [title, answers, isLost] of [
  ["tells the work to stop when the lease has another holder", [true, false], true],
  ["tells the work to stop when the lease could not be renewed until its end", [away, away, away, away], true],
  ["goes on when one renewal fails and the next one succeeds", [away, true, away, true], false],
] as const)
  test(title, async (t) => {
    const { lease, pass } = timed(t, ...answers);
    const found = await underLease(lease, stack, async ({ lost }) => {
      await pass(85);
      return lost.aborted;
    });
    assert.equal(found, isLost);
  });

test("says who holds a stack that is taken, without doing the work", async (t) => {
  const { lease } = timed(t);
  await lease.acquire(stack.stackPath, "exec-other", 60_000);
  const answer = await underLease(lease, stack, () => Promise.reject(new Error("must not run")));
  assert.deepEqual(answer, { kind: "busy", holder: "exec-other" });
});

test("keeps the work's result when the lease cannot be given back", async (t) => {
  const { lease } = timed(t);
  const stuck: StackLease = { ...lease, release: () => Promise.reject(away) };
  assert.equal(await underLease(stuck, stack, () => Promise.resolve("done")), "done");
});
