import assert from "node:assert/strict";
import { test } from "node:test";
import { aksClusterArgs, only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { mockKubeconfig } from "../testing/mockCloud.js";
import { networkId, registryId, subnetId } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";
import { AksCluster } from "./aksCluster.js";
import type { AksClusterArgs } from "./aksClusterArgs.js";
import { ruleName } from "./containerInsights.js";

const kubeconfig = { vaultName: "kv-auth-1a2b3c4d", secretName: "auth-kubeconfig" };

test("declares the golden cluster over three zones, watched, with its kubeconfig in a vault", async () => {
  const args = { ...aksClusterArgs, zones: ["1", "2", "3"] as ("1" | "2" | "3")[], workspaceId, kubeconfig };
  matchesGolden("aks.zonal", await synth(() => outputsOf(new AksCluster("cluster", args))));
});

test("declares the golden cluster with nothing asked for", async () => {
  matchesGolden("aks.plain", await synth(() => outputsOf(new AksCluster("cluster", aksClusterArgs))));
});

test("hands out a reference to the kubeconfig and never the kubeconfig [CP-051]", async () => {
  const { resources, outputs } = await synth(() =>
    outputsOf(new AksCluster("cluster", { ...aksClusterArgs, kubeconfig })),
  );
  assert.equal(outputs["kubeconfigReference"], "vault://auth-kubeconfig");
  assert.equal(JSON.stringify(outputs).includes("apiVersion"), false);

  const secret = only(resources, "azure-native:keyvault:Secret");
  assert.deepEqual(secret.inputs["properties"], {
    "[secret]": { contentType: "application/yaml", value: mockKubeconfig },
  });
  const elsewhere = resources.filter((resource) => resource !== secret);
  assert.equal(JSON.stringify(elsewhere).includes("apiVersion"), false);
});

test("does not ask for the kubeconfig of a cluster that is only planned", async () => {
  const { resources, outputs } = await synth(
    () => outputsOf(new AksCluster("cluster", { ...aksClusterArgs, kubeconfig })),
    { preview: true },
  );
  const { inputs } = only(resources, "azure-native:keyvault:Secret");
  assert.doesNotMatch(JSON.stringify(inputs["properties"]), /apiVersion/);
  assert.equal(outputs["kubeconfigReference"], "[unknown]");
});

test("has no way in but Entra: no local accounts, no service principal", async () => {
  const { resources } = await synth(() => outputsOf(new AksCluster("cluster", aksClusterArgs)));
  const { inputs } = only(resources, "azure-native:containerservice:ManagedCluster");
  assert.equal(inputs["disableLocalAccounts"], true);
  assert.deepEqual(inputs["aadProfile"], { enableAzureRBAC: true, managed: true });
  assert.deepEqual(inputs["identity"], { type: "SystemAssigned" });
  assert.equal("servicePrincipalProfile" in inputs, false);
});

test("refuses a version that lost its zero or is a number, and zones that do not exist", () => {
  const wrong = { ...aksClusterArgs, kubernetesVersion: 1.3 as unknown as string, zones: ["4" as "1"] };
  assert.throws(() => new AksCluster("cluster", wrong), /expected string[^]*kubernetesVersion[^]*zones\[0\]/);
  assert.throws(() => new AksCluster("cluster", { ...aksClusterArgs, kubernetesVersion: "v1.31" }), /as text, "1\.31"/);
});

test("names the collection rule as Azure's tools do, within 64 characters", () => {
  assert.equal(ruleName("westeurope", "aks-auth"), "MSCI-westeurope-aks-auth");
  const long = ruleName("westeurope", `${"a".repeat(47)}-${"b".repeat(15)}`);
  assert.equal(long, `MSCI-westeurope-${"a".repeat(47)}`);
});

const workloads = { name: "work", vmSize: "Standard_D4s_v5", nodeCount: 2 };

test("declares the golden private cluster in a subnet, with pools that scale and a window for upgrades", async () => {
  const args: AksClusterArgs = {
    ...aksClusterArgs,
    zones: ["1", "2", "3"],
    autoscale: { minCount: 3, maxCount: 5 },
    userPools: [
      { ...workloads, autoscale: { minCount: 2, maxCount: 10 } },
      { ...workloads, name: "batch", zones: ["1"], labels: { kind: "batch" }, taints: ["dedicated=batch:NoSchedule"] },
    ],
    subnetId,
    private: true,
    upgradeChannel: "stable",
    nodeOsUpgradeChannel: "SecurityPatch",
    maintenanceWindow: { day: "Sunday", startTime: "02:00", durationHours: 4, utcOffset: "+01:00" },
  };
  matchesGolden("aks.private", await synth(() => outputsOf(new AksCluster("cluster", args))));
});

test("leaves the number of nodes to the autoscaler, where there is one, and only there", async () => {
  const fixed = { ...aksClusterArgs, userPools: [workloads] };
  const scaled = {
    ...aksClusterArgs,
    autoscale: { minCount: 1, maxCount: 3 },
    userPools: [{ ...workloads, autoscale: { minCount: 1, maxCount: 3 } }],
  };
  const ignored = async (args: AksClusterArgs) => {
    const { resources } = await synth(() => outputsOf(new AksCluster("cluster", args)));
    return resources.flatMap(({ ignoreChanges }) => ignoreChanges ?? []);
  };
  assert.deepEqual(await ignored(fixed), []);
  assert.deepEqual(await ignored(scaled), ["count", "agentPoolProfiles[0].count"]);
});

test("keeps services out of the network's addresses, with the cluster's DNS among them", async () => {
  const profile = async (args: AksClusterArgs) => {
    const { resources } = await synth(() => outputsOf(new AksCluster("cluster", args)));
    const { inputs } = only(resources, "azure-native:containerservice:ManagedCluster");
    const { serviceCidr, dnsServiceIP } = inputs["networkProfile"] as Record<string, string>;
    return [serviceCidr, dnsServiceIP];
  };
  assert.deepEqual(await profile(aksClusterArgs), ["10.0.0.0/16", "10.0.0.10"], "a network of Azure's own");
  assert.deepEqual(await profile({ ...aksClusterArgs, subnetId }), ["172.20.0.0/16", "172.20.0.10"]);
  const chosen = { ...aksClusterArgs, subnetId, serviceCidr: "10.255.240.0/20" };
  assert.deepEqual(await profile(chosen), ["10.255.240.0/20", "10.255.240.10"]);
});

test("opens the API server to the ranges given and to nobody else", async () => {
  const args: AksClusterArgs = { ...aksClusterArgs, authorizedIpRanges: ["203.0.113.0/24", "198.51.100.7"] };
  const { resources } = await synth(() => outputsOf(new AksCluster("cluster", args)));
  const { inputs } = only(resources, "azure-native:containerservice:ManagedCluster");
  assert.deepEqual(inputs["apiServerAccessProfile"], { authorizedIPRanges: ["203.0.113.0/24", "198.51.100.7"] });
});

test("lets the nodes pull from each registry, and do nothing else there", async () => {
  const registries = ["charts", "images"].map((name) => ({ name, id: registryId.replace("crauth", `cr${name}`) }));
  const { resources } = await synth(() => outputsOf(new AksCluster("cluster", { ...aksClusterArgs, registries })));
  const granted = resources.filter(({ type }) => type === "azure-native:authorization:RoleAssignment");
  assert.deepEqual(
    granted.map(({ inputs }) => [inputs["scope"], inputs["principalId"]]),
    registries.map(({ id }) => [id, "77777777-7777-4777-8777-777777777777"]),
  );
  for (const { inputs } of granted)
    assert.match(String(inputs["roleDefinitionId"]), /7f951dda-4ed3-4680-a7ca-43fe172d538d$/);
});

test("keeps a version under long-term support in the tier that has it, and only there", async () => {
  const args: AksClusterArgs = { ...aksClusterArgs, tier: "Premium", supportPlan: "AKSLongTermSupport" };
  const { resources } = await synth(() => outputsOf(new AksCluster("cluster", args)));
  const { inputs } = only(resources, "azure-native:containerservice:ManagedCluster");
  assert.deepEqual([inputs["sku"], inputs["supportPlan"]], [{ name: "Base", tier: "Premium" }, "AKSLongTermSupport"]);
  for (const tier of ["Free", "Standard"] as const)
    assert.throws(() => new AksCluster("cluster", { ...args, tier }), /long-term support comes with the tier Premium/);
});

const refused: readonly (readonly [string, Partial<AksClusterArgs>, RegExp])[] = [
  ["a network where a subnet belongs", { subnetId: networkId }, /ARM id of a subnet/],
  ["service addresses without a subnet", { serviceCidr: "172.20.0.0/16" }, /only a cluster in a subnet of yours/],
  ["service addresses that are no range", { subnetId, serviceCidr: "172.20.0.1/16" }, /like 172\.20\.0\.0\/16/],
  ["a second system pool", { userPools: [{ ...workloads, name: "system" }] }, /pool that every cluster has/],
  [
    "ranges for a private API server",
    { private: true, authorizedIpRanges: ["203.0.113.0/24"] },
    /from its network only/,
  ],
  ["a range that is no range", { authorizedIpRanges: ["203.0.113.0/33"] }, /203\.0\.113\.0\/24, or one address/],
  ["a pool name with a hyphen", { userPools: [{ ...workloads, name: "my-pool" }] }, /1 to 12 lower-case letters/],
  [
    "bounds back to front",
    { autoscale: { minCount: 3, maxCount: 2 } },
    /minCount must not be more than maxCount[^]*→ at autoscale/,
  ],
  [
    "a window too short for an upgrade",
    { maintenanceWindow: { day: "Sunday", startTime: "02:00", durationHours: 3 } },
    /at least 4 hours/,
  ],
  [
    "a time that no clock shows",
    { maintenanceWindow: { day: "Sunday", startTime: "24:00", durationHours: 4 } },
    /a time of day reads like "02:00"/,
  ],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new AksCluster("cluster", { ...aksClusterArgs, ...change }), message);
  });
}
