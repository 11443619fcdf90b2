import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { seen } from "../testing/apps/triggers/seen.js";
import { startSample, type SampleHost } from "../testing/sampleHost.js";

let host: SampleHost;
before(async () => {
  process.env["TICK"] = "0 0 0 1 1 *";
  host = await startSample("triggers");
});
after(() => host.close());
beforeEach(() => {
  seen.events.length = 0;
  seen.batches.length = 0;
});

function post(functionName: string, type: string | undefined, body: unknown, contentType = "application/json") {
  return fetch(`${host.url}/runtime/webhooks/EventGrid?functionName=${functionName}&code=any`, {
    method: "POST",
    headers: { "content-type": contentType, ...(type === undefined ? {} : { "aeg-event-type": type }) },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const gridEvent = (id: string, data: object) => ({
  id,
  topic: "t",
  subject: "s",
  eventType: "T",
  eventTime: "2026-01-01T00:00:00Z",
  dataVersion: "1",
  data,
});
const cloudEvent = { specversion: "1.0", id: "c", source: "/s", type: "t", data: { y: 1 } };

test("answers Event Grid's handshake with the code it was sent", async () => {
  const event = gridEvent("1", { validationCode: "ABC" });
  const answer = await post("onEvent", "SubscriptionValidation", [event]);
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { validationResponse: "ABC" });
  assert.deepEqual(seen.events, []);
});

test("answers the handshake of CloudEvents", async () => {
  const url = `${host.url}/runtime/webhooks/eventgrid?functionName=onEvent`;
  const headers = { "WebHook-Request-Origin": "eventgrid.azure.net" };
  const answer = await fetch(url, { method: "OPTIONS", headers });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("webhook-allowed-origin"), "eventgrid.azure.net");
  assert.equal(answer.headers.get("webhook-allowed-rate"), "*");
  assert.equal((await fetch(url, { method: "OPTIONS" })).status, 400);
});

test("runs the function once per event, with the event's data beside it", async () => {
  const answer = await post("ONEVENT", "Notification", [gridEvent("1", { x: 1 }), gridEvent("2", { x: 2 })]);
  assert.equal(answer.status, 202);
  assert.deepEqual(
    seen.events.map(({ event, data }) => [(event as { id: string }).id, data]),
    [
      ["1", { x: 1 }],
      ["2", { x: 2 }],
    ],
  );
});

test("takes a CloudEvent and a batch of them", async () => {
  assert.equal((await post("onEvent", "Notification", cloudEvent, "application/cloudevents+json")).status, 202);
  const batch = [cloudEvent, cloudEvent];
  assert.equal((await post("onEvent", "Notification", batch, "application/cloudevents-batch+json")).status, 202);
  assert.equal(seen.events.length, 3);
});

test("hands a whole batch to a function of cardinality many", async () => {
  assert.equal((await post("onBatch", "Notification", [cloudEvent, cloudEvent])).status, 202);
  assert.deepEqual(seen.batches, [[cloudEvent, cloudEvent]]);
});

test("answers 500 when any event of a batch fails, so that all are delivered again", async () => {
  const answer = await post("onEvent", "Notification", [gridEvent("1", {}), gridEvent("2", { fail: true })]);
  assert.equal(answer.status, 500);
  assert.equal(seen.events.length, 1);
});

test("refuses what is no delivery", async () => {
  assert.equal((await post("onEvent", undefined, [gridEvent("1", {})])).status, 400);
  assert.equal((await post("onEvent", "Other", [])).status, 400);
  assert.equal((await post("onEvent", "Notification", "{ torn")).status, 400);
  assert.equal((await post("onEvent", "SubscriptionValidation", [{}])).status, 400);
  assert.equal((await post("onEvent", "Unsubscribe", [])).status, 202);
  const unknown = await post("nobody", "Notification", []);
  assert.deepEqual([unknown.status, await unknown.text()], [404, "cannot find function: 'nobody'"]);
  assert.equal((await fetch(`${host.url}/runtime/webhooks/eventgrid?functionName=onEvent`)).status, 405);
});
