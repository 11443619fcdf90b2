import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, test } from "node:test";
import * as resources from "@pulumi/azure-native/resources/index.js";
import { openCloud } from "./cloudStore.js";
import { engineBench, errorsOf, eventLog, type EngineBench } from "./testing/engineStack.js";

/** What happens when the provider or its engine dies in the middle of a write. */
let bench: EngineBench;
let close = () => Promise.resolve();
before(async () => {
  bench = await engineBench();
  close = bench.close;
});
after(() => close());

const oneGroup = () => {
  new resources.ResourceGroup("rg", { resourceGroupName: "rg-shop", location: "westeurope" });
  return Promise.resolve();
};

function names(azure: string): string[] {
  const view = openCloud(azure);
  const all = view.resources().map(({ name }) => name);
  view.close();
  return all;
}

/** Ids of the processes of this machine whose command line has the text, and those of this process's own children. */
function processes(text: string, onlyChildren = false): number[] {
  const table = execFileSync("ps", ["-e", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return table.split("\n").flatMap((line) => {
    const [, pid, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    const isOurs = !onlyChildren || Number(parent) === process.pid;
    return pid !== undefined && isOurs && args.includes(text) ? [Number(pid)] : [];
  });
}

/** Waits for what must come soon; fails when it does not, so that no engine is left waiting. */
async function until(condition: () => boolean): Promise<void> {
  for (let patience = 500; !condition(); patience--) {
    assert.ok(patience > 0, `never happened: ${String(condition)}`);
    await sleep(20);
  }
}

test("a provider that dies before Azure took the write leaves nothing; the next up succeeds", async () => {
  const { stack, azure, setFaults } = await bench.newStack(oneGroup);
  await setFaults({ times: 1, effect: { kind: "crash", when: "before-commit" } });
  const seen = eventLog();
  await assert.rejects(stack.up({ onEvent: seen.onEvent }));
  assert.match(errorsOf(seen.events), /error reading from server: EOF|transport is closing|connection reset/);
  assert.deepEqual(names(azure), []);
  assert.deepEqual((await stack.up()).summary.resourceChanges, { create: 1, same: 1 });
});

test("a provider that dies after Azure took the write leaves an orphan, which the next up meets", async () => {
  const { stack, azure, setFaults } = await bench.newStack(oneGroup);
  await setFaults({ times: 1, effect: { kind: "crash", when: "after-commit" } });
  await assert.rejects(stack.up());
  assert.deepEqual(names(azure), ["rg-shop"]);
  const seen = eventLog();
  await assert.rejects(stack.up({ onEvent: seen.onEvent }));
  assert.match(errorsOf(seen.events), /cannot create already existing resource '\/subscriptions\//);
});

test(
  "a killed engine takes its provider with it; what Azure had taken stays",
  { skip: process.platform === "win32" },
  async () => {
    const { stack, azure, setLatency } = await bench.newStack(oneGroup);
    await setLatency(30_000);
    const failing = assert.rejects(stack.up());
    await until(() => names(azure).length === 1);
    assert.equal(processes(bench.pulumiHome).length, 1);
    const [engine] = processes(" up ", true);
    assert.ok(engine, "the engine runs as a child of this process");
    process.kill(engine, "SIGKILL");
    await failing;
    await until(() => processes(bench.pulumiHome).length === 0);
    assert.deepEqual(names(azure), ["rg-shop"]);
  },
);
