import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inputsOf, landscape } from "../testing/landscape.js";
import { rowOf } from "../testing/testCloud.js";
import type { JsonObject } from "../values/json.js";
import { formatPath, parsePath, withValueSet } from "../values/propertyPath.js";
import { secret } from "../values/secretValues.js";
import { unknown } from "../values/unknowns.js";
import { diffInputs } from "./diff.js";

/** The diff of one change to a resource of the landscape, as `path kind[-replace]`. */
function diffOf(kind: string, path: string, value: JsonObject[string] | undefined, ignore: string[] = []): string[] {
  const olds = inputsOf(kind);
  const { changes } = diffInputs(rowOf(kind), olds, withValueSet(olds, parsePath(path), value), ignore);
  return changes.map((change) => `${formatPath(change.path)} ${change.kind}${change.replaces ? "-replace" : ""}`);
}

const cases: readonly [kind: string, path: string, value: JsonObject[string] | undefined, diff: string[]][] = [
  ["storage:StorageAccount", "sku.name", "Standard_ZRS", ["sku.name update"]],
  ["storage:StorageAccount", "tags.team", "shop", ["tags add"]],
  ["storage:StorageAccount", "encryption", undefined, ["encryption delete"]],
  ["storage:StorageAccount", "location", "West Europe", []],
  ["storage:StorageAccount", "location", "northeurope", ["location update-replace"]],
  ["storage:StorageAccount", "isHnsEnabled", true, ["isHnsEnabled add-replace"]],
  ["storage:StorageAccount", "accountName", "stother", ["accountName update-replace"]],
  ["storage:StorageAccount", "resourceGroupName", "rg-other", ["resourceGroupName update-replace"]],
  ["storage:BlobContainer", "accountName", "stother", ["accountName update-replace"]],
  ["keyvault:Vault", "location", "northeurope", ["location update"]], // azure-native does not force it; ARM then refuses
  ["keyvault:Vault", "properties.sku.name", "premium", ["properties.sku.name update"]],
  ["resources:ResourceGroup", "location", "northeurope", ["location update-replace"]],
  ["resources:ResourceGroup", 'tags["cost.center"]', "42", ['tags["cost.center"] add']],
  ["containerservice:ManagedCluster", "dnsPrefix", "other", ["dnsPrefix update-replace"]],
  ["containerservice:ManagedCluster", "kubernetesVersion", "1.29", ["kubernetesVersion update"]],
  [
    "containerservice:ManagedCluster",
    "networkProfile.networkPlugin",
    "kubenet",
    ["networkProfile.networkPlugin update-replace"],
  ],
  [
    "containerservice:ManagedCluster",
    "networkProfile.networkPolicy",
    "calico",
    ["networkProfile.networkPolicy add-replace"],
  ],
  [
    "containerservice:ManagedCluster",
    "networkProfile.loadBalancerProfile.managedOutboundIPs.count",
    2,
    ["networkProfile.loadBalancerProfile.managedOutboundIPs.count update"],
  ],
  ["containerservice:ManagedCluster", "agentPoolProfiles[0].count", 5, ["agentPoolProfiles[0].count update"]],
  ["containerservice:ManagedCluster", "agentPoolProfiles[1]", { name: "b" }, ["agentPoolProfiles[1] add"]],
  ["containerservice:AgentPool", "vmSize", "Standard_D8s_v5", ["vmSize update-replace"]],
  [
    "authorization:RoleAssignment",
    "principalId",
    "22222222-2222-4333-8444-555555555555",
    ["principalId update-replace"],
  ],
  ["dns:RecordSet", "recordType", "TXT", ["recordType update-replace"]],
  ["keyvault:Vault", "vaultName", unknown, ["vaultName update-replace"]],
];

for (const [kind, path, value, expected] of cases) {
  test(`${kind}: ${path} to ${JSON.stringify(value)} is ${expected.join(", ") || "no change"}`, () => {
    assert.deepEqual(diffOf(kind, path, value), expected);
  });
}

test("ignored changes are none", () => {
  assert.deepEqual(
    diffOf("containerservice:ManagedCluster", "agentPoolProfiles[0].count", 5, ["agentPoolProfiles[*].count"]),
    [],
  );
  assert.deepEqual(diffOf("resources:ResourceGroup", "tags.team", "x", ["tags"]), []);
  assert.deepEqual(diffOf("resources:ResourceGroup", "tags.team", "x", ["*"]), []);
  assert.deepEqual(diffOf("resources:ResourceGroup", "tags.team", "x", ["tags.other"]), ["tags.team update"]);
});

test("a secret differs when its value does, not because it is wrapped", () => {
  const type = rowOf("keyvault:Secret");
  const [plain, wrapped, other] = [
    { properties: { value: "a" } },
    { properties: { value: secret("a") } },
    { properties: { value: secret("b") } },
  ];
  assert.deepEqual(diffInputs(type, plain, wrapped).changes, []);
  assert.equal(diffInputs(type, wrapped, other).changes.length, 1);
});

test("the old resource goes first, unless its name was made up", () => {
  const type = rowOf("storage:StorageAccount");
  const olds = inputsOf("storage:StorageAccount");
  const news = { ...olds, location: "northeurope" };
  assert.equal(diffInputs(type, olds, news).deleteBeforeReplace, true);
  assert.equal(
    diffInputs(type, { ...olds, __createBeforeDelete: true }, { ...news, __createBeforeDelete: true })
      .deleteBeforeReplace,
    false,
  );
  assert.equal(diffInputs(type, olds, { ...olds, tags: {} }).deleteBeforeReplace, false);
});

test("equal inputs never differ, whatever they are", () => {
  for (const { token, inputs } of landscape) {
    const type = rowOf(token.replace("azure-native:", ""));
    fc.assert(
      fc.property(fc.jsonValue(), (extra) => {
        const both = { ...inputs, extra: extra as JsonObject[string] };
        assert.deepEqual(diffInputs(type, both, structuredClone(both)).changes, []);
      }),
      { numRuns: 20 },
    );
  }
});
