import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, startSample, type SampleHost } from "../testing/sampleHost.js";

let host: SampleHost;
before(async () => {
  host = await startSample("durable");
});
after(() => host.close());

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

/** Calls the real durable client inside the sample application. */
async function client(call: string, id = "", body: unknown = {}): Promise<Answer> {
  const url = `${host.url}/api/client/${call}/${id}`;
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return (await answer.json()) as Answer;
}

interface Status {
  readonly runtimeStatus: string;
  readonly output: unknown;
  readonly input: unknown;
  readonly customStatus: unknown;
}

async function status(id: string): Promise<Status> {
  const { result, error } = await client("getStatus", id);
  assert.equal(error, undefined);
  return result as Status;
}

const reaches = (id: string, wanted: string) =>
  eventually(async () => {
    const now = await status(id);
    return now.runtimeStatus === wanted ? now : undefined;
  }, `${id} ${wanted}`);

const start = (id: string, name = "WaitsForGo", data?: unknown) => client("startNew", id, { name, data });

test("starts, tells the status, raises an event, completes", async () => {
  assert.deepEqual(await start("gate", "Gate", { waitMs: 60_000 }), { result: "gate" });
  const waiting = await eventually(async () => {
    const now = await status("gate");
    return now.customStatus ? now : undefined;
  }, "a custom status");
  assert.deepEqual(waiting.customStatus, { stage: "gate" });
  assert.deepEqual(waiting.input, { waitMs: 60_000 });
  assert.equal(waiting.output, null);
  await client("raiseEvent", "gate", { name: "Approve", data: { by: "ada" } });
  assert.deepEqual((await reaches("gate", "Completed")).output, { by: "ada" });
});

test("keeps events that come before their wait, in order", async () => {
  await start("later", "ReadsLater");
  await client("raiseEvent", "later", { name: "E", data: 1 });
  await client("raiseEvent", "later", { name: "E", data: 2 });
  assert.deepEqual((await reaches("later", "Completed")).output, [1, 2]);
});

test("loses no event that arrives around a continue-as-new", async () => {
  await start("collector", "CollectsThree", []);
  await Promise.all([1, 2, 3].map((data) => client("raiseEvent", "collector", { name: "Go", data })));
  const { output } = await reaches("collector", "Completed");
  assert.deepEqual([...(output as number[])].sort(), [1, 2, 3]);
});

test("an event goes to the newest wait, not to one that a lost race left behind", async () => {
  await start("second-round", "AsksTwice");
  await eventually(async () => {
    const { customStatus } = await status("second-round");
    return (customStatus as { waitMs: number } | null)?.waitMs === 60_000 ? true : undefined;
  }, "the second round");
  await client("raiseEvent", "second-round", { name: "Approve" });
  assert.equal((await reaches("second-round", "Completed")).output, "went on");
});

test("an event that meets only an abandoned wait is lost, with a warning", async () => {
  await start("asked", "AsksAgain");
  const inRound = (round: unknown) =>
    eventually(
      async () => {
        const { customStatus } = await status("asked");
        return (customStatus as { round: unknown } | null)?.round === round ? true : undefined;
      },
      `round ${String(round)}`,
    );
  await inRound(1);
  await client("raiseEvent", "asked", { name: "Approve", data: "second" });
  await inRound("busy");
  await client("raiseEvent", "asked", { name: "Approve", data: "lost" });
  assert.deepEqual((await reaches("asked", "Completed")).output, ["nothing", "second", "nothing"]);
  assert.ok(
    host.logged.some(({ message }) => message.includes("AsksAgain") && message.includes("is lost, on Azure too")),
  );
});

test("a suspended instance keeps its events until it is resumed", async () => {
  await start("held");
  await reaches("held", "Running");
  assert.deepEqual(await client("suspend", "held"), { result: null });
  await reaches("held", "Suspended");
  assert.match((await client("suspend", "held")).error ?? "", /500.*Cannot suspend orchestration instance/);
  await client("raiseEvent", "held", { name: "Go", data: "kept" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal((await status("held")).runtimeStatus, "Suspended");
  await client("resume", "held");
  assert.equal((await reaches("held", "Completed")).output, "kept");
  assert.deepEqual(await client("resume", "held"), { result: null }, "410 is silent in the client");
});

test("terminates, also while suspended, and takes no event afterwards", async () => {
  await start("doomed");
  await client("suspend", "doomed");
  await reaches("doomed", "Suspended");
  await client("terminate", "doomed");
  assert.equal((await reaches("doomed", "Terminated")).output, "enough");
  assert.deepEqual(await client("raiseEvent", "doomed", { name: "Go" }), { result: null });
});

test("protects a running id and lets an ended one be used again", async () => {
  await start("twice");
  assert.match((await start("twice")).error ?? "", /500.*OrchestrationAlreadyExistsException/);
  await client("terminate", "twice");
  await reaches("twice", "Terminated");
  assert.deepEqual(await start("twice"), { result: "twice" });
  assert.equal((await status("twice")).output, null);
  await client("terminate", "twice");
});

const refusals: readonly (readonly [string, string, string, string, RegExp])[] = [
  ["a status of nobody", "getStatus", "nobody", "", /404/],
  ["an event for nobody", "raiseEvent", "nobody", "Go", /No instance with ID 'nobody'/],
  ["an orchestrator that does not exist", "startNew", "x", "Nobody", /400.*is not an orchestrator function/],
  ["an id that begins with @", "startNew", "@x", "WaitsForGo", /400.*must not start with @/],
  ["an id of 257 characters", "startNew", "x".repeat(257), "WaitsForGo", /400.*must not exceed 256/],
  ["rewind, naming the feature", "rewind", "x", "", /does not support rewind/],
  ["entities, naming the feature", "signalEntity", "x", "", /501.*does not support durable entities/],
];
for (const [title, call, id, name, reason] of refusals) {
  test(`refuses ${title}`, async () => {
    assert.match((await client(call, id, { name })).error ?? "", reason);
  });
}

test("purges one instance and those of a status", async () => {
  await start("purged", "Throws");
  await reaches("purged", "Failed");
  assert.deepEqual(await client("purge", "purged"), { result: { instancesDeleted: 1 } });
  assert.deepEqual(await client("purge", "purged"), { result: { instancesDeleted: 0 } });
  await start("failed-1", "Throws");
  await start("failed-2", "Throws");
  await reaches("failed-1", "Failed");
  await reaches("failed-2", "Failed");
  const failed = { statuses: ["Failed"] };
  assert.deepEqual((await client("getStatusBy", "", failed)).result, ["failed-1", "failed-2"]);
  assert.deepEqual(await client("purgeBy", "", failed), { result: { instancesDeleted: 2 } });
  assert.deepEqual((await client("getStatusBy", "", failed)).result, []);
});

test("pages through more instances than one answer holds", async () => {
  const before = Number((await client("getStatusAll")).result);
  await Promise.all(Array.from({ length: 230 }, (_, n) => host.durable.start("WaitsForGo", { id: `many-${n}` })));
  assert.equal((await client("getStatusAll")).result, before + 230);
});

test("waits for an end, or answers with links when it does not come", async () => {
  await start("quick", "Sequence");
  await reaches("quick", "Completed");
  const done = await fetch(`${host.url}/api/wait/quick`);
  assert.deepEqual([done.status, await done.json()], [200, 5]);
  await start("lasting");
  const pending = await fetch(`${host.url}/api/wait/lasting`);
  assert.equal(pending.status, 202);
  assert.match(pending.headers.get("location") ?? "", /instances\/lasting\?/);
});

test("shows a history in which scheduling is merged into results", async () => {
  const id = await host.durable.start("CallsChild");
  await host.durable.waitForEnd(id);
  const url = `${host.rpcUrl}/runtime/webhooks/durabletask/instances/${id}?showHistory=true&showHistoryOutput=true`;
  const { historyEvents } = (await (await fetch(url)).json()) as { historyEvents: Record<string, unknown>[] };
  assert.deepEqual(
    historyEvents.map(({ EventType, FunctionName, Result }) => [EventType, FunctionName, Result]),
    [
      ["ExecutionStarted", "CallsChild", undefined],
      ["SubOrchestrationInstanceCompleted", "AddsHundred", 101],
      ["ExecutionCompleted", undefined, 101],
    ],
  );
  const running = await fetch(`${host.rpcUrl}/durabletask/instances/lasting`);
  assert.deepEqual([running.status, running.headers.get("retry-after")], [202, "5"]);
});

test("hands the caller's trace to activities, also of sub-orchestrations", async () => {
  const traceparent = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";
  const url = `${host.rpcUrl}/durabletask/orchestrators/TellsTraces/traced`;
  await fetch(url, { method: "POST", body: "1", headers: { traceparent } });
  assert.deepEqual((await reaches("traced", "Completed")).output, [traceparent, traceparent]);
});

test("answers what is no management call with 404, and bad arguments with 400", async () => {
  const statusOf = async (method: string, path: string, body?: string, type = "application/json") =>
    (await fetch(host.rpcUrl + path, { method, headers: { "content-type": type }, ...(body ? { body } : {}) })).status;
  assert.equal(await statusOf("GET", "/api/start/Sequence"), 404);
  assert.equal(await statusOf("GET", "/durabletask/orchestrators/Sequence"), 404);
  assert.equal(await statusOf("POST", "/durabletask/orchestrators/Sequence", "{ torn"), 400);
  assert.equal(await statusOf("POST", "/durabletask/instances/lasting/raiseEvent/Go", "1", "text/plain"), 400);
  assert.equal(await statusOf("POST", "/durabletask/instances/lasting/raiseEvent/Go", "{ torn"), 400);
  assert.equal(await statusOf("DELETE", "/durabletask/instances/"), 400);
  assert.equal(await statusOf("GET", "/durabletask/instances/?runtimeStatus=Sleeping"), 400);
});
