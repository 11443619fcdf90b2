import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { EventType, historyEvent, type HistoryEvent } from "./historyEvent.js";
import { ActionType, OrchestratorState, type Action } from "./orchestratorState.js";
import { replay } from "./replay.js";

interface Capture {
  readonly trigger: { readonly instanceId: string; readonly input: unknown; readonly history: HistoryEvent[] };
  readonly state: unknown;
}

// Recorded between durable-functions 3.5.0 and a host it ran on to the end.
const captures = JSON.parse(
  readFileSync(new URL("../testing/golden/durableWire.json", import.meta.url), "utf8"),
) as Capture[];

const dayMs = 24 * 60 * 60 * 1000;
const begin = new Date("2026-01-01T00:00:00.000Z");

/** History of one episode that starts the orchestration at `begin`. */
function started(): HistoryEvent[] {
  return [
    historyEvent({ EventType: EventType.OrchestratorStarted }, -1, begin),
    historyEvent({
      EventType: EventType.ExecutionStarted,
      ParentInstance: null,
      Name: "Any",
      Version: "",
      Input: null,
      Tags: null,
      OrchestrationInstance: { InstanceId: "i", ExecutionId: "e" },
    }),
  ];
}

const callActivity = (functionName: string): Action => ({ actionType: ActionType.CallActivity, functionName });
const raised = (name: string) => historyEvent({ EventType: EventType.EventRaised, Name: name, Input: "1" });
const completed = (id: number) =>
  historyEvent({ EventType: EventType.TaskCompleted, TaskScheduledId: id, Result: "1" });
const failed = (id: number) =>
  historyEvent({
    EventType: EventType.TaskFailed,
    TaskScheduledId: id,
    Reason: "no",
    Details: "",
    FailureDetails: null,
  });
const fired = (id: number) => historyEvent({ EventType: EventType.TimerFired, TimerId: id, FireAt: "" });

function scheduling(event: HistoryEvent): string[] {
  if (event.EventType === EventType.TaskScheduled) return [`${event.EventId} activity ${event.Name}`];
  if (event.EventType === EventType.TimerCreated) return [`${event.EventId} timer`];
  if (event.EventType !== EventType.SubOrchestrationInstanceCreated) return [];
  return [`${event.EventId} sub-orchestration ${event.Name}`];
}

test("schedules exactly what the recorded conversations scheduled next, with the same ids", () => {
  let compared = 0;
  for (const [index, { trigger, state }] of captures.entries()) {
    const following = captures
      .slice(index + 1)
      .find(({ trigger: { instanceId } }) => instanceId === trigger.instanceId)?.trigger;
    // The last episode of an execution has no successor to compare with.
    if (!following || following.history.length <= trigger.history.length) continue;
    const added = replay(OrchestratorState.parse(state).actions, trigger.history).added.map((task) =>
      [task.id, task.kind, ...(task.kind === "timer" ? [] : [task.name])].join(" "),
    );
    const before = trigger.history.flatMap(scheduling);
    const expected = following.history.flatMap(scheduling).slice(before.length);
    assert.deepEqual(added, expected, `after event ${trigger.history.length} of ${trigger.instanceId}`);
    compared++;
  }
  assert.ok(compared >= 20, `only ${compared} episodes compared`);
});

test("chops a timer of ten days into pieces of three, each with its own id", () => {
  const fireAt = new Date(begin.getTime() + 10 * dayMs);
  const actions: Action[] = [
    { actionType: ActionType.CreateTimer, fireAt: fireAt.toISOString(), isCanceled: false },
    callActivity("After"),
  ];
  const history = started();
  const pieces: string[] = [];
  for (let id = 0; ; id++) {
    const { added } = replay(actions, history);
    const [task] = added;
    if (task?.kind !== "timer") {
      assert.deepEqual(
        added.map((each) => [each.id, each.kind]),
        [[id, "activity"]],
      );
      break;
    }
    pieces.push(task.fireAt.toISOString().slice(0, 10));
    const FireAt = task.fireAt.toISOString();
    history.push(
      historyEvent({ EventType: EventType.TimerCreated, FireAt }, id, begin),
      historyEvent({ EventType: EventType.OrchestratorStarted }, -1, task.fireAt),
      historyEvent({ EventType: EventType.TimerFired, TimerId: id, FireAt }),
    );
  }
  assert.deepEqual(pieces, ["2026-01-04", "2026-01-07", "2026-01-11"]);
});

test("after the last failed attempt makes one more timer, which the SDK waits for", () => {
  const actions: Action[] = [
    {
      actionType: ActionType.CallActivityWithRetry,
      functionName: "Flaky",
      retryOptions: { firstRetryIntervalInMilliseconds: 1000, maxNumberOfAttempts: 2, backoffCoefficient: 3 },
    },
    callActivity("After"),
  ];
  const task = (id: number, Name: string) =>
    historyEvent({ EventType: EventType.TaskScheduled, Name, Version: "", Input: "[null]" }, id);
  const timer = (id: number) => historyEvent({ EventType: EventType.TimerCreated, FireAt: "" }, id);

  const once = [...started(), task(0, "Flaky"), failed(0)];
  assert.deepEqual(replay(actions, once).added, [
    { id: 1, kind: "timer", fireAt: new Date(begin.getTime() + 1000), isCanceled: false },
  ]);
  const twice = [...once, timer(1), fired(1), task(2, "Flaky"), failed(2)];
  assert.deepEqual(replay(actions, twice).added, [{ id: 3, kind: "timer", fireAt: begin, isCanceled: false }]);
  const over = replay(actions, [...twice, timer(3), fired(3)]);
  assert.deepEqual(
    over.added.map((each) => [each.id, each.kind]),
    [[4, "activity"]],
  );
});

test("waits for every sibling of a failed Task.all before it goes on, as .NET does", () => {
  const actions: Action[] = [
    { actionType: ActionType.WhenAll, compoundActions: [callActivity("A"), callActivity("B")] },
    callActivity("After"),
  ];
  const scheduled = ["A", "B"].map((Name, id) =>
    historyEvent({ EventType: EventType.TaskScheduled, Name, Version: "", Input: "[null]" }, id),
  );
  const afterFailure = replay(actions, [...started(), ...scheduled, failed(0)]);
  assert.deepEqual(afterFailure.added, []);
  assert.equal(afterFailure.open.length, 1);
  const afterBoth = replay(actions, [...started(), ...scheduled, failed(0), completed(1)]);
  assert.deepEqual(
    afterBoth.added.map((each) => each.id),
    [2],
  );
});

test("keeps events that came before their wait, and those that came after continue-as-new", () => {
  const actions: Action[] = [
    { actionType: ActionType.WaitForExternalEvent, externalEventName: "Go" },
    { actionType: ActionType.ContinueAsNew, input: { round: 2 } },
  ];
  const early = replay(actions, [started()[0]!, raised("other"), ...started().slice(1), raised("go"), raised("Late")]);
  assert.deepEqual(early.continueAsNew, { input: { round: 2 } });
  assert.deepEqual(early.unread, ["other"]);
  assert.deepEqual(
    early.late.map((event) => "Name" in event && event.Name),
    ["Late"],
  );
});

test("does not count a canceled timer as open", () => {
  const actions: Action[] = [{ actionType: ActionType.CreateTimer, fireAt: begin.toISOString(), isCanceled: true }];
  const { open, canceledTimerIds } = replay(actions, started());
  assert.deepEqual(open, []);
  assert.deepEqual(canceledTimerIds, [0]);
});

test("refuses a history that the code no longer follows", () => {
  const scheduled = (Name: string) =>
    historyEvent({ EventType: EventType.TaskScheduled, Name, Version: "", Input: "[null]" }, 0);
  assert.doesNotThrow(() => replay([callActivity("reserve")], [...started(), scheduled("Reserve")]));
  assert.throws(
    () => replay([callActivity("Ship")], [...started(), scheduled("Reserve")]),
    /Non-Deterministic.*'Ship'/,
  );
  assert.throws(() => replay([], [...started(), scheduled("Reserve")]), /Non-Deterministic.*hasn't scheduled/);
  const timer: Action = { actionType: ActionType.CreateTimer, fireAt: begin.toISOString(), isCanceled: false };
  assert.throws(() => replay([timer], [...started(), scheduled("Reserve")]), /Non-Deterministic.*a timer task/);
});
