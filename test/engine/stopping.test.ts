import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import type { RunProgress } from "../../shared/contracts/run.js";
import type { OperationOptions, Previewed } from "../../shared/ports/stackEngine.js";
import { engineWorld, processesOf, stackOf, type EngineWorld } from "../kit/engineWorld.js";

/** A group, and two accounts that are made one after the other. */
const target = stackOf(`import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
const group = new resources.ResourceGroup("group", { resourceGroupName: "rg-shop" });
const args = { resourceGroupName: group.name, kind: "StorageV2", sku: { name: "Standard_LRS" } };
const first = new storage.StorageAccount("first", { ...args, accountName: "stshop01" });
new storage.StorageAccount("second", { ...args, accountName: "stshop02" }, { dependsOn: first });`);
const endless = stackOf(`for (;;) {}`);
const waiting = stackOf(`import * as pulumi from "@pulumi/pulumi";
import * as resources from "@pulumi/azure-native/resources";
new resources.ResourceGroup("group", { resourceGroupName: "rg-shop" });
export const never = pulumi.output(new Promise(() => {}));`);
const silent = stackOf(
  `import * as pulumi from "@pulumi/pulumi"; export const never = pulumi.output(new Promise(() => {}));`,
);

const slowly = (delayMs: number) => ({
  match: { name: "stshop01", op: ["create", "delete"] },
  effect: { kind: "delay", delayMs },
});

describe("an operation that is stopped", () => {
  let world: EngineWorld;
  before(async () => {
    world = await engineWorld();
  });
  after(() => world.close());
  afterEach(async () => {
    assert.deepEqual(await processesOf(world.root), [], "no process is left");
    assert.deepEqual(await readdir(path.join(world.root, "work/operations")), [], "no folder is left");
  });

  async function previewed(): Promise<Previewed> {
    const found = await world.engine.preview(target, { operationId: "preview" });
    assert.ok(found.kind === "previewed", JSON.stringify(found));
    return found;
  }
  /** Aborts as soon as the named resource is begun. */
  function stopAt(name: string): OperationOptions {
    const controller = new AbortController();
    const onProgress = (line: RunProgress): void => {
      if (line.kind === "resource" && line.name === name && line.state === "started") controller.abort();
    };
    return { operationId: "stopped", signal: controller.signal, onProgress };
  }
  const namesInState = async (): Promise<string[]> => {
    const state = JSON.parse((await world.engine.exportState(target)) ?? "{}") as {
      deployment: { resources?: { urn: string }[]; pending_operations?: unknown[] };
    };
    assert.deepEqual(state.deployment.pending_operations ?? [], [], "nothing is left pending");
    return (state.deployment.resources ?? []).map(({ urn }) => urn.split("::")[3] ?? "");
  };

  test("an apply lets the call in flight end, records it, begins no other and unlocks the stack", async () => {
    const { updatePlan } = await previewed();
    await world.faults(slowly(1500));
    const stopped = await world.engine.apply(target, { ...stopAt("first"), updatePlan, fencingToken: 1 });
    assert.ok(stopped.kind === "cancelled", JSON.stringify(stopped));
    assert.ok(stopped.changes.create >= 2);
    const names = await namesInState();
    assert.ok(names.includes("first") && !names.includes("second"), names.join());

    await world.faults();
    const again = await world.engine.apply(target, {
      operationId: "again",
      updatePlan: (await previewed()).updatePlan,
      fencingToken: 2,
    });
    assert.ok(again.kind === "applied" && again.changes.create === 1, JSON.stringify(again));
  });

  test("a cancelled destroy says so though its engine calls it a success, and keeps what remains", async () => {
    await world.faults(slowly(1500));
    const stopped = await world.engine.destroy(target, { ...stopAt("first"), fencingToken: 3 });
    assert.equal(stopped.kind, "cancelled", JSON.stringify(stopped));
    const names = await namesInState();
    assert.ok(names.includes("group") && !names.includes("first") && !names.includes("second"), names.join());
    await world.faults();
  });

  test("a preview that is cancelled while it runs is cancelled", async () => {
    // Its outputs never come, so that it cannot end before the news that it is to be stopped.
    assert.deepEqual((await world.engine.preview(waiting, stopAt("group"))).kind, "cancelled");
  });

  test("a program that never yields is ended by the time limit", async () => {
    const hurried = world.withOptions({ limits: { graceMs: 200, terminateMs: 200 } });
    const ended = await hurried.preview(endless, { operationId: "endless", timeoutMs: 1500 });
    assert.ok(ended.kind === "failed" && ended.code === "timed-out", JSON.stringify(ended));
  });

  test("a program whose outputs never come is ended by the time limit, politely", async () => {
    const ended = await world.engine.preview(silent, { operationId: "silent", timeoutMs: 2000 });
    assert.ok(ended.kind === "failed" && ended.code === "timed-out", JSON.stringify(ended));
  });

  test("a provider that does not let go is killed after the grace, and so is its engine", async () => {
    const { updatePlan } = await previewed();
    await world.faults({ match: { name: "stshop01", op: "create" }, effect: { kind: "delay", delayMs: 60_000 } });
    const hurried = world.withOptions({ limits: { graceMs: 300, terminateMs: 300 } });
    const stopped = await hurried.apply(target, { ...stopAt("first"), updatePlan, fencingToken: 4 });
    assert.equal(stopped.kind, "cancelled", JSON.stringify(stopped));
    await world.faults();
  });

  test("a vault that never answers is not waited for", async () => {
    const forever = () => new Promise<never>(() => undefined);
    const deaf = world.withOptions({ secretValues: { has: forever, value: forever } });
    const asking = { ...target, secrets: ["db-password"] };
    const late = await deaf.preview(asking, { operationId: "deaf", timeoutMs: 300 });
    assert.ok(late.kind === "failed" && late.code === "timed-out", JSON.stringify(late));
    const signal = AbortSignal.timeout(300);
    assert.equal((await deaf.preview(asking, { operationId: "deaf", signal })).kind, "cancelled");
  });
});
