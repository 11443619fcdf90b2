import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunInput, RunOutcome, RunProgress } from "../../shared/contracts/run.js";
import { RollbackPlan } from "../../shared/contracts/rollbackPlan.js";
import { RunError } from "../../shared/errors.js";
import { runPaths } from "../../shared/records/runPaths.js";
import {
  appliedFixture,
  canonicalPlanFixture,
  digest,
  listRun,
  memoryRecords,
  planFixture,
  runFixture as run,
} from "../../test/kit/runFixture.js";
import type { StepInput } from "../stepResult.js";
import { archive } from "./archive.js";
import { startAttempt } from "./attempts.js";
import { remember } from "./stackMemory.js";

const outcome: RunOutcome = {
  kind: "failed",
  stage: "apply",
  code: "quota-exceeded",
  reason: "no more of them here",
  diagnostics: [],
  changes: { create: 1, update: 0, replace: 0, delete: 0, same: 0 },
};
const made = (state: "started" | "done" | "failed"): RunProgress => {
  const { urn, type, name } = canonicalPlanFixture.steps[0] ?? assert.fail();
  return { kind: "resource", at: run.submittedAt, operation: "apply", urn, type, name, op: "create", state };
};
const token = 500;

/** A run that failed part-way under a token, with the stack's earlier runs as a test tells them. */
async function failedRun() {
  const records = memoryRecords();
  const { artifacts, ledger, feed } = records;
  await listRun(ledger);
  await feed.append(run.folder, [made("started")]);
  await feed.append(run.folder, [made("done")]);
  const ref = { name: "x", sha256: digest(""), bytes: 0 };
  const pin = { pin: digest("pin"), render: "r", plan: "p", state: "s", policy: "q", engine: "e" };
  const { changes } = canonicalPlanFixture;
  const previewed = { kind: "previewed", round: 1, preview: ref, updatePlan: ref, pin, changes, isUnchanged: false };
  const input = { run, plan: ref, rendered: ref, previewed } as StepInput<"apply">;
  await startAttempt(ledger, input, 3, run.submittedAt);
  await startAttempt(ledger, input, token, run.submittedAt);

  const earlier = async (
    runId: string,
    at: number,
    more: { claimed?: boolean; ended?: string } = {},
  ): Promise<void> => {
    const { claimed = true, ended } = more;
    const input: RunInput = { ...run, runId, folder: `runs/2026/10/${runId}` };
    await remember({ ...records, digest }, { run: input, rendered: ref }, planFixture, {
      ...appliedFixture,
      fencingToken: at,
    });
    const claim = { version: 1, fingerprint: "f", input, accepted: "{}" };
    if (claimed) await ledger.create(runPaths.claim(runId), JSON.stringify(claim));
    if (ended) await artifacts.put(`${input.folder}/run.json`, JSON.stringify({ outcome: { kind: ended } }));
  };
  const wayBack = async (more: Partial<typeof records> = {}, of: RunInput = run): Promise<RollbackPlan> => {
    const step = archive({ ...records, digest, keepsContext: false, ...more });
    await step({ run: of, outcome, work: { retries: 0 }, finishedAt: run.submittedAt });
    return RollbackPlan.parse(JSON.parse((await artifacts.find(`${run.folder}/rollback-plan.json`)) ?? "null"));
  };
  return { ...records, earlier, wayBack };
}

test("leads to the latest run that applied the stack with success before this one [CP-059]", async () => {
  const { earlier, wayBack } = await failedRun();
  for (let at = 1; at <= 30; at++) await earlier(`old-${at}`, at, { ended: "applied" });
  for (let at = 101; at <= 130; at++) await earlier(`unverified-${at}`, at, { ended: "failed" });
  await earlier("later", token + 1, { ended: "applied" });
  assert.deepEqual((await wayBack()).target, {
    ...{ kind: "run", execution_id: "old-30", trace_id: run.traceId, folder: "runs/2026/10/old-30" },
    state_digest: null,
  });
});

test("leads to an empty stack where no run applied it, and is named among the run's artifacts [CP-059]", async () => {
  const { artifacts, wayBack } = await failedRun();
  const { target, steps, evidence } = await wayBack();
  assert.deepEqual([target, steps.map(({ action }) => action)], [{ kind: "empty" }, ["delete"]]);
  assert.equal(evidence.is_complete, true);
  const record = JSON.parse((await artifacts.find(`${run.folder}/run.json`)) ?? "") as {
    artifacts: { name: string }[];
  };
  assert.ok(record.artifacts.some(({ name }) => name === `${run.folder}/rollback-plan.json`));
});

test("takes an apply that came to its end for a success while its record is not there, and no claim for unknown", async () => {
  const recorded = await failedRun();
  await recorded.earlier("just-now", token - 1);
  const { target } = await recorded.wayBack();
  assert.equal(target.kind === "run" && target.execution_id, "just-now");
  const forgotten = await failedRun();
  await forgotten.earlier("long-ago", 1, { claimed: false });
  assert.deepEqual((await forgotten.wayBack()).target, { kind: "unknown" });
});

test("reads a feed to its end that comes in pieces", async () => {
  const { feed, wayBack } = await failedRun();
  const inPieces: typeof feed = {
    ...feed,
    async read(folder, after) {
      const { lines } = await feed.read(folder, 0);
      const piece = lines.slice(after, after + 1);
      return { lines: piece, next: after + piece.length };
    },
  };
  assert.equal((await wayBack({ feed: inPieces })).evidence.is_complete, true);
});

test("leaves out what a run that fell back had tried in the region that it left", async () => {
  const { feed, wayBack } = await failedRun();
  const stack = { ...run.stack, stack: "staging-northeurope-auth", region: "northeurope" };
  const tried = { ...made("failed"), urn: `urn:pulumi:${run.stack.stack}::p::azure-native:resources:ResourceGroup::g` };
  await feed.append(run.folder, [tried]);
  assert.equal((await wayBack()).unknown.length, 1);
  const { unknown, steps } = await wayBack({}, { ...run, stack, movedFrom: run.stack });
  assert.deepEqual([unknown, steps.length], [[], 1]);
});

test("plans without a feed that is spoilt, and waits for one that does not answer", async () => {
  const { feed, artifacts, wayBack } = await failedRun();
  const spoilt = { ...feed, read: () => Promise.reject(new SyntaxError("Unexpected end of JSON input")) };
  const { steps, evidence } = await wayBack({ feed: spoilt });
  assert.deepEqual([steps, evidence.is_complete], [[], false]);
  const away = { ...feed, read: () => Promise.reject(new RunError("transient", "storage is away")) };
  await assert.rejects(wayBack({ feed: away }), /storage is away/);
  assert.ok(await artifacts.find(`${run.folder}/run.json`), "of the first archive");
});
