import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { z } from "zod";
import type { RenderedStack } from "../../shared/contracts/plan.js";
import type { StackTarget } from "../../shared/ports/stackEngine.js";
import { stackEngineContract, type Things } from "../../test/contracts/stackEngineContract.js";
import { memoryEngine, type MemoryEngineOptions } from "./memoryEngine.js";

const Declared = z.record(z.string(), z.object({ colour: z.string(), place: z.string() }));

/** The contract's things, one resource each: another place makes another thing of it. */
const resourcesOf: NonNullable<MemoryEngineOptions["resourcesOf"]> = ({ files }: RenderedStack) =>
  Object.entries(Declared.parse(JSON.parse(files["things.json"] ?? "{}"))).map(([name, inputs]) => ({
    type: "memory:index:Thing",
    name,
    inputs,
    fixed: ["place"],
  }));

const target = (things: Things): StackTarget => rendered({ "things.json": JSON.stringify(things) });

function rendered(files: Readonly<Record<string, string>>): StackTarget {
  const identity = {
    project: "authservice-westeurope",
    stack: "staging-westeurope-authservice",
    label: "staging-westeurope",
    path: "infrastructure/stacks/authservice/staging/westeurope",
    component: "AuthService",
    environment: "staging",
    region: "westeurope",
  } as const;
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex");
  return { rendered: { version: 1, identity, files, digest }, secrets: [] };
}

stackEngineContract("memory", () =>
  Promise.resolve({ engine: memoryEngine({ resourcesOf }), target, close: () => Promise.resolve() }),
);

const about = { operationId: "operation-1" };
const two = { a: { colour: "red", place: "here" }, b: { colour: "red", place: "here" } };

async function applied(options: MemoryEngineOptions, fencingToken = 1) {
  const engine = memoryEngine({ resourcesOf, ...options });
  const preview = await engine.preview(target(two), about);
  assert.ok(preview.kind === "previewed");
  const { updatePlan } = preview;
  return { engine, updatePlan, outcome: await engine.apply(target(two), { ...about, updatePlan, fencingToken }) };
}

test("without further notice every rendered file is a resource", async () => {
  const engine = memoryEngine();
  const preview = await engine.preview(rendered({ "Pulumi.yaml": "name: a", "index.ts": "export {};" }), about);
  assert.ok(preview.kind === "previewed");
  assert.deepEqual(
    preview.plan.steps.map(({ name, op }) => [name, op]),
    [
      ["Pulumi.yaml", "create"],
      ["index.ts", "create"],
    ],
  );
});

test("a scripted failure happens once, after the steps it names", async () => {
  const reason = "The quota of westeurope is used up";
  const failure = { operation: "apply", code: "quota-exceeded", reason, afterSteps: 1 } as const;
  const { engine, outcome } = await applied({ failures: [failure] });
  assert.ok(outcome.kind === "failed");
  assert.deepEqual([outcome.code, outcome.reason, outcome.isTransient], ["quota-exceeded", reason, false]);
  assert.equal(outcome.changes.create, 1);
  const rest = await engine.preview(target(two), about);
  assert.ok(rest.kind === "previewed");
  assert.deepEqual(rest.plan.changes, { create: 1, update: 0, replace: 0, delete: 0, same: 1 });
  const again = await engine.apply(target(two), { ...about, updatePlan: rest.updatePlan, fencingToken: 1 });
  assert.equal(again.kind, "applied");
});

test("a cancellation between two steps keeps what was made", async () => {
  const stop = new AbortController();
  const engine = memoryEngine({
    resourcesOf,
    beforeStep: ({ name }) => {
      if (name === "b") stop.abort();
    },
  });
  const preview = await engine.preview(target(two), about);
  assert.ok(preview.kind === "previewed");
  const options = { ...about, updatePlan: preview.updatePlan, fencingToken: 1, signal: stop.signal };
  const outcome = await engine.apply(target(two), options);
  assert.ok(outcome.kind === "cancelled");
  assert.equal(outcome.changes.create, 1);
});

test("a write under an older token than the cloud has seen is refused", async () => {
  const { engine } = await applied({}, 7);
  const old = await engine.destroy(target(two), { ...about, fencingToken: 6 });
  assert.deepEqual([old.kind, old.kind === "failed" && old.code], ["failed", "stack-locked"]);
  assert.notEqual(await engine.exportState(target(two)), undefined);
  assert.equal((await engine.destroy(target(two), { ...about, fencingToken: 7 })).kind, "destroyed");
});

test("a refresh finds what was changed and what was taken away behind the engine's back", async () => {
  const { engine } = await applied({});
  engine.drift(target(two), "a", { colour: "red", place: "there" });
  engine.drift(target(two), "b", undefined);
  const found = await engine.previewRefresh(target(two), about);
  assert.ok(found.kind === "previewed");
  assert.deepEqual(
    found.plan.steps.map(({ name, op }) => [name, op]),
    [
      ["a", "update"],
      ["b", "delete"],
    ],
  );
});
