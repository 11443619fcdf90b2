import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { memoryOutbox } from "../../adapters/memory/memoryOutbox.js";
import { memoryPublisher } from "../../adapters/memory/memoryPublisher.js";
import type { Decision } from "../../shared/contracts/decision.js";
import { RunError } from "../../shared/errors.js";
import { runPaths } from "../../shared/records/runPaths.js";
import {
  appliedFixture,
  canonicalPlanFixture,
  digest,
  listedPhases,
  listRun,
  memoryRecords,
  planFixture,
  runFixture as run,
} from "../../test/kit/runFixture.js";
import { announce } from "./announce.js";
import { putDocument } from "./documents.js";
import { closeGate, readGate } from "./gateRecord.js";
import { remember } from "./stackMemory.js";

const grace = { id: "grace", name: "Grace", kind: "person" } as const;
const at = "2026-11-21T09:05:00.000Z";
const approved: Decision = { kind: "approved", pin: digest("pin"), by: grace, reason: "reviewed", at };
const wish = JSON.stringify({ version: 1, by: grace, reason: "stop", at });

test("finds the gate open, then cancelled, then decided: a decision outranks a cancellation", async () => {
  const { ledger } = memoryRecords();
  const look = () => readGate(ledger)({ run, round: 1 });
  assert.deepEqual(await look(), { kind: "open" });
  await ledger.create(runPaths.cancellation(run), wish);
  assert.deepEqual(await look(), { kind: "cancelled", by: grace });
  await ledger.create(runPaths.decision(run, 1), JSON.stringify(approved));
  assert.deepEqual(await look(), { kind: "decided", decision: approved });
});

test("takes a decision of one round for no decision of the next", async () => {
  const { ledger } = memoryRecords();
  await ledger.create(runPaths.decision(run, 1), JSON.stringify(approved));
  assert.deepEqual(await readGate(ledger)({ run, round: 2 }), { kind: "open" });
});

test("gives back the decision that was recorded before the gate closed", async () => {
  const { ledger } = memoryRecords();
  await ledger.create(runPaths.decision(run, 1), JSON.stringify(approved));
  const expired: Decision = { kind: "expired", pin: approved.pin, at };
  assert.deepEqual(await closeGate(ledger)({ run, round: 1, decision: expired }), approved);
});

/** A previewed run, and a topic that hears of it. */
async function previewedRun() {
  const records = memoryRecords();
  await listRun(records.ledger);
  const topic = memoryPublisher();
  const outbox = memoryOutbox(topic);
  const put = (name: string, document: unknown) =>
    putDocument(records.artifacts, `${run.folder}/${name}`, document, run.traceId);
  const pin = { pin: approved.pin, render: "r", plan: "p", state: "s", policy: "q", engine: "e" };
  const record = {
    version: 1,
    round: 1,
    plan: canonicalPlanFixture,
    pin,
    engineVersion: "e",
    files: [],
    diagnostics: [],
  };
  const input = {
    run,
    plan: await put("plan.json", planFixture),
    previewed: {
      kind: "previewed",
      round: 1,
      preview: await put("preview-1.json", { ...record, durationMs: 1 }),
      updatePlan: await put("update-plan-1.json", {}),
      pin,
      changes: canonicalPlanFixture.changes,
      isUnchanged: false,
    } as const,
    reasons: ["a person decides"],
    expiresAt: at,
  };
  const approvers = { group: "PlatformOps", contact: "ops@house.test" };
  return { ...records, topic, outbox, input, step: announce({ ...records, digest, outbox, approvers }) };
}

test("asks for approval as event, as YAML and in every list [CP-057, CP-161]", async () => {
  const { step, input, topic, artifacts, ledger } = await previewedRun();
  await step(input);
  assert.deepEqual(
    topic.published.map(({ id, type, data }) => [id, type, data["status"], data["preview_diff"]]),
    [["exec-1:1", "ProvisioningPreviewReady", "awaiting_approval", "1 create"]],
  );
  const asked = parse(artifacts.stored.get(`${run.folder}/manual-approval.yaml`) ?? "") as {
    manual_approval: { approver_group: string; pin: string };
  };
  assert.deepEqual([asked.manual_approval.approver_group, asked.manual_approval.pin], ["PlatformOps", approved.pin]);
  assert.deepEqual(await listedPhases(ledger), ["awaiting-approval", "awaiting-approval"]);
});

test("tells who decides which secrets are missing or updated since the last apply [CP-118]", async () => {
  const { step, input, artifacts, ...ports } = await previewedRun();
  const [secret] = planFixture.secrets;
  assert.ok(secret);
  const before = [
    { ...secret, vaultRef: "before" },
    { ...secret, name: "API_KEY" },
  ];
  await remember(
    { ...ports, digest },
    { run, rendered: input.plan },
    { ...planFixture, secrets: before },
    appliedFixture,
  );
  await step(input);
  const asked = parse(artifacts.stored.get(`${run.folder}/manual-approval.yaml`) ?? "") as {
    manual_approval: { secrets: unknown };
  };
  assert.deepEqual(asked.manual_approval.secrets, { added: [], missing: ["API_KEY"], updated: ["AUTH_SECRET"] });
});

test("opens the gate although the topic is away, and tells it later", async () => {
  const { step, input, topic, outbox } = await previewedRun();
  topic.failNext(new RunError("transient", "the topic is away"));
  assert.deepEqual(await step(input), { announced: true });
  assert.equal(await outbox.flush(), 1);
});
