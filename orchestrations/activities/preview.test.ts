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
