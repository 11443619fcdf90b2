import assert from "node:assert/strict";
import { test } from "node:test";
import { stopSignal, untilStopped } from "./stopSignal.js";

test("a signal that was aborted before is a stop at once", () => {
  const stop = stopSignal(AbortSignal.abort(), 60_000);
  assert.deepEqual([stop.signal.aborted, stop.reason()], [true, "cancelled"]);
  stop.clear();
});

test("the first reason to stop is the one that is told", async () => {
  const caller = new AbortController();
  const stop = stopSignal(caller.signal, 5);
  await new Promise((resolve) => {
    stop.signal.addEventListener("abort", resolve);
  });
  caller.abort();
  assert.equal(stop.reason(), "timed-out");
  stop.clear();
});

test("after it was cleared nothing stops", async () => {
  const caller = new AbortController();
  const stop = stopSignal(caller.signal, 5);
  stop.clear();
  caller.abort();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([stop.signal.aborted, stop.reason()], [false, undefined]);
});

test("work is waited for until the stop, and its later fault harms nobody", async () => {
  const never = new AbortController();
  assert.equal(await untilStopped(Promise.resolve(1), never.signal), 1);
  await assert.rejects(untilStopped(Promise.reject(new Error("no")), never.signal), /no/);
  const caller = new AbortController();
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<number>((_, reject) => {
    fail = reject;
  });
  const waiting = untilStopped(work, caller.signal);
  caller.abort();
  assert.equal(await waiting, undefined);
  fail(new Error("too late"));
  assert.equal(await untilStopped(work, caller.signal), undefined);
});
