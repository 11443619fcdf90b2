import assert from "node:assert/strict";
import { test } from "node:test";
import { RunError } from "../../shared/errors.js";
import { endingEvent } from "../../shared/events/runEvents.js";
import { memoryApplication, memoryRuns } from "../../test/kit/application.js";
import { smallRequest } from "../../test/kit/exampleBundle.js";
import { runFixture } from "../../test/kit/runFixture.js";
import { provisionOnEvent } from "./provisionOnEvent.js";

const data = Object.fromEntries(
  Object.entries(smallRequest("by-event", { tenant_id: "T-134" })).filter(([field]) => field !== "execution_id"),
);
const event = (over: Record<string, unknown> = {}) => ({
  id: "e-1",
  eventType: "CreateCloudResourcesForTenant",
  data,
  ...over,
});

async function door() {
  const world = await memoryApplication();
  const durable = memoryRuns();
  return { ...world, ...durable, take: (raw: unknown) => provisionOnEvent(world.app, durable.runs, raw) };
}

for (const [title, raw] of [
  ["in Event Grid's schema", event()],
  ["as a CloudEvent", { id: "e-1", type: "CreateCloudResourcesForTenant", data }],
  ["under its publisher's name", event({ eventType: "ConnectSoft.CreateCloudResourcesForTenant" })],
] as const)
  test(`starts one run for an event ${title}, however often it comes [CP-007]`, async () => {
    const { take, started } = await door();
    assert.deepEqual([await take(raw), await take(raw)], ["started", "existing"]);
    assert.deepEqual(started, ["event-e-1"]);
  });

test("takes the execution id that the event brings", async () => {
  const { take, started } = await door();
  await take(event({ data: { ...data, execution_id: "exec-own" } }));
  assert.deepEqual(started, ["exec-own"]);
});

test("names a run by a digest when the event's id cannot name one", async () => {
  const { take, started } = await door();
  await take(event({ id: "a/b c" }));
  assert.match(started[0] ?? "", /^event-[0-9a-f]{40}$/);
});

for (const [title, raw] of [
  ["another kind", event({ eventType: "ResourcesProvisioned" })],
  ["a kind that only ends like one of ours", event({ eventType: "DoNotUpdateRegionCapacity" })],
  ["no id", event({ id: "" })],
  ["no event at all", "hello"],
] as const)
  test(`ignores what has ${title}`, async () => {
    const { take, started, topic } = await door();
    assert.equal(await take(raw), "ignored");
    assert.deepEqual([started, topic.published], [[], []]);
  });

for (const [title, over] of [
  ["is not complete", { data: { trace_id: "trace-1", region: "westeurope" } }],
  ["is no object", { data: "everything" }],
  ["is missing", { data: undefined }],
] as const)
  test(`records and tells an event whose data ${title} [CP-134]`, async () => {
    const { take, started, topic, ledger } = await door();
    assert.equal(await take(event(over)), "refused");
    assert.deepEqual(started, []);
    assert.ok(await ledger.read("refusals/event-e-1.json"));
    assert.deepEqual(
      topic.published.map(({ id, type, data: told }) => [id, type, told["stage"]]),
      [["event-e-1:0", "ProvisioningFailed", "validation"]],
    );
  });

test("plans an event without a plan by the use case of its blueprint, and refuses it without one [CP-101]", async () => {
  const { take, started, topic } = await door();
  const bare = Object.fromEntries(Object.entries(data).filter(([field]) => field !== "infra_plan"));
  assert.equal(await take(event({ data: bare })), "refused");
  assert.match(String(topic.published[0]?.data["reason"]), /infra_plan/);
  assert.equal(await take(event({ id: "e-2", data: { ...bare, blueprint_id: "report-generator-v1" } })), "started");
  assert.deepEqual(started, ["event-e-2"]);
});

test("refuses an event that brings another request under a known execution id", async () => {
  const { take, topic } = await door();
  await take(event({ data: { ...data, execution_id: "exec-own" } }));
  assert.equal(
    await take(event({ id: "e-2", data: { ...data, execution_id: "exec-own", region: "northeurope" } })),
    "refused",
  );
  assert.match(String(topic.published[0]?.data["reason"]), /different body/);
});

test("tells both a run's ending and the refusal of a later event under its name [CP-134]", async () => {
  const { take, topic, app } = await door();
  await take(event());
  topic.failNext(new RunError("transient", "the topic is away"));
  assert.equal(await take(event({ data: { ...data, region: "northeurope" } })), "refused");
  const run = { ...runFixture, runId: "event-e-1" };
  await app.outbox.add([
    endingEvent(run, { kind: "blocked", reasons: ["no"] }, undefined, "2026-11-21T09:10:00.000Z", app.digest),
  ]);
  assert.equal(await app.outbox.flush(), 2);
  assert.equal(new Set(topic.published.map(({ id }) => id)).size, 2);
});

test("keeps a refusal in the outbox while the topic is away", async () => {
  const { take, topic, app } = await door();
  topic.failNext(new RunError("transient", "the topic is away"));
  assert.equal(await take(event({ data: {} })), "refused");
  assert.equal(await app.outbox.flush(), 1);
});

test("throws while a part is away, so that the event is delivered again [CP-007]", async () => {
  const { app, runs, take, started } = await door();
  const away = { ...runs, start: () => Promise.reject(new RunError("transient", "the engine is away")) };
  await assert.rejects(provisionOnEvent(app, away, event()), /the engine is away/);
  assert.equal(await take(event()), "existing");
  assert.deepEqual(started, ["event-e-1"]);
});
