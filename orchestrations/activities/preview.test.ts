import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { test } from "node:test";
import { RunError } from "../../shared/errors.js";
import type { StackEngine } from "../../shared/ports/stackEngine.js";
import {
  digest,
  memoryRecords,
  planFixture,
  previewedFixture,
  renderedFixture,
  runFixture as run,
} from "../../test/kit/runFixture.js";
import { putDocument } from "./documents.js";
import { preview } from "./preview.js";
import { held } from "./workingMemory.js";

const notAsked = () => Promise.reject(new Error("not part of a preview"));

/** A run that is rendered, and what its previews are made with. */
async function renderedRun(look: StackEngine["preview"]) {
  const records = memoryRecords();
  const put = (name: string, document: unknown) =>
    putDocument(records.artifacts, `${run.folder}/${name}`, document, run.traceId);
  const [plan, rendered] = await Promise.all([put("plan.json", planFixture), put("rendered.json", renderedFixture)]);
  const engine: StackEngine = {
    preview: look,
    apply: notAsked,
    previewRefresh: notAsked,
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
