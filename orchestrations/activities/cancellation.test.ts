import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as settled } from "node:timers/promises";
import { memoryEngine } from "../../adapters/memory/memoryEngine.js";
import type { StackEngine } from "../../shared/ports/stackEngine.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { digest, memoryRecords, planFixture, renderedFixture, runFixture as run } from "../../test/kit/runFixture.js";
import { cancelledStep, watchCancellation } from "./cancellation.js";
import { putDocument } from "./documents.js";
import { preview } from "./preview.js";

const ada = { id: "ada", name: "Ada", kind: "person" } as const;
const wish = JSON.stringify({ version: 1, by: ada, reason: "stop", at: "2026-11-21T09:05:00.000Z" });
const changes = { create: 1, update: 0, replace: 0, delete: 0, same: 0 };

test("sees a wish that was there before the work began", async () => {
  const { ledger } = memoryRecords();
  await ledger.create(runPaths.cancellation(run), wish);
  const watch = watchCancellation(ledger, run);
  assert.equal(await watch.look(), true);
  watch.stop();
  assert.equal(watch.signal.aborted, true);
});

test("sees a wish that comes during the work, and survives a storage that is away", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const { ledger } = memoryRecords();
  let isAway = true;
  const flaky = { ...ledger, read: (name: string) => (isAway ? Promise.reject(new Error("away")) : ledger.read(name)) };
  const watch = watchCancellation(flaky, run);
  t.mock.timers.tick(1_000);
  await settled();
  assert.equal(watch.signal.aborted, false);
  isAway = false;
  await ledger.create(runPaths.cancellation(run), wish);
  t.mock.timers.tick(1_000);
  await settled();
  assert.equal(watch.signal.aborted, true);
  watch.stop();
});

test("says who cancelled, and what was changed only when something was", async () => {
  const { ledger } = memoryRecords();
  await ledger.create(runPaths.cancellation(run), wish);
  assert.deepEqual(await cancelledStep(ledger, run, { ...changes, create: 0 }), { kind: "cancelled", by: ada });
  assert.deepEqual(await cancelledStep(ledger, run, changes), { kind: "cancelled", by: ada, changes });
});

test("previews nothing for a run that is cancelled before its preview starts", async () => {
  const records = memoryRecords();
  const [plan, rendered] = await Promise.all([
    putDocument(records.artifacts, `${run.folder}/plan.json`, planFixture, run.traceId),
    putDocument(records.artifacts, `${run.folder}/rendered.json`, renderedFixture, run.traceId),
  ]);
  await records.ledger.create(runPaths.cancellation(run), wish);
  const engine: StackEngine = memoryEngine();
  const ports = { ...records, engine, digest, policyDigest: "policy", timeoutMs: 1_000 };
  assert.deepEqual(await preview(ports)({ run, plan, rendered, round: 1 }), { kind: "cancelled", by: ada });
});
