import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { inputsOf } from "../testing/landscape.js";
import { codeOf, testCloud, type TestCloud } from "../testing/testCloud.js";
import type { JsonObject } from "../values/json.js";

let cloud: TestCloud;
beforeEach(() => {
  cloud = testCloud();
  cloud.build();
});
afterEach(() => {
  cloud.close();
});

const kind = "containerservice:ManagedCluster";
const other = (changes: JsonObject): JsonObject => ({
  ...inputsOf(kind),
  resourceName: "aks-other",
  dnsPrefix: "other",
  ...changes,
});
const longTerm: JsonObject = { sku: { name: "Base", tier: "Premium" }, supportPlan: "AKSLongTermSupport" };

const creations: readonly (readonly [title: string, changes: JsonObject, code: string])[] = [
  ["makes a cluster of a version in standard support", { kubernetesVersion: "1.34" }, ""],
  ["makes no cluster of a version whose support has ended", { kubernetesVersion: "1.28" }, "K8sVersionNotSupported"],
  ["nor under long-term support", { kubernetesVersion: "1.28", ...longTerm }, "K8sVersionNotSupported"],
  [
    "makes no cluster of an older version without long-term support",
    { kubernetesVersion: "1.32" },
    "K8sVersionNotSupported",
  ],
  ["makes one with the plan for it", { kubernetesVersion: "1.32", ...longTerm }, ""],
  [
    "gives the plan to the Premium tier only",
    { kubernetesVersion: "1.32", supportPlan: "AKSLongTermSupport" },
    "BadRequest",
  ],
];
for (const [title, changes, code] of creations)
  test(title, () => {
    assert.equal(codeOf(cloud.create(kind, other(changes))), code);
  });

test("upgrades by one minor version at a time", () => {
  assert.equal(codeOf(cloud.create(kind, other({ kubernetesVersion: "1.33", ...longTerm }))), "");
  assert.equal(codeOf(cloud.update(kind, other({ kubernetesVersion: "1.35" }))), "OperationNotAllowed");
  assert.equal(codeOf(cloud.update(kind, other({ kubernetesVersion: "1.34" }))), "");
});

test("leaves a cluster that lost its long-term plan on its version", () => {
  assert.equal(codeOf(cloud.create(kind, other({ kubernetesVersion: "1.33", ...longTerm }))), "");
  assert.equal(codeOf(cloud.update(kind, other({ kubernetesVersion: "1.33" }))), "");
});
