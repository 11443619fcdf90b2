import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  Applied,
  ApplyOptions,
  EngineCancelled,
  EngineFailure,
  Previewed,
  StackEngine,
} from "../../shared/ports/stackEngine.js";
import type { Ledger } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";
import {
  canonicalPlanFixture,
  digest,
  listedPhases,
  listRun,
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
import { recall } from "./stackMemory.js";

const applied: Applied = {
  kind: "applied",
  changes: canonicalPlanFixture.changes,
  resources: [],
  outputs: {},
  stateDigest: "after",
  diagnostics: [],
  durationMs: 5,
};

const failure: EngineFailure = {
  kind: "failed",
  code: "throttled",
  reason: "429",
  diagnostics: [],
  isTransient: true,
  changes: { create: 0, update: 0, replace: 0, delete: 0, same: 0 },
};

const grace = { id: "grace", name: "Grace", kind: "person" } as const;
const cancel = (ledger: Ledger) =>
  ledger.create(
    runPaths.cancellation(run),
    JSON.stringify({ version: 1, by: grace, reason: "stop", at: "2026-11-21T09:05:00.000Z" }),
  );

/** A run that was previewed and approved, and an engine whose every call is counted. */
async function approvedRun(
  now: {
    previews?: Partial<Previewed>;
    applies?: (options: ApplyOptions) => Promise<Applied | EngineFailure | EngineCancelled>;
  } = {},
) {
  const records = memoryRecords();
  await listRun(records.ledger);
  const calls = { preview: 0, apply: [] as { updatePlan: string; fencingToken: number }[] };
  let current: Partial<Previewed> = {};
  const engine: StackEngine = {
    preview: () => {
      calls.preview++;
      return Promise.resolve({ ...previewedFixture, ...current });
    },
    apply: (_target, options) => {
      const { updatePlan, fencingToken } = options;
      calls.apply.push({ updatePlan, fencingToken });
      return (now.applies ?? (() => Promise.resolve(applied)))(options);
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

test("remembers an apply that ended, also when the step was cut off before it did [CP-116]", async () => {
  const { input, records, ports, calls } = await approvedRun();
  const lists: Ledger["list"] = (prefix, options) =>
    prefix === runPaths.memories(run.stack.path)
      ? Promise.reject(new Error("the host died"))
      : records.ledger.list(prefix, options);
  await assert.rejects(apply({ ...ports, ledger: { ...records.ledger, list: lists } })(input), /the host died/);
  assert.equal(await recall(records.ledger, run), undefined);

  assert.equal((await apply(ports)(input)).kind, "applied");
  assert.equal(calls.apply.length, 1);
  const memory = await recall(records.ledger, run);
  assert.deepEqual(
    [memory?.token, memory?.stack_history.execution_id, memory?.rendered],
    [1, run.runId, input.rendered],
  );
});

test("reports an attempt that was cut off instead of repeating it blindly", async () => {
  const { step, input, calls, records } = await approvedRun();
  const cut = { version: 1, round: 1, pin: input.previewed.pin.pin, token: 1 };
  await records.ledger.create(runPaths.attempt(run, 1), JSON.stringify(cut));
  const result = await step(input);
  assert.deepEqual([result.kind, result.kind === "failed" && result.code], ["failed", "apply-interrupted"]);
  assert.deepEqual(calls.apply, []);
});

test("begins again after a crash before the first operation", async () => {
  const { step, input, calls, ports } = await approvedRun();
  const dying = { ...ports, engine: { ...ports.engine, preview: () => Promise.reject(new Error("the host died")) } };
  await assert.rejects(apply(dying)(input), /the host died/);
  assert.equal((await step(input)).kind, "applied");
  assert.equal(calls.apply.length, 1);
});

test("begins again when the stack's origin could not be recorded, because nothing was done before that", async () => {
  const { step, input, calls, records, ports } = await approvedRun();
  const { ledger } = records;
  const create: Ledger["create"] = (name, ...document) =>
    name === runPaths.stackOrigin(run.stack.path)
      ? Promise.reject(new Error("storage is away"))
      : ledger.create(name, ...document);
  await assert.rejects(apply({ ...ports, ledger: { ...ledger, create } })(input), /storage is away/);
  assert.equal((await step(input)).kind, "applied");
  assert.equal(calls.apply.length, 1);
});

test("takes no result of an earlier plan for this one's", async () => {
  const { step, input, calls, records } = await approvedRun();
  const other = { version: 1, round: 1, pin: digest("another plan"), token: 1 };
  await records.ledger.create(runPaths.attempt(run, 1), JSON.stringify(other));
  assert.equal((await step(input)).kind, "applied");
  assert.equal(calls.apply.length, 1);
});

test("tries again after an attempt that changed nothing and may be repeated", async () => {
  let isThrottled = true;
  const { step, input, calls } = await approvedRun({
    applies: () => Promise.resolve(isThrottled ? failure : applied),
  });
  await step(input);
  isThrottled = false;
  assert.equal((await step(input)).kind, "applied");
  assert.deepEqual(
    calls.apply.map(({ fencingToken }) => fencingToken),
    [1, 2],
  );
});

test("applies nothing when the run was cancelled after its approval, and says by whom", async () => {
  const { step, input, calls, records } = await approvedRun();
  await cancel(records.ledger);
  assert.deepEqual(await step(input), { kind: "cancelled", by: grace });
  assert.deepEqual([calls.preview, calls.apply], [1, []], "the only preview is the one that was approved");
});

test("applies nothing when the run is cancelled while the plan is checked", async () => {
  const { step, input, calls, records, ports } = await approvedRun();
  const { engine } = ports;
  const check: StackEngine["preview"] = async (target, options) => {
    await cancel(records.ledger);
    return engine.preview(target, options);
  };
  assert.equal((await apply({ ...ports, engine: { ...engine, preview: check } })(input)).kind, "cancelled");
  assert.deepEqual(calls.apply, []);
  assert.equal((await step(input)).kind, "cancelled");
});

test("says what a cancelled apply had made by then", async () => {
  const changes = { ...failure.changes, create: 2 };
  const { step, input, records } = await approvedRun({
    applies: async () => {
      await cancel(records.ledger);
      return { kind: "cancelled", changes };
    },
  });
  assert.deepEqual(await step(input), { kind: "cancelled", by: grace, changes });
});

test("stops an apply whose lease was lost, and reports it as interrupted", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const changes = { ...failure.changes, create: 1 };
  const { step, input, records } = await approvedRun({
    applies: async ({ signal }) => {
      await records.lease.acquire(run.stack.path, run.runId, 60_000); // the same run, started once more elsewhere
      t.mock.timers.tick(20_000);
      if (!signal?.aborted) await new Promise((resolve) => signal?.addEventListener("abort", resolve));
      return { kind: "cancelled", changes };
    },
  });
  const result = await step(input);
  assert.deepEqual(
    [result.kind, result.kind === "failed" && result.code, result.kind === "failed" && result.changes],
    ["failed", "apply-interrupted", changes],
  );
});

test("shows in every list that the run applies", async () => {
  const { step, input, records } = await approvedRun();
  await step(input);
  assert.deepEqual(await listedPhases(records.ledger), ["apply", "apply"]);
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

for (const [title, changes, mayRetry] of [
  ["may be tried again while nothing was changed [CP-136]", failure.changes, true],
  ["is not repeated once something was changed", { ...failure.changes, create: 1 }, false],
] as const)
  test(`a throttled apply ${title}`, async () => {
    const { step, input } = await approvedRun({ applies: () => Promise.resolve({ ...failure, changes }) });
    const result = await step(input);
    assert.equal(result.kind === "failed" && result.mayRetry, mayRetry);
  });
