import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { openCloud } from "./cloudStore.js";
import { startPlugin, type PluginProcess } from "./testing/pluginProcess.js";

/** No test waits for a process that never ends. */
const timeoutMs = 60_000;
const group = "azure-native:resources:ResourceGroup";
const inputs = { resourceGroupName: "rg-shop", location: "westeurope" };

let folder: string;
const started: PluginProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulated-azure-"));
});
afterEach(async () => {
  for (const { child, engine, ended } of started.splice(0)) {
    engine.close();
    child.kill("SIGKILL");
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<PluginProcess> {
  const plugin = await startPlugin({ SIMULATED_AZURE_DIR: folder });
  started.push(plugin);
  await plugin.engine.configure();
  return plugin;
}

function faults(...rules: unknown[]): Promise<void> {
  return writeFile(join(folder, "faults.json"), JSON.stringify({ rules }));
}

function names(): string[] {
  const view = openCloud(folder);
  const all = view.resources().map(({ name }) => name);
  view.close();
  return all;
}

test("ends as soon as its engine is gone, with every write that Azure took", { timeout: timeoutMs }, async () => {
  const { child, engine, ended } = await start();
  await writeFile(join(folder, "settings.json"), JSON.stringify({ latencyMs: 60_000 }));
  const creating = assert.rejects(engine.create(group, inputs));
  while (names().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  child.stdin?.end();
  assert.deepEqual(await ended, [0, null]);
  await creating;
  assert.deepEqual(names(), ["rg-shop"]);
});

test("asked to stop, it first answers the calls under way", { timeout: timeoutMs }, async () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const { child, engine, ended } = await start();
    await writeFile(join(folder, "settings.json"), JSON.stringify({ latencyMs: 300 }));
    const creating = engine.create(group, { ...inputs, resourceGroupName: signal });
    while (!names().includes(signal)) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill(signal);
    assert.match((await creating).id, new RegExp(`${signal}$`));
    assert.deepEqual(await ended, [0, null]);
  }
});

test(
  "a planned crash kills the process before Azure took the write, or after it and before the answer",
  { timeout: timeoutMs },
  async () => {
    await faults(
      { name: "first", times: 1, effect: { kind: "crash", when: "before-commit" } },
      { name: "second", times: 1, effect: { kind: "crash", when: "after-commit" } },
    );
    for (const expected of [[], ["rg-shop"]]) {
      const { engine, ended } = await start();
      await assert.rejects(engine.create(group, inputs));
      assert.deepEqual(await ended, [null, "SIGKILL"]);
      assert.deepEqual(names(), expected);
    }
    const { engine } = await start();
    await assert.rejects(engine.create(group, inputs), /cannot create already existing resource/);
  },
);

test("listens on loopback only", { timeout: timeoutMs }, async (context) => {
  const { port } = await start();
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === "IPv4" && !address.internal);
  if (outside === undefined) {
    context.skip("this machine has no address besides loopback");
    return;
  }
  const socket = connect(port, outside.address);
  const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
  assert.equal(error.code, "ECONNREFUSED");
});
