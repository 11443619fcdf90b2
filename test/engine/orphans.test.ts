import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { StackTarget } from "../../shared/ports/stackEngine.js";
import type { DyingHostOrder } from "../kit/dyingHost.js";
import { engineWorld, processesOf, stackOf, type EngineWorld } from "../kit/engineWorld.js";

const target = stackOf(`import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
const group = new resources.ResourceGroup("group", { resourceGroupName: "rg-shop" });
const args = { resourceGroupName: group.name, kind: "StorageV2", sku: { name: "Standard_LRS" } };
const first = new storage.StorageAccount("first", { ...args, accountName: "stshop01" });
new storage.StorageAccount("second", { ...args, accountName: "stshop02" }, { dependsOn: first });`);

describe("when the application is killed, its operations do not outlive it", () => {
  let world: EngineWorld;
  before(async () => {
    world = await engineWorld();
  });
  after(() => world.close());

  /** Starts the operation in a process of its own, kills that one when the condition holds, and waits for the rest. */
  async function killHost(order: Omit<DyingHostOrder, "options">, when: (host: ChildProcess) => Promise<unknown>) {
    const host = fork("test/kit/dyingHost.ts", {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const { options } = world;
    const limits = { ...options.limits, graceMs: order.updatePlan === undefined ? 300 : 20_000, terminateMs: 300 };
    host.send({ ...order, options: { ...options, limits } } satisfies DyingHostOrder);
    await when(host);
    const running = await processesOf(world.root);
    assert.ok(running.length >= 2, "runner and engine were alive");
    host.kill("SIGKILL");
    for (let round = 0; round < 300; round += 1) {
      if ((await processesOf(world.root)).length === 0) return;
      await sleep(100);
    }
    assert.deepEqual(await processesOf(world.root), []);
  }

  const begun = (name: string) => async (host: ChildProcess) => {
    for (;;) {
      const [line] = (await once(host, "message")) as [{ name?: string; state?: string }];
      if (line.name === name && line.state === "started") return;
    }
  };

  test("what was in flight is recorded, nothing more is begun, and the stack is free again", async () => {
    const plan = await world.engine.preview(target, { operationId: "preview" });
    assert.ok(plan.kind === "previewed", JSON.stringify(plan));
    await world.faults({ match: { name: "stshop01", op: "create" }, effect: { kind: "delay", delayMs: 1500 } });
    await killHost({ target, updatePlan: plan.updatePlan }, begun("first"));
    assert.deepEqual(await readdir(path.join(world.root, "work/operations")), []);
    await world.faults();

    const rest = await world.engine.preview(target, { operationId: "preview" });
    assert.ok(rest.kind === "previewed", JSON.stringify(rest));
    const missing = rest.plan.steps.map(({ name, op }) => [name, op]);
    assert.deepEqual(missing, [["second", "create"]]);
    const { updatePlan } = rest;
    const made = await world.engine.apply(target, { operationId: "rest", updatePlan, fencingToken: 2 });
    assert.equal(made.kind, "applied", JSON.stringify(made));
  });

  test("a program that never yields ends as well", async () => {
    const endless: StackTarget = stackOf(`for (;;) {}`);
    await killHost({ target: endless }, async () => {
      while ((await processesOf(world.root)).length < 2) await sleep(50);
      await sleep(1500); // until the program turns
    });
  });
});
