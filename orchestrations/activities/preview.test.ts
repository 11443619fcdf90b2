import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { test } from "node:test";
import { PreviewRecord } from "../../shared/contracts/evidence.js";
import { RunError } from "../../shared/errors.js";
import type { PlanStep } from "../../shared/contracts/change.js";
import type { Previewed, StackEngine } from "../../shared/ports/stackEngine.js";
import {
  digest,
  memoryRecords,
  planFixture,
  previewedFixture,
  renderedFixture,
  runFixture as run,
} from "../../test/kit/runFixture.js";
import { putDocument, readDocument } from "./documents.js";
import { preview } from "./preview.js";
import { rememberOrigin } from "./stackOrigin.js";
import { held } from "./workingMemory.js";

const notAsked = () => Promise.reject(new Error("not part of a preview"));

/** A run that is rendered, and what its previews are made with. */
async function renderedRun(look: StackEngine["preview"], previewRefresh: StackEngine["previewRefresh"] = notAsked) {
  const records = memoryRecords();
  const put = (name: string, document: unknown) =>
    putDocument(records.artifacts, `${run.folder}/${name}`, document, run.traceId);
  const [plan, rendered] = await Promise.all([put("plan.json", planFixture), put("rendered.json", renderedFixture)]);
  const engine: StackEngine = {
    preview: look,
    apply: notAsked,
    previewRefresh,
    destroy: notAsked,
    exportState: notAsked,
  };
  return {
    ports: { ...records, engine, digest, policyDigest: "policy", timeoutMs: 1000 },
    input: { run, plan, rendered, round: 1 },
  };
}

test("holds what the run knows between its steps [CP-115]", async () => {
  const plan = { ...previewedFixture.plan, changes: { create: 2, update: 1, replace: 1, delete: 1, same: 4 } };
  const { ports, input } = await renderedRun(() => Promise.resolve({ ...previewedFixture, plan }));
  await preview(ports)(input);
  assert.deepEqual(await held(ports.artifacts, run), {
    agent_origin: "cloud-provisioner-agent",
    trace_id: "trace-1",
    execution_id: "exec-1",
    resolved_stack_name: "authservice-westeurope/staging-westeurope-auth",
    template_plan: [{ logical_name: "group", kind: "resource-group", module: "ResourceGroup" }],
    rendered_files: { digest: renderedFixture.digest, names: ["index.ts"] },
    secrets_map: {
      AUTH_SECRET: { vault_ref: "authservice-app-secret", secret_name: "auth-secret", mount_strategy: "env" },
    },
    resource_counts: { before: 7, after: 8 },
  });
});

test("does not end before its engine, also when the rendered files cannot be stored", async () => {
  let isWorking = false;
  const { ports, input } = await renderedRun(async () => {
    isWorking = true;
    await turn();
    await turn();
    isWorking = false;
    return previewedFixture;
  });
  const away: typeof ports.artifacts = {
    ...ports.artifacts,
    put: () => Promise.reject(new RunError("transient", "storage is away")),
  };
  await assert.rejects(preview({ ...ports, artifacts: away })(input), /storage is away/);
  assert.equal(isWorking, false);
});

const drifted: PlanStep = {
  ...{ urn: "urn:a", type: "azure-native:storage:StorageAccount", name: "storage", op: "update", replaceKeys: [] },
  changes: [{ path: "minimumTlsVersion", kind: "update", before: "TLS1_2", after: "TLS1_0", forcesReplacement: false }],
  ...{ retainOnDelete: false, protect: false },
};
const counted = { create: 0, update: 1, replace: 0, delete: 0, same: 3 };
const refreshed = (...steps: PlanStep[]): Previewed => ({
  ...previewedFixture,
  plan: { version: 1, steps, changes: counted },
});

for (const [what, answer, drift, words] of [
  [
    "changed outside of runs",
    refreshed(drifted),
    { kind: "found", steps: [drifted] },
    ["storage was changed outside of runs (minimumTlsVersion)"],
  ],
  ["as its last run left it", refreshed(), { kind: "none" }, undefined],
  [
    "in a cloud that does not answer",
    {
      kind: "failed",
      code: "throttled",
      reason: "too many reads",
      diagnostics: [],
      isTransient: true,
      changes: counted,
    },
    { kind: "unknown", reason: "too many reads" },
    undefined,
  ],
] as const)
  test(`reports of a stack ${what} what of it has drifted [CP-132]`, async () => {
    const { ports, input } = await renderedRun(
      () => Promise.resolve({ ...previewedFixture, stateDigest: digest("state") }),
      () => Promise.resolve(answer),
    );
    await rememberOrigin(ports.ledger, run);
    const result = await preview(ports)(input);
    assert.ok(result.kind === "previewed", JSON.stringify(result));
    assert.deepEqual((await readDocument(ports.artifacts, result.preview, PreviewRecord)).drift, drift);
    assert.deepEqual(result.drift, words);
  });

test("looks for no drift in a stack that no run has made yet [CP-132]", async () => {
  const { ports, input } = await renderedRun(() => Promise.resolve(previewedFixture));
  const result = await preview(ports)(input);
  assert.ok(result.kind === "previewed", JSON.stringify(result));
  assert.equal((await readDocument(ports.artifacts, result.preview, PreviewRecord)).drift, undefined);
});
