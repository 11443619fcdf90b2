import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { memoryPublisher } from "../../adapters/memory/memoryPublisher.js";
import type { CloudEvent } from "../../shared/contracts/event.js";
import { RunError } from "../../shared/errors.js";
import type { EventOutbox, EventPublisher } from "../../shared/ports/events.js";
import { fault } from "../kit/fault.js";

/** What every adapter of `EventOutbox` does. `make` gives an empty one before the given topic. */
export function eventOutboxContract(name: string, make: (publisher: EventPublisher) => EventOutbox): void {
  describe(`outbox: ${name}`, () => {
    test("publishes what was added once, in sequence, as it was added [CP-152]", async () => {
      const topic = memoryPublisher();
      const outbox = make(topic);
      const events = Array.from({ length: 12 }, (_, index) => event("exec-1", index + 1));
      await outbox.add(events.toReversed());
      assert.equal(await outbox.flush(), 12);
      assert.deepEqual(topic.published, events);
      assert.equal(await outbox.flush(), 0);
      assert.equal(topic.published.length, 12);
    });

    test("an event added twice before the flush goes out once", async () => {
      const topic = memoryPublisher();
      const outbox = make(topic);
      await outbox.add([event("exec-1", 1)]);
      await outbox.add([event("exec-1", 1), event("exec-1", 2)]);
      assert.equal(await outbox.flush(), 2);
    });

    test("flushes one run and leaves the others", async () => {
      const topic = memoryPublisher();
      const outbox = make(topic);
      await outbox.add([event("exec-1", 1), event("exec-10", 1)]);
      assert.equal(await outbox.flush("exec-1"), 1);
      assert.deepEqual(topic.published, [event("exec-1", 1)]);
      assert.equal(await outbox.flush(), 1);
    });

    test("keeps what the topic did not take, and publishes it later under the same ids", async () => {
      const topic = memoryPublisher();
      const outbox = make(topic);
      await outbox.add([event("exec-1", 1), event("exec-1", 2)]);
      topic.failNext(new RunError("transient", "the topic is away"));
      await assert.rejects(outbox.flush(), fault("transient", /the topic is away/));
      assert.deepEqual(topic.published, []);
      assert.equal(await outbox.flush(), 2);
      assert.deepEqual(topic.published, [event("exec-1", 1), event("exec-1", 2)]);
    });

    test("flushes that race lose no event and change no id", async () => {
      const topic = memoryPublisher();
      const outbox = make(topic);
      const events = Array.from({ length: 10 }, (_, index) => event("exec-1", index + 1));
      await outbox.add(events);
      await Promise.all(Array.from({ length: 5 }, () => outbox.flush()));
      const byId = new Map(topic.published.map((each) => [each.id, each]));
      assert.deepEqual(new Set(byId.values()), new Set(events));
      assert.equal(await outbox.flush(), 0);
    });
  });
}

/** An event of a run, told apart by its sequence. */
export function event(runId: string, sequence: number): CloudEvent {
  return {
    specversion: "1.0",
    id: `${runId}:${sequence}`,
    source: "/cloud-provisioner",
    type: "ResourcesProvisioned",
    subject: "infrastructure/stacks/authservice/staging/westeurope",
    time: "2026-11-21T12:00:00.000Z",
    datacontenttype: "application/json",
    sequence: String(sequence),
    data: { event: "ResourcesProvisioned", trace_id: "trace-auth-789", note: "ünïcode" },
  };
}
