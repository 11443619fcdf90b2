import assert from "node:assert/strict";
import { test } from "node:test";
import { CostProjection } from "../../shared/contracts/cost.js";
import { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { ProvisionRequest } from "../../shared/contracts/request.js";
import type { RunInput } from "../../shared/contracts/run.js";
import { projectCost } from "../../shared/planning/projectCost.js";
import { resolvePlan } from "../../shared/planning/resolvePlan.js";
import { defaultPolicy } from "../../shared/policy/assess.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { authRequest, readKnowledge } from "../../test/kit/requests.js";
import {
  appliedFixture,
  canonicalPlanFixture,
  digest,
  listRun,
  memoryRecords,
  planFixture,
  runFixture,
} from "../../test/kit/runFixture.js";
import type { StepInput } from "../stepResult.js";
import { assess } from "./assess.js";
import { earlierResult, startAttempt } from "./attempts.js";
import { putDocument, readDocument } from "./documents.js";
import { fallBack } from "./fallBack.js";
import { plan, type PlanPorts } from "./plan.js";
import { remember } from "./stackMemory.js";
import { rememberOrigin } from "./stackOrigin.js";

const knowledge = await readKnowledge();
const retry = { region: "northeurope", reason: "no room", retryAttempt: 1 };

/** A run of a request, and what its plan is made with. */
async function submittedRun(changes: Partial<ProvisionRequest> = {}) {
  const records = memoryRecords();
  await listRun(records.ledger);
  const { name } = runFixture.request;
  const request = await putDocument(records.artifacts, name, authRequest(changes), runFixture.traceId);
  const ports: PlanPorts = {
    ...records,
    resolve: (accepted, known) => resolvePlan(accepted, knowledge, digest, known),
    projectCost: (planned) => projectCost(planned, knowledge.prices),
  };
  const run: RunInput = { ...runFixture, request };
  const moved = async (): Promise<RunInput> => {
    const planned = await fallBack(ports)({ run, ...retry });
    assert.ok(planned.kind === "planned", JSON.stringify(planned));
    return { ...run, stack: planned.stack, movedFrom: run.stack };
  };
  return { ...records, ports, run, moved };
}

test("is allowed to the region that the request names, as its plan says [CP-083]", async () => {
  const named = await submittedRun({ fallbackRegion: "northeurope" });
  const planned = await plan(named.ports)(named.run);
  assert.equal(planned.kind === "planned" && planned.fallbackRegion, "northeurope");
  const silent = await submittedRun();
  assert.equal("fallbackRegion" in (await plan(silent.ports)(silent.run)), false);
});

test("says what the stack costs in either region, each in a document of its own [CP-110]", async () => {
  const asked = { fallbackRegion: "northeurope", costEstimateRequired: true } as const;
  const { ports, run, artifacts } = await submittedRun(asked);
  const first = await plan(ports)(run);
  const second = await fallBack(ports)({ run, ...retry });
  assert.ok(first.kind === "planned" && first.cost && second.kind === "planned" && second.cost);
  for (const [cost, name] of [
    [first.cost, "cost-projection.json"],
    [second.cost, "cost-projection-northeurope.json"],
  ] as const) {
    assert.equal(cost.projection.name, `${run.folder}/${name}`);
    const { rows, notPriced, atLeast } = await readDocument(artifacts, cost.projection, CostProjection);
    assert.ok(rows.some(({ resource }) => resource === "cluster"));
    assert.deepEqual([atLeast, notPriced.length], [cost.atLeast, cost.notPriced]);
  }
});

test("plans the stack of the fallback region beside the first plan, and shows it in every list [CP-111]", async () => {
  const { ports, run, artifacts, ledger } = await submittedRun({ fallbackRegion: "northeurope" });
  const first = await plan(ports)(run);
  const second = await fallBack(ports)({ run, ...retry });
  assert.ok(first.kind === "planned" && second.kind === "planned");
  assert.deepEqual(
    [second.stack.stack, second.stack.path],
    ["staging-northeurope-auth", "infrastructure/stacks/authservice/staging/northeurope"],
  );
  for (const [reference, region] of [
    [first.plan, "westeurope"],
    [second.plan, "northeurope"],
  ] as const)
    assert.equal((await readDocument(artifacts, reference, ResolvedPlan)).identity.region, region);
  for (const prefix of [runPaths.listings(), runPaths.lineages(run.traceId)]) {
    const { entries } = await ledger.list(prefix);
    assert.deepEqual(
      entries.map(({ labels }) => [labels["stack"], labels["phase"]]),
      [["staging-northeurope-auth", "plan"]],
    );
  }
});

test("plans with what is remembered of the stack in the fallback region, not of the first one", async () => {
  const { ports, run, moved, artifacts, ledger } = await submittedRun({ fallbackRegion: "northeurope" });
  await rememberOrigin(ledger, { ...run, traceId: "trace-west" });
  await rememberOrigin(ledger, { ...(await moved()), traceId: "trace-north" });
  const planned = await fallBack(ports)({ run, ...retry });
  assert.ok(planned.kind === "planned");
  assert.equal((await readDocument(artifacts, planned.plan, ResolvedPlan)).tags["trace_id"], "trace-north");
});

test("plans the same again when the step is repeated", async () => {
  const { ports, run } = await submittedRun({ fallbackRegion: "northeurope" });
  assert.deepEqual(await fallBack(ports)({ run, ...retry }), await fallBack(ports)({ run, ...retry }));
});

test("names the faults of a plan that the fallback region cannot take, and leaves the lists as they are", async () => {
  const zones: ProvisionRequest["regions"] = { primary: "westeurope", zones: ["1"] };
  const { ports, run, ledger } = await submittedRun({ fallbackRegion: "ukwest", regions: zones });
  const planned = await fallBack(ports)({ run, ...retry, region: "ukwest" });
  assert.ok(planned.kind === "invalid" && planned.faults.some(({ rule }) => rule === "unknown-zone"));
  const { entries } = await ledger.list(runPaths.listings());
  assert.equal(entries[0]?.labels["stack"], run.stack.stack);
});

test("takes no attempt in the first region for one in the fallback region: tokens count on each stack alone", async () => {
  const { run, moved, ledger } = await submittedRun({ fallbackRegion: "northeurope" });
  const attempt = (of: RunInput, pin: string) =>
    ({ run: of, previewed: { round: 1, pin: { pin } } }) as StepInput<"apply">;
  const later = attempt(await moved(), digest("north"));
  await startAttempt(ledger, attempt(run, digest("west")), 1, run.submittedAt);
  assert.equal(await earlierResult(ledger, later), undefined);
  await startAttempt(ledger, later, 1, run.submittedAt);
  const found = await earlierResult(ledger, later);
  assert.equal(found?.kind === "failed" && found.code, "apply-interrupted", "cut off, so it is not done again");
});

test("asks a person before a stack in the fallback region would stand beside one in the first", async () => {
  const { run, moved, artifacts, ledger } = await submittedRun({ fallbackRegion: "northeurope" });
  const there = await moved();
  const ref = { name: "x", sha256: digest(""), bytes: 0 };
  const pin = { pin: digest("pin"), render: "r", plan: "p", state: "s", policy: "q", engine: "e" };
  const record = { version: 1, round: 2, plan: canonicalPlanFixture, pin, engineVersion: "e", files: [] };
  const preview = await putDocument(
    artifacts,
    `${run.folder}/preview-2.json`,
    { ...record, diagnostics: [], durationMs: 1 },
    run.traceId,
  );
  const decide = () => assess(artifacts, ledger, defaultPolicy)({ run: there, preview });
  const alone = await decide();
  assert.equal(alone.kind, "proceed");
  assert.match(alone.reasons.join(), /northeurope instead of westeurope/);
  const clock = { now: () => new Date(run.submittedAt) };
  await remember({ ledger, clock, digest }, { run, rendered: ref }, planFixture, appliedFixture);
  const beside = await decide();
  assert.equal(beside.kind, "needs-approval");
  assert.match(beside.reasons.join(), /the stack in westeurope stays/);
});
