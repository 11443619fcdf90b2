import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "../store/inbox.js";
import type { Instance, RuntimeStatus } from "../store/instances.js";
import { takeBatch } from "./batch.js";
import { EventType, historyEvent, type HistoryEvent } from "./historyEvent.js";
import { newInstance } from "./newInstance.js";

const spec = { id: "i", name: "Any", version: "", input: null, parent: null, traceParent: null };
const { instance: pending, started } = newInstance(spec);
const as = (status: RuntimeStatus): Instance => ({ ...pending, status });

const raised = historyEvent({ EventType: EventType.EventRaised, Name: "Go", Input: null });
const fired = historyEvent({ EventType: EventType.TimerFired, TimerId: 0, FireAt: "" });
const suspended = historyEvent({ EventType: EventType.ExecutionSuspended, Reason: "" });
const resumed = historyEvent({ EventType: EventType.ExecutionResumed, Reason: "" });
const terminated = historyEvent({ EventType: EventType.ExecutionTerminated, Input: "enough" });

function inbox(...events: (HistoryEvent | readonly [HistoryEvent, string])[]): Message[] {
  return events.map((each, index) => {
    const [event, executionId] = "EventType" in each ? [each, null] : each;
    return { source: "inbox", seq: index + 1, executionId, event };
  });
}

test("takes all that waits, the start before events that were there earlier", () => {
  const batch = takeBatch(as("Pending"), inbox(raised, started, fired));
  assert.equal(batch.kind, "run");
  assert.deepEqual("events" in batch && batch.events, [started, raised, fired]);
  assert.equal("consumed" in batch && batch.consumed.length, 3);
});

test("throws away answers to an earlier execution, whose small ids would fit the wrong task", () => {
  const both = takeBatch(as("Running"), inbox([fired, "earlier"], [raised, pending.executionId]));
  assert.deepEqual("events" in both && both.events, [raised]);
  assert.equal("consumed" in both && both.consumed.length, 2);
  assert.equal(takeBatch(as("Running"), inbox([fired, "earlier"])).kind, "discard");
});

test("throws away what comes for an instance that has ended or is gone", () => {
  assert.equal(takeBatch(as("Completed"), inbox(raised)).kind, "discard");
  assert.equal(takeBatch(undefined, inbox(raised)).kind, "discard");
  assert.equal(takeBatch(undefined, []).kind, "nothing");
});

test("while suspended takes only what suspends, and all once it is resumed", () => {
  const suspending = takeBatch(as("Running"), inbox(raised, suspended));
  assert.equal(suspending.kind, "suspend");
  assert.deepEqual("consumed" in suspending && suspending.consumed.map(({ seq }) => seq), [2]);
  assert.equal(takeBatch(as("Suspended"), inbox(raised, fired)).kind, "nothing");
  assert.equal(takeBatch(as("Suspended"), inbox(raised, resumed)).kind, "run");
  assert.equal(takeBatch(as("Suspended"), inbox(resumed, raised, suspended)).kind, "suspend");
});

test("terminates whatever else waits", () => {
  for (const status of ["Running", "Suspended"] as const) {
    const batch = takeBatch(as(status), inbox(raised, terminated));
    assert.equal(batch.kind, "terminate");
    assert.equal("reason" in batch && batch.reason, "enough");
  }
});
