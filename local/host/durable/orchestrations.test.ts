import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, runToEnd, startSample, type SampleHost } from "../testing/sampleHost.js";

let host: SampleHost;
before(async () => {
  host = await startSample("durable");
});
after(() => host.close());

/** Orchestrators of the sample application, run through durable-functions itself. */
const endings: readonly (readonly [string, string, unknown, string, unknown])[] = [
  ["runs activities one after another", "Sequence", undefined, "Completed", 5],
  ["runs activities side by side", "FanOut", 30, "Completed", 465],
  [
    "keeps ids right while retries interleave",
    "RetriesInParallel",
    undefined,
    "Completed",
    ["ok after 3", "ok after 3", "ok after 3", "tail"],
  ],
  [
    "goes on after the last attempt of a retried activity",
    "ExhaustsRetries",
    undefined,
    "Completed",
    "after the last attempt",
  ],
  [
    "tells callers what failed, structured when the application knows the error",
    "CatchesFailures",
    undefined,
    "Completed",
    ["Activity function 'Fails' failed: boom ", { code: 42 }, "Orchestrator function 'Throws' failed: no way "],
  ],
  [
    "ends an orchestration that throws as failed",
    "Throws",
    undefined,
    "Failed",
    "Orchestrator function 'Throws' failed: no way",
  ],
  ["runs a sub-orchestration under the id it was given", "CallsChild", undefined, "Completed", 101],
  ["retries a sub-orchestration", "RetriesChild", undefined, "Completed", "child failed twice"],
  ["lets a timer win against an event", "Gate", { waitMs: 20 }, "Completed", "expired"],
  ["continues as new until it has counted down", "CountsDown", { left: 3, seen: [] }, "Completed", [3, 2, 1, 0]],
];
for (const [title, name, input, status, output] of endings) {
  test(title, async () => {
    const ended = await runToEnd(host, name, input);
    assert.deepEqual([ended.status, ended.output], [status, output]);
  });
}

test("a child keeps its given id and its own result", async () => {
  const { id } = await runToEnd(host, "CallsChild");
  assert.deepEqual(await host.durable.waitForEnd(`${id}-child`), { status: "Completed", output: 101 });
});

test("time moves on for an orchestrator by the length of its timers, never less", async () => {
  const { output } = await runToEnd(host, "TellsTime");
  const { before: from, after: to } = output as { before: number; after: number };
  assert.ok(to - from >= 50, `only ${to - from} ms`);
});

test("does not complete while a timer that lost is still open, and says so", async () => {
  const { id, output } = await runToEnd(host, "ReturnsEarly");
  assert.equal(output, "returned");
  const status = await statusOf(id);
  const events = status["historyEvents"] as { EventType: string }[];
  assert.ok(
    events.some((event) => event.EventType === "TimerFired"),
    "it completed before its timer fired",
  );
  assert.ok(host.logged.some(({ level, message }) => level === "warning" && message.includes("goes on until")));
});

test("keeps the first three days of a timer of ten in the store", async () => {
  const id = await host.durable.start("WaitsTenDays");
  const created = await eventually(async () => {
    const events = (await statusOf(id))["historyEvents"] as { EventType: string; Timestamp: string; FireAt: string }[];
    return events.find((event) => event.EventType === "TimerCreated");
  }, "a timer in the history");
  const days = (Date.parse(created.FireAt) - Date.parse(created.Timestamp)) / (24 * 60 * 60 * 1000);
  assert.ok(days > 2.99 && days <= 3, `first piece of ${days} days`);
});

async function statusOf(id: string): Promise<Record<string, unknown>> {
  const url = `${host.rpcUrl}/durabletask/instances/${id}?showHistory=true&showHistoryOutput=true`;
  return (await (await fetch(url)).json()) as Record<string, unknown>;
}
