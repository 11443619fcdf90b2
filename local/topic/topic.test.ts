import assert from "node:assert/strict";
import { once } from "node:events";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { startTopic, type Topic, type TopicOptions } from "./topic.js";

const key = "key-of-the-topic";
let dir = "";
const cleanup: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "topic-"));
  cleanup.push(() => rm(dir, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

const begin = async (options: Partial<TopicOptions> = {}): Promise<Topic> => {
  const topic = await startTopic({ dir, key, subscriptions: [], firstPauseMs: 5, ...options });
  cleanup.push(() => topic.close());
  return topic;
};
const event = (id: string, type = "ResourcesProvisioned") => ({
  specversion: "1.0",
  id,
  source: "/cloud-provisioner",
  type,
  data: { note: "ünïcode" },
});
const publish = (topic: Topic, events: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(topic.endpoint, {
    method: "POST",
    headers: { "content-type": "application/cloudevents-batch+json; charset=utf-8", "aeg-sas-key": key, ...headers },
    body: JSON.stringify(events),
  });
const kept = async (topic: Topic): Promise<unknown> => (await fetch(topic.url)).json();

test("keeps what it acknowledged, over a restart and a line that was torn", async () => {
  const first = await startTopic({ dir, key, subscriptions: [] });
  assert.equal((await publish(first, [event("run:1"), event("run:2")])).status, 200);
  await first.close();
  await appendFile(join(dir, "events.jsonl"), `{"specversion":"1.0","id":"run:3","sou`);
  const second = await begin();
  assert.deepEqual(await kept(second), [event("run:1"), event("run:2")]);
  await publish(second, event("run:3"), { "content-type": "application/cloudevents+json" });
  assert.deepEqual(await kept(second), [event("run:1"), event("run:2"), event("run:3")]);
});

test("refuses a wrong key, a wrong form, too much, and keeps nothing of it", async () => {
  const topic = await begin();
  const cases: [number, unknown, Record<string, string>][] = [
    [401, [event("a")], { "aeg-sas-key": "another" }],
    [401, [event("a")], { "aeg-sas-key": "" }],
    [415, [event("a")], { "content-type": "application/json" }],
    [400, [event("a"), { ...event("b"), type: "" }], {}],
    [400, event("a"), {}],
    [413, [{ ...event("a"), data: "x".repeat(1024 * 1024) }], {}],
  ];
  for (const [status, body, headers] of cases) assert.equal((await publish(topic, body, headers)).status, status);
  assert.equal((await fetch(topic.endpoint)).status, 404);
  assert.deepEqual(await kept(topic), []);
});

test("is closed to web pages and to names that only resolve to this machine", async () => {
  const topic = await begin();
  assert.equal((await publish(topic, [event("a")], { origin: "https://page.example" })).status, 403);
  const rebound = request(topic.url, { headers: { host: "page.example" } }).end();
  const [answer] = (await once(rebound, "response")) as [IncomingMessage];
  assert.equal(answer.resume().statusCode, 403);
  await assert.rejects(
    startTopic({ dir, key, subscriptions: [{ name: "away", url: "https://page.example/hook" }] }),
    /loopback/,
  );
});

test("delivers the wanted types after the handshake, in order, and repeats until the webhook takes them", async () => {
  const hook = await webhook([503, 429, 200]);
  const topic = await begin({ subscriptions: [{ name: "observer", url: hook.url, types: ["ResourcesProvisioned"] }] });
  await publish(topic, [event("run:1"), event("run:2", "ProvisioningStarted"), event("run:3")]);
  await hook.until(4);
  assert.deepEqual(hook.received, [event("run:1"), event("run:1"), event("run:1"), event("run:3")]);
  assert.equal(hook.handshakes(), 1);
  assert.deepEqual(hook.deliveryCounts, ["1", "2", "3", "1"]);
});

test("goes on after a restart where it was, and writes down what a webhook refuses for good", async () => {
  const hook = await webhook([200, 400, 200]);
  const subscriptions = [{ name: "observer", url: hook.url }];
  const first = await startTopic({ dir, key, subscriptions });
  await publish(first, [event("run:1"), event("run:2"), event("run:3")]);
  await hook.until(3);
  await first.close();
  const second = await begin({ subscriptions });
  await publish(second, [event("run:4")]);
  while (hook.received.at(-1)?.id !== "run:4") await once(hook.server, "received");
  // The stop may have come before the third answer was noted: then it was delivered again, which is allowed.
  assert.deepEqual([...new Set(hook.received.map((each) => each.id))], ["run:1", "run:2", "run:3", "run:4"]);
  const letters = (await readFile(join(dir, "observer.dead-letters.jsonl"), "utf8")).trim().split("\n");
  assert.deepEqual(letters, [JSON.stringify({ attempts: 1, fate: "refused", event: event("run:2") })]);
});

test("sends nothing to a webhook that does not agree", async () => {
  const hook = await webhook([], "https://somebody.else");
  const topic = await begin({ subscriptions: [{ name: "observer", url: hook.url }] });
  await publish(topic, [event("run:1")]);
  while (hook.handshakes() < 3) await once(hook.server, "request");
  assert.deepEqual(hook.received, []);
});

/** A webhook that answers with the given statuses, then 200. */
async function webhook(statuses: number[], allowedOrigin = "*") {
  const received: { id: string }[] = [];
  const deliveryCounts: unknown[] = [];
  let handshakes = 0;
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      if (incoming.method === "OPTIONS") {
        handshakes += 1;
        outgoing.writeHead(200, { "webhook-allowed-origin": allowedOrigin }).end();
        return;
      }
      let body = "";
      for await (const chunk of incoming) body += String(chunk);
      received.push(JSON.parse(body) as { id: string });
      deliveryCounts.push(incoming.headers["aeg-delivery-count"]);
      outgoing.writeHead(statuses.shift() ?? 200).end();
      server.emit("received");
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return {
    server,
    received,
    deliveryCounts,
    handshakes: () => handshakes,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    until: async (count: number) => {
      while (received.length < count) await once(server, "received");
    },
  };
}
