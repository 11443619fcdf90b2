import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { startTopic, type Topic } from "../../local/topic/topic.js";
import { CloudEvent } from "../../shared/contracts/event.js";
import { fault } from "../../test/kit/fault.js";
import { event } from "../../test/contracts/eventOutboxContract.js";
import { startLossyProxy } from "../../test/kit/lossyProxy.js";
import { batches } from "./batches.js";
import { eventGridPublisher } from "./eventGridPublisher.js";

const key = "key-of-the-topic";

async function topic(t: TestContext): Promise<Topic> {
  const dir = await mkdtemp(join(tmpdir(), "eventgrid-"));
  const started = await startTopic({ dir, key, subscriptions: [] });
  t.after(async () => {
    await started.close();
    await rm(dir, { recursive: true, force: true });
  });
  return started;
}

const kept = async ({ url }: Topic): Promise<unknown> => (await fetch(url)).json();

test("the topic gets the events as CloudEvents JSON, exactly as they were written [CP-152]", async (t) => {
  const target = await topic(t);
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const events = [event("exec-1", 1), { ...event("exec-1", 2), traceparent }];
  await eventGridPublisher({ endpoint: target.endpoint, key }).publish(events);
  const received = await kept(target);
  assert.deepEqual(received, events);
  assert.deepEqual(CloudEvent.array().parse(received), events);
});

test("an answer that was lost sends an event again under the same id", async (t) => {
  const target = await topic(t);
  const proxy = await startLossyProxy(target.port);
  t.after(() => proxy.close());
  proxy.loseNext(({ method }) => method === "POST");
  const endpoint = target.endpoint.replace(String(target.port), String(proxy.port));
  await eventGridPublisher({ endpoint, key }).publish([event("exec-1", 1)]);
  assert.equal(proxy.lost.length, 1);
  assert.deepEqual(await kept(target), [event("exec-1", 1), event("exec-1", 1)]);
});

test("a refused key is a defect, a refused event rejected input, and a topic that is away transient", async (t) => {
  const target = await topic(t);
  const wrongKey = eventGridPublisher({ endpoint: target.endpoint, key: "another-key" });
  await assert.rejects(wrongKey.publish([event("a", 1)]), (error) => {
    assert.ok(fault("defect", /refused the credential/)(error));
    return !String(error).includes("another-key");
  });
  const publisher = eventGridPublisher({ endpoint: target.endpoint, key });
  await assert.rejects(
    publisher.publish([{ ...event("a", 1), source: "" }]),
    fault("rejected-input", /refused the events/),
  );
  await assert.rejects(
    publisher.publish([{ ...event("a", 1), data: { text: "x".repeat(1_100_000) } }]),
    fault("rejected-input", /413/),
  );
  assert.deepEqual(await kept(target), []);

  const busy = createServer((_, answer) => answer.writeHead(503, { "retry-after": "0" }).end());
  await new Promise<void>((resolve) => busy.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    busy.closeAllConnections();
    busy.close();
  });
  const endpoint = `http://127.0.0.1:${(busy.address() as AddressInfo).port}/api/events`;
  await assert.rejects(eventGridPublisher({ endpoint, key }).publish([event("a", 1)]), fault("transient", /503/));
});

test("plain http is used on loopback only", async () => {
  const publisher = eventGridPublisher({ endpoint: "http://topic.example/api/events", key });
  await assert.rejects(publisher.publish([event("a", 1)]), fault("defect", /https|insecure/i));
});

test("batches keep every event, in order, and within the limit", () => {
  const events = Array.from({ length: 40 }, (_, index) => event("exec-1", index + 1));
  const limit = 2_000;
  const split = batches(events, limit);
  assert.deepEqual(split.flat(), events);
  assert.ok(split.length > 1);
  for (const batch of split) assert.ok(Buffer.byteLength(JSON.stringify(batch)) <= limit);
  assert.deepEqual(batches([event("a", 1)], 10), [[event("a", 1)]]);
  assert.deepEqual(batches([]), []);
});
