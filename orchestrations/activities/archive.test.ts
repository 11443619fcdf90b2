import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryOutbox } from "../../adapters/memory/memoryOutbox.js";
import { memoryPublisher } from "../../adapters/memory/memoryPublisher.js";
import type { ArtifactRef } from "../../shared/contracts/artifact.js";
import type { AppliedRecord } from "../../shared/contracts/evidence.js";
import type { RunOutcome } from "../../shared/contracts/run.js";
import { RunError } from "../../shared/errors.js";
import {
  appliedFixture,
  canonicalPlanFixture,
  digest,
  listedPhases,
  listRun,
  memoryRecords,
  planFixture,
  renderedFixture,
  runFixture as run,
  tagsFixture,
} from "../../test/kit/runFixture.js";
import type { RunWork } from "../steps.js";
import { archive } from "./archive.js";
import { putDocument } from "./documents.js";
import { publish } from "./publish.js";
import { remember } from "./stackMemory.js";
import { verify } from "./verify.js";

const finishedAt = "2026-11-21T09:10:00.000Z";
const applied: AppliedRecord = {
  ...appliedFixture,
  resources: [
    {
      urn: canonicalPlanFixture.steps[0]?.urn ?? "",
      type: "azure-native:resources:ResourceGroup",
      name: "cs-stg-weu-auth-rg",
      id: "/subscriptions/s/resourceGroups/cs-stg-weu-auth-rg",
      inputs: { tags: tagsFixture },
      outputs: {},
    },
  ],
  outputs: { key_vault_uri: { value: "https://vault.example", isSecret: false } },
};

/** A run whose evidence is stored, up to its apply. */
async function endedRun() {
  const records = memoryRecords();
  await listRun(records.ledger);
  const put = (name: string, document: unknown): Promise<ArtifactRef> =>
    putDocument(records.artifacts, `${run.folder}/${name}`, document, run.traceId);
  const work: RunWork & { plan: ArtifactRef; applied: ArtifactRef } = {
    plan: await put("plan.json", planFixture),
    rendered: await put("rendered.json", renderedFixture),
    applied: await put("applied.json", applied),
    retries: 0,
  };
  const outcome: RunOutcome = {
    kind: "applied",
    changes: applied.changes,
    resourceCount: 1,
    outputs: work.applied,
  };
  const { stored } = records.artifacts;
  const record = () => JSON.parse(stored.get(`${run.folder}/run.json`) ?? "null") as RunRecord | null;
  const ports = { ...records, digest, keepsContext: false };
  return { ...ports, stored, record, work, outcome, archive: archive(ports) };
}

interface RunRecord {
  readonly artifacts: readonly ArtifactRef[];
  readonly unreadable: readonly string[];
  readonly outcome: RunOutcome;
}

test("names every artifact in the record, and shows the ending in every list [CP-063]", async () => {
  const { archive, work, outcome, record, stored, ledger } = await endedRun();
  await archive({ run, outcome, work, finishedAt });
  const names = record()?.artifacts.map(({ name }) => name.slice(run.folder.length + 1)) ?? [];
  assert.deepEqual(names.sort(), [
    "outputs.json",
    "provisioned-resources.json",
    "provisioning-event.json",
    "provisioning-output.json",
    "provisioning.log",
    "secret-bindings.json",
    "stack/index.ts",
  ]);
  assert.ok(stored.has(`${run.stack.path}/index.ts`));
  assert.deepEqual(await listedPhases(ledger), ["applied", "applied"]);
});

test("writes the same bytes when it is repeated", async () => {
  const { archive, work, outcome, stored } = await endedRun();
  await archive({ run, outcome, work, finishedAt });
  const before = new Map(stored);
  await archive({ run, outcome, work, finishedAt });
  assert.deepEqual(stored, before);
});

test("leaves the stack's own folder alone when nothing was applied", async () => {
  const { archive, work, stored } = await endedRun();
  const { plan, rendered, retries } = work;
  await archive({ run, outcome: { kind: "blocked", reasons: ["no"] }, work: { plan, rendered, retries }, finishedAt });
  assert.deepEqual(
    [...stored.keys()].filter((name) => name.startsWith(run.stack.path)),
    [],
  );
});

test("takes from the stack's own folder what its last state does not have, and nothing from its tenants'", async () => {
  const { archive, work, outcome, artifacts, stored } = await endedRun();
  const [own, tenants] = [`${run.stack.path}/dns-map.yaml`, `${run.stack.path}/contoso/dns-map.yaml`];
  for (const name of [own, tenants]) await artifacts.put(name, "records: []\n");
  await archive({ run, outcome, work, finishedAt });
  assert.deepEqual(
    [stored.has(own), stored.has(tenants), stored.has(`${run.stack.path}/index.ts`)],
    [false, true, true],
  );
});

test("takes nothing from the stack's own folder when it cannot read what belongs there", async () => {
  const { archive, work, outcome, artifacts, stored } = await endedRun();
  const program = await artifacts.put(`${run.stack.path}/index.ts`, "");
  stored.delete(work.rendered?.name ?? "");
  await archive({ run, outcome, work, finishedAt });
  assert.ok(stored.has(program.name));
});

test("leaves the stack's own folder to a later apply that was archived before it", async () => {
  const { archive, work, outcome, stored, ...ports } = await endedRun();
  const rendered = work.plan;
  await remember(ports, { run, rendered }, planFixture, applied);
  await remember(ports, { run: { ...run, runId: "later" }, rendered }, planFixture, { ...applied, fencingToken: 2 });
  await archive({ run, outcome, work, finishedAt });
  assert.deepEqual(
    [...stored.keys()].filter((name) => name.startsWith(run.stack.path)),
    [],
  );
});

const held = [`${run.folder}/context.json`, `${run.folder}/update-plan-1.json`, `${run.folder}/update-plan-2.json`];

/** The same run at its end, after two previews, with what it held between its steps. */
async function runWithContext() {
  const ended = await endedRun();
  for (const name of held) await ended.artifacts.put(name, "{}");
  const pin = { pin: digest("pin"), render: "", plan: "", state: "", policy: "", engine: "" };
  const previewed = {
    kind: "previewed",
    round: 2,
    preview: ended.work.plan,
    updatePlan: ended.work.plan,
    pin,
    changes: applied.changes,
    isUnchanged: false,
  } as const;
  return { ...ended, input: { run, outcome: ended.outcome, work: { ...ended.work, previewed }, finishedAt } };
}

test("lets go of what the run held between its steps, and keeps its evidence [CP-115]", async () => {
  const { archive, stored, record, input } = await runWithContext();
  await archive(input);
  assert.deepEqual(
    held.filter((name) => stored.has(name)),
    [],
  );
  for (const { name } of record()?.artifacts ?? []) assert.ok(stored.has(name), name);
  for (const { name } of [input.work.plan, input.work.applied]) assert.ok(stored.has(name), name);
});

test("lets go also of what was held for the stack that the run left, and records what it had come to there", async () => {
  const { archive, stored, input } = await runWithContext();
  const { previewed, retries } = input.work;
  const outcome: RunOutcome = {
    kind: "failed",
    stage: "apply",
    code: "region-unavailable",
    reason: "no room",
    diagnostics: [],
  };
  await archive({ ...input, outcome, work: { retries, before: { previewed, outcome } } });
  assert.deepEqual(
    held.filter((name) => stored.has(name)),
    [],
  );
  const { work } = JSON.parse(stored.get(`${run.folder}/run.json`) ?? "") as { work: { before: object } };
  assert.deepEqual(work.before, { previewed, outcome });
});

test("lets go also of what a preview wrote that never came to its result", async () => {
  const { archive, stored, input } = await runWithContext();
  const outcome: RunOutcome = { kind: "failed", stage: "preview", code: "defect", reason: "away", diagnostics: [] };
  await archive({ ...input, outcome, work: { retries: 0 } });
  assert.deepEqual(
    held.filter((name) => stored.has(name)),
    [],
  );
});

test("keeps what the run held in diagnostic mode [CP-115]", async () => {
  const { stored, input, ...ports } = await runWithContext();
  await archive({ ...ports, keepsContext: true })(input);
  for (const name of held) assert.ok(stored.has(name), name);
});

test("records an ending although evidence is spoilt, and says which", async () => {
  const { archive, work, outcome, stored, record } = await endedRun();
  stored.set(work.plan.name, "{}");
  stored.delete(work.applied.name);
  await archive({ run, outcome, work, finishedAt });
  assert.deepEqual(record()?.unreadable, [work.plan.name, work.applied.name]);
  assert.equal(record()?.outcome.kind, "applied");
});

test("tries again later, and writes no record, while storage does not answer", async () => {
  const { artifacts, ledger, feed, work, outcome, stored } = await endedRun();
  const away = { ...artifacts, read: () => Promise.reject(new RunError("transient", "storage is away")) };
  await assert.rejects(
    archive({ artifacts: away, ledger, feed, digest, keepsContext: false })({ run, outcome, work, finishedAt }),
    /storage is away/,
  );
  assert.ok(!stored.has(`${run.folder}/run.json`));
});

test("publishes the ending once for each repetition, under one id", async () => {
  const { artifacts, work, outcome } = await endedRun();
  const topic = memoryPublisher();
  const step = publish({ artifacts, outbox: memoryOutbox(topic), digest });
  await step({ run, outcome, work, finishedAt });
  await step({ run, outcome, work, finishedAt });
  assert.deepEqual([...new Set(topic.published.map(({ id }) => id))], ["exec-1:1000"]);
});

test("keeps the ending in the outbox when the topic is away, without failing the run", async () => {
  const { artifacts, work, outcome } = await endedRun();
  const topic = memoryPublisher();
  const outbox = memoryOutbox(topic);
  topic.failNext(new RunError("transient", "the topic is away"));
  assert.deepEqual(await publish({ artifacts, outbox, digest })({ run, outcome, work, finishedAt }), { published: 0 });
  assert.equal(await outbox.flush(), 1);
});

test("verifies what was applied against what was planned [CP-081]", async () => {
  const { artifacts, work } = await endedRun();
  const { plan } = work;
  assert.deepEqual(await verify(artifacts)({ run, plan, applied: work.applied }), { findings: [] });
  const bare = await putDocument(artifacts, `${run.folder}/bare.json`, { ...applied, resources: [] }, run.traceId);
  assert.equal((await verify(artifacts)({ run, plan, applied: bare })).findings.length, 1);
});
