import assert from "node:assert/strict";
import { test } from "node:test";
import type { Applied, EngineFailure, Previewed, StackEngine } from "../../shared/ports/stackEngine.js";
import { runPaths } from "../../shared/records/runPaths.js";
import {
  canonicalPlanFixture,
  digest,
  memoryRecords,
  planFixture,
  previewedFixture,
  renderedFixture,
  runFixture as run,
} from "../../test/kit/runFixture.js";
import { steps, type PreviewedRun } from "../steps.js";
import type { StepInput } from "../stepResult.js";
import { apply } from "./apply.js";
import { putDocument } from "./documents.js";
import { preview } from "./preview.js";

const applied: Applied = {
  kind: "applied",
  changes: canonicalPlanFixture.changes,
  resources: [],
  outputs: {},
  stateDigest: "after",
  diagnostics: [],
  durationMs: 5,
};

/** A run that was previewed and approved, and an engine whose every call is counted. */
async function approvedRun(
  now: { previews?: Partial<Previewed>; applies?: () => Promise<Applied | EngineFailure> } = {},
) {
  const records = memoryRecords();
  const calls = { preview: 0, apply: [] as { updatePlan: string; fencingToken: number }[] };
  let current: Partial<Previewed> = {};
  const engine: StackEngine = {
    preview: () => {
      calls.preview++;
      return Promise.resolve({ ...previewedFixture, ...current });
    },
    apply: (_target, { updatePlan, fencingToken }) => {
      calls.apply.push({ updatePlan, fencingToken });
      return (now.applies ?? (() => Promise.resolve(applied)))();
    },
    previewRefresh: () => Promise.reject(new Error("not part of an apply")),
    destroy: () => Promise.reject(new Error("not part of an apply")),
    exportState: () => Promise.resolve(undefined),
  };
  const [plan, rendered] = await Promise.all([
    putDocument(records.artifacts, `${run.folder}/plan.json`, planFixture, run.traceId),
    putDocument(records.artifacts, `${run.folder}/rendered.json`, renderedFixture, run.traceId),
  ]);
  const ports = { ...records, engine, digest, policyDigest: "policy", timeoutMs: 1000 };
  const previewed = await preview(ports)({ run, plan, rendered, round: 1 });
  assert.equal(previewed.kind, "previewed");
  if (previewed.kind !== "previewed") throw new Error("the fixture must preview");
  const input: StepInput<"apply"> = {
    run,
    plan,
    rendered,
    previewed: steps.preview.output.parse(previewed) as PreviewedRun,
  };
  current = now.previews ?? {};
  return { records, calls, input, step: apply(ports), ports };
}

test("applies with the approved update plan and a fencing token [CP-079]", async () => {
  const { step, input, calls } = await approvedRun();
  assert.equal((await step(input)).kind, "applied");
  assert.deepEqual(calls.apply, [{ updatePlan: "{}", fencingToken: 1 }]);
});

const differences: [string, Partial<Previewed>, string][] = [
  ["the plan", { plan: { ...canonicalPlanFixture, steps: [] } }, "the planned changes"],
  ["the state", { stateDigest: "other" }, "the stack's state"],
  ["the engine", { engineVersion: "pulumi 3.260.0" }, "the engine's version"],
];
for (const [what, previews, words] of differences)
  test(`performs no operation when ${what} differs from the pin [CP-146]`, async () => {
    const { step, input, calls } = await approvedRun({ previews });
    assert.deepEqual(await step(input), { kind: "stale", differences: [words] });
    assert.deepEqual(calls.apply, []);
  });

test("performs no operation when the policy has changed since the approval [CP-146]", async () => {
  const { input, calls, ports } = await approvedRun();
  assert.equal((await apply({ ...ports, policyDigest: "stricter" })(input)).kind, "stale");
  assert.deepEqual(calls.apply, []);
});

test("answers a repeated step with what happened, without doing it twice [CP-145]", async () => {
  const { step, input, calls } = await approvedRun();
  const first = await step(input);
  assert.deepEqual(await step(input), first);
  assert.equal(calls.apply.length, 1);
});

test("reports an attempt that was cut off instead of repeating it blindly", async () => {
  const { step, input, calls, records } = await approvedRun();
  await records.ledger.create(runPaths.attempt(run, 1), JSON.stringify({ version: 1, round: 1, token: 1 }));
  const result = await step(input);
  assert.deepEqual([result.kind, result.kind === "failed" && result.code], ["failed", "apply-interrupted"]);
  assert.deepEqual(calls.apply, []);
});

test("waits its turn while another run holds the stack [CP-137]", async () => {
  const { step, input, calls, records } = await approvedRun();
  await records.lease.acquire(run.stack.path, "exec-other", 60_000);
  assert.deepEqual(await step(input), { kind: "busy", holder: "exec-other" });
  assert.deepEqual(calls.apply, []);
});

test("gives the lease back whatever happens", async () => {
  const { step, input, records } = await approvedRun({ applies: () => Promise.reject(new Error("engine gone")) });
  await assert.rejects(step(input), /engine gone/);
  assert.equal((await records.lease.acquire(run.stack.path, "exec-next", 1)).kind, "held");
});

const failure: EngineFailure = {
  kind: "failed",
  code: "throttled",
  reason: "429",
  diagnostics: [],
  isTransient: true,
  changes: { create: 0, update: 0, replace: 0, delete: 0, same: 0 },
};
for (const [title, changes, mayRetry] of [
  ["may be tried again while nothing was changed [CP-136]", failure.changes, true],
  ["is not repeated once something was changed", { ...failure.changes, create: 1 }, false],
] as const)
  test(`a throttled apply ${title}`, async () => {
    const { step, input } = await approvedRun({ applies: () => Promise.resolve({ ...failure, changes }) });
    const result = await step(input);
    assert.equal(result.kind === "failed" && result.mayRetry, mayRetry);
  });
