import assert from "node:assert/strict";
import { test } from "node:test";
import { logger } from "../log/logger.js";
import { openStore } from "../store/store.js";
import { eventually } from "../testing/sampleHost.js";
import { tempFolder } from "../testing/tempFolder.js";
import { functionTable } from "../worker/functionTable.js";
import { EventType, historyEvent } from "./historyEvent.js";
import { newInstance } from "./newInstance.js";
import { orchestrations } from "./orchestrations.js";

const suspend = historyEvent({ EventType: EventType.ExecutionSuspended, Reason: "" });
const result = historyEvent({ EventType: EventType.TaskCompleted, TaskScheduledId: 0, Result: "1" });

for (const [story, status, messages] of [
  ["is suspended", "Suspended", []],
  ["is just being suspended", "Running", [suspend]],
] as const) {
  test(`keeps an activity's result in the inbox while its instance ${story}`, async (t) => {
    const folder = tempFolder(t);
    const store = openStore(folder, { onLost: assert.ifError });
    const spec = { id: "i", name: "Any", version: "", input: null, parent: null, traceParent: null };
    const { instance } = newInstance(spec);
    const { executionId } = instance;
    await store.transact(() => {
      store.instances.put({ ...instance, status });
      store.work.add({ instanceId: "i", executionId, taskId: 0, name: "Any", input: null });
      for (const message of messages) store.inbox.add("i", null, message);
    });
    const runner = orchestrations({
      store,
      functions: functionTable([], {}),
      invoke: () => Promise.reject(new Error("a suspended orchestrator does not run")),
      schemaVersion: 2,
      logger: logger(new Map(), () => undefined),
      maxConcurrent: 1,
      onCommitted: () => undefined,
    });
    const work = store.work.after(0);
    assert.ok(work);
    runner.deliver(work, result);
    await eventually(() => (store.work.after(0) ? undefined : true), "the work row gone");
    const kept = store.inbox.read("i").map(({ event }) => event);
    await runner.drain(Promise.resolve());
    const after = store.instances.get("i")?.status;
    store.close();
    assert.deepEqual([after, kept], ["Suspended", [result]]);
  });
}
