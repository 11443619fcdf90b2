import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { rowOf, testCloud, type TestCloud } from "../testing/testCloud.js";
import { errorOf } from "./faultErrors.js";
import { faultInjector, type FaultedCall } from "./faultInjector.js";
import { FaultPlan, type FaultEffect } from "./faultPlan.js";
import { configuredLatency } from "./latency.js";

let cloud: TestCloud;
beforeEach(() => {
  cloud = testCloud();
});
afterEach(() => {
  cloud.close();
});

const call = (changes: Partial<FaultedCall> = {}): FaultedCall => ({
  ...{ op: "create", token: "azure-native:storage:StorageAccount", type: rowOf("storage:StorageAccount") },
  ...{ armType: "Microsoft.Storage/storageAccounts", id: "/subscriptions/s/x/stshop", name: "stshop" },
  ...{ location: "westeurope", objectId: "somebody" },
  ...changes,
});

function plan(...rules: unknown[]): void {
  writeFileSync(join(cloud.folder, "faults.json"), JSON.stringify({ rules }));
}

async function kinds(calls: readonly FaultedCall[]): Promise<(string | undefined)[]> {
  const faultOf = faultInjector(cloud.folder, () => cloud.database);
  const met: (string | undefined)[] = [];
  for (const one of calls) met.push((await faultOf(one))?.kind);
  return met;
}

test("matches by type in any notation, by name with wildcards, by operation and by region", async () => {
  const matching: object[] = [
    {},
    { type: "storage:StorageAccount" },
    { type: "azure-native:storage:storageaccount" },
    { type: "Microsoft.Storage/storageAccounts" },
    { name: "st*" },
    { name: "STSHOP" },
    { op: ["delete", "create"] },
    { location: "West Europe" },
  ];
  const others = [
    { type: "keyvault:Vault" },
    { name: "shop" },
    { name: "s.*" },
    { op: "delete" },
    { location: "northeurope" },
  ];
  for (const match of [...matching, ...others]) {
    plan({ match, effect: { kind: "throttle" } });
    assert.deepEqual(await kinds([call()]), [matching.includes(match) ? "throttle" : undefined], JSON.stringify(match));
  }
});

test("skips, counts and ends; the first rule that applies decides", async () => {
  plan({ skip: 1, times: 2, effect: { kind: "throttle" } }, { name: "rest", times: 1, effect: { kind: "quota" } });
  assert.deepEqual(await kinds(Array.from({ length: 5 }, () => call())), [
    "quota",
    "throttle",
    "throttle",
    undefined,
    undefined,
  ]);
});

test("counts go on in the next process; an edited rule counts anew", async () => {
  plan({ times: 1, effect: { kind: "throttle" } });
  assert.deepEqual([await kinds([call()]), await kinds([call()])], [["throttle"], [undefined]]);
  plan({ times: 1, effect: { kind: "throttle", delayMs: 1 } });
  assert.deepEqual(await kinds([call()]), ["throttle"]);
});

test("follows the plan while it changes", async () => {
  const faultOf = faultInjector(cloud.folder, () => cloud.database);
  assert.equal(await faultOf(call()), undefined);
  plan({ effect: { kind: "conflict" } });
  assert.equal((await faultOf(call()))?.kind, "conflict");
  plan();
  assert.equal(await faultOf(call()), undefined);
});

test("every failing effect has ARM's code, and its message can be replaced", () => {
  const codes: Record<string, string> = {
    throttle: "TooManyRequests",
    quota: "QuotaExceeded",
    "name-taken": "StorageAccountAlreadyTaken",
    "region-unavailable": "LocationNotAvailableForResourceType",
    conflict: "AnotherOperationInProgress",
    authorization: "AuthorizationFailed",
    "partial-failure": "ResourceDeploymentFailure",
  };
  for (const [kind, code] of Object.entries(codes)) {
    const effectOf = (more: object) => FaultPlan.parse({ rules: [{ effect: { kind, ...more } }] }).rules[0]!.effect;
    assert.match(errorOf(effectOf({}), call())!.text, new RegExp(`^Status=\\d{3} Code="${code}" Message=".+"$`));
    const own = errorOf(effectOf({ message: "Own words." }), call())!;
    assert.deepEqual([own.code, own.text.includes('Message="Own words."')], [code, true]);
  }
  const silent: FaultEffect[] = [
    { kind: "delay", delayMs: 1 },
    { kind: "crash", when: "after-commit" },
  ];
  for (const effect of silent) assert.equal(errorOf(effect, call()), undefined);
});

test("nothing waits unless told to; slow kinds are slower by their factor", async () => {
  const latency = (env: NodeJS.ProcessEnv, kind: string) => configuredLatency(cloud.folder, env)(rowOf(kind));
  assert.equal(await latency({}, "containerservice:ManagedCluster"), 0);
  assert.equal(await latency({ SIMULATED_AZURE_LATENCY_MS: "10" }, "resources:ResourceGroup"), 10);
  assert.equal(await latency({ SIMULATED_AZURE_LATENCY_MS: "10" }, "containerservice:ManagedCluster"), 200);
  const settings = { latencyMs: 5, latencyMsByType: { "azure-native:keyvault:Vault": 1234 } };
  writeFileSync(join(cloud.folder, "settings.json"), JSON.stringify(settings));
  assert.equal(await latency({}, "resources:ResourceGroup"), 5);
  assert.equal(await latency({ SIMULATED_AZURE_LATENCY_MS: "7" }, "resources:ResourceGroup"), 7);
  assert.equal(await latency({ SIMULATED_AZURE_LATENCY_MS: "7" }, "keyvault:Vault"), 1234);
});
