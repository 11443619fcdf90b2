import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, runToEnd, startSample, type SampleHost } from "../testing/sampleHost.js";

let host: SampleHost;
before(async () => {
  host = await startSample("durable");
});
after(() => host.close());

const broken: readonly (readonly [string, string, unknown, RegExp])[] = [
  [
    "an orchestrator that no longer follows its history",
    "ChangesItsMind",
    undefined,
    /^Non-Deterministic workflow detected/,
  ],
  [
    "a custom status above 16 KB of UTF-16",
    "SetsLargeStatus",
    8192,
    /^would fail on Azure: the custom status takes 16388 bytes/,
  ],
  ["a call of an activity that does not exist", "CallsNobody", undefined, /'Nobody' doesn't exist/],
  ["a sub-orchestration id with a slash", "StartsBadChild", "a/b", /^would fail on Azure: .*must not contain/],
  [
    "a sub-orchestration id that begins with @",
    "StartsBadChild",
    "@a",
    /^would fail on Azure: .*must not start with @/,
  ],
  ["a wait that nothing can end", "AwaitsCanceledTimer", undefined, /^would hang on Azure: the orchestrator waits/],
  ["entities, naming the feature", "CallsEntity", undefined, /does not support durable entities/],
  ["callHttp, naming the feature", "CallsHttp", undefined, /does not support callHttp/],
];
for (const [title, name, input, reason] of broken) {
  test(`fails ${title}`, async () => {
    const { status, output } = await runToEnd(host, name, input);
    assert.equal(status, "Failed");
    assert.match(String(output), reason);
  });
}

test("takes a custom status of exactly 16 KB", async () => {
  const { status } = await runToEnd(host, "SetsLargeStatus", 8190);
  assert.equal(status, "Completed");
});

test("fails a task that is used in a second Task.any, which would hang on Azure", async () => {
  const id = await host.durable.start("ReusesTimer");
  await raise(id, "Go");
  const { status, output } = await host.durable.waitForEnd(id);
  assert.equal(status, "Failed");
  assert.match(String(output), /^would hang on Azure: the timer due .* is used in a second Task\.any/);
});

test("fails a continue-as-new that leaves a delivered event unread", async () => {
  const id = await host.durable.start("LeavesEventUnread", { input: { round: 0 } });
  await raise(id, "Ignored");
  await raise(id, "Go");
  const { status, output } = await host.durable.waitForEnd(id);
  assert.equal(status, "Failed");
  assert.match(String(output), /^would lose events on Azure: 'Ignored' arrived and was not awaited/);
});

test("continues as new when every event was read", async () => {
  const id = await host.durable.start("LeavesEventUnread", { input: { round: 0 } });
  await raise(id, "Go");
  assert.deepEqual(await host.durable.waitForEnd(id), { status: "Completed", output: "second round" });
});

test("fails an event raised in another case than the one awaited", async () => {
  const id = await host.durable.start("WaitsForGo");
  await raise(id, "gO");
  const { status, output } = await host.durable.waitForEnd(id);
  assert.equal(status, "Failed");
  assert.match(String(output), /^would hang on Azure: .*another case/);
});

test("keeps a status that the SDK does not clear, and warns once", async () => {
  const { id } = await runToEnd(host, "SetsEmptyStatus");
  const status = (await (await fetch(`${host.rpcUrl}/durabletask/instances/${id}`)).json()) as {
    customStatus: unknown;
  };
  assert.deepEqual(status.customStatus, { stage: "one" });
  assert.equal(host.logged.filter(({ message }) => message.includes("setCustomStatus was given")).length, 1);
});

/** Raised one after another, each once the instance is there to receive it. */
async function raise(id: string, name: string): Promise<void> {
  const url = `${host.rpcUrl}/durabletask/instances/${id}/raiseEvent/${name}`;
  const headers = { "content-type": "application/json" };
  await eventually(
    async () => ((await fetch(url, { method: "POST", body: "1", headers })).status === 202 ? true : undefined),
    `event ${name} taken`,
  );
}
