import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import {
  appliedFixture,
  digest,
  memoryRecords,
  planFixture,
  renderedFixture,
  runFixture as run,
} from "../../test/kit/runFixture.js";
import { putDocument } from "./documents.js";
import { render } from "./render.js";
import { remember } from "./stackMemory.js";

/** A stack that was rendered once, applied and remembered; further plans of it are rendered by `again`. */
async function appliedStack() {
  const records = memoryRecords();
  let renders = 0;
  const ports = {
    ...records,
    digest,
    build: "a build",
    render: () => {
      renders++;
      return renderedFixture;
    },
    renderedFaults: () => [],
  };
  const again = async (change: Partial<ResolvedPlan> = {}, more: Partial<typeof ports> = {}) => {
    const name = `${run.folder}/plan-${renders}.json`;
    const plan = await putDocument(records.artifacts, name, { ...planFixture, ...change }, run.traceId);
    const result = await render({ ...ports, ...more })({ run, plan });
    return result.kind === "rendered" ? result.rendered : assert.fail(result.kind);
  };
  const rendered = await again();
  await remember(ports, { run, rendered }, planFixture, appliedFixture);
  return { ...records, again, rendered, renders: () => renders };
}

test("does not render again what the stack's last apply was rendered from [CP-116]", async () => {
  const { again, rendered, renders } = await appliedStack();
  assert.deepEqual(await again({ traceId: "trace-2" }), rendered);
  assert.equal(renders(), 1);
});

const others: [string, Partial<ResolvedPlan>, { build?: string }][] = [
  ["another plan", { resourceGroup: "another" }, {}],
  ["other knowledge", { knowledge: digest("newer") }, {}],
  ["another build of the application", {}, { build: "the next build" }],
];
for (const [what, change, more] of others)
  test(`renders ${what} anew, under a name of its own [CP-116]`, async () => {
    const { again, rendered, renders } = await appliedStack();
    assert.notEqual((await again(change, more)).name, rendered.name);
    assert.equal(renders(), 2);
  });

test("renders again what is remembered and was pruned [CP-116]", async () => {
  const { again, artifacts, rendered, renders } = await appliedStack();
  await artifacts.remove(rendered.name);
  assert.deepEqual(await again(), rendered);
  assert.equal(renders(), 2);
});
