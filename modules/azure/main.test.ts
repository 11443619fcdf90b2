import type * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { AksCluster, DnsZone, KeyVault, LogAnalytics, ResourceGroup, Storage } from "./main.js";
import { dataKinds } from "./testing/dataKinds.js";
import * as examples from "./testing/examples.js";
import { dnsZoneId, subnetId } from "./testing/networkExamples.js";
import { networkKinds } from "./testing/networkKinds.js";
import { synth } from "./testing/synth.js";

const { tags, workspaceId } = examples;
const extra = { cost_center: "7" };
const privateEndpoint = { subnetId, dnsZoneId };
const lifecycle = { deleteVersionsAfterDays: 90 };

/** Every kind with everything it can declare. */
const kinds: Record<string, () => pulumi.ComponentResource> = {
  ...dataKinds,
  ResourceGroup: () => new ResourceGroup("group", { resourceGroupName: "rg-auth", location: "westeurope", tags }),
  LogAnalytics: () => new LogAnalytics("logs", examples.logAnalyticsArgs),
  KeyVault: () =>
    new KeyVault("vault", {
      ...examples.keyVaultArgs,
      secrets: [{ name: "app", value: "x" }],
      workspaceId,
      privateEndpoint,
    }),
  Storage: () =>
    new Storage("files", { ...examples.storageArgs, containers: ["uploads"], workspaceId, lifecycle, privateEndpoint }),
  AksCluster: () =>
    new AksCluster("cluster", {
      ...examples.aksClusterArgs,
      workspaceId,
      subnetId,
      userPools: [{ name: "work", vmSize: "Standard_D4s_v5", nodeCount: 1 }],
      maintenanceWindow: { day: "Sunday", startTime: "02:00", durationHours: 4 },
      kubeconfig: { vaultName: "kv-auth-1a2b3c4d", secretName: "kubeconfig" },
    }),
  DnsZone: () =>
    new DnsZone("dns", {
      ...examples.dnsZoneArgs,
      records: [{ name: "www", type: "A", ttlSeconds: 300, target: "203.0.113.10" }],
    }),
  ...networkKinds,
};

test("every resource that can carry tags carries the stack's tags [CP-005]", async () => {
  const { resources } = await synth(() => {
    for (const declare of Object.values(kinds)) declare();
    return {};
  });
  const custom = resources.filter(({ type }) => type.startsWith("azure-native:"));
  const tagged = custom.filter(({ type }) => takesTags(type));
  assert.deepEqual([...new Set(tagged.map(({ type }) => type))].sort(), [
    "azure-native:app:ManagedEnvironment",
    "azure-native:applicationinsights:Component",
    "azure-native:containerregistry:Registry",
    "azure-native:containerregistry:Replication",
    "azure-native:containerservice:AgentPool",
    "azure-native:containerservice:ManagedCluster",
    "azure-native:dbforpostgresql:Server",
    "azure-native:dns:Zone",
    "azure-native:eventgrid:Topic",
    "azure-native:keyvault:Secret",
    "azure-native:keyvault:Vault",
    "azure-native:managedidentity:UserAssignedIdentity",
    "azure-native:monitor:ActionGroup",
    "azure-native:monitor:ActivityLogAlert",
    "azure-native:monitor:DataCollectionRule",
    "azure-native:monitor:MetricAlert",
    "azure-native:network:NetworkSecurityGroup",
    "azure-native:network:PrivateEndpoint",
    "azure-native:network:PublicIPAddress",
    "azure-native:network:VirtualNetwork",
    "azure-native:operationalinsights:Workspace",
    "azure-native:privatedns:PrivateZone",
    "azure-native:privatedns:VirtualNetworkLink",
    "azure-native:redisenterprise:RedisEnterprise",
    "azure-native:resources:ResourceGroup",
    "azure-native:servicebus:Namespace",
    "azure-native:sql:Database",
    "azure-native:sql:Server",
    "azure-native:storage:StorageAccount",
    "azure-native:trafficmanager:Profile",
  ]);
  for (const { type, inputs } of tagged) assert.deepEqual(inputs["tags"], tags, type);

  const records = custom.filter(({ type }) => type === "azure-native:dns:RecordSet");
  assert.deepEqual(
    records.map(({ inputs }) => inputs["metadata"]),
    [tags],
  );
});

for (const [kind, declare] of Object.entries(kinds)) {
  test(`${kind}: an output is unknown in a preview, never missing`, async () => {
    const applied = await synth(() => examples.outputsOf(declare()));
    const previewed = await synth(() => examples.outputsOf(declare()), { preview: true });
    assert.deepEqual(Object.keys(previewed.outputs), Object.keys(applied.outputs));
    assert.ok(Object.keys(applied.outputs).length > 0);
  });

  test(`${kind}: everything it declares is its own child`, async () => {
    const { resources } = await synth(() => examples.outputsOf(declare()));
    const [component, ...more] = resources.filter(({ type }) => type.startsWith("cloud-provisioner:"));
    assert.ok(component && more.length === 0);
    assert.equal(component.type, `cloud-provisioner:azure:${kind}`);
    assert.deepEqual(component.inputs, {}, "a component keeps no copy of its arguments in the state");
    const children = resources.filter((resource) => resource !== component);
    assert.deepEqual([...new Set(children.map(({ parent }) => parent))], [component.name]);
  });
}

const overridden: readonly (readonly [string, string, () => pulumi.ComponentResource])[] = [
  [
    "AKS",
    "containerservice:ManagedCluster",
    () => new AksCluster("x", { ...examples.aksClusterArgs, overrides: { cluster: { tags: extra } } }),
  ],
  [
    "Key Vault",
    "keyvault:Vault",
    () => new KeyVault("x", { ...examples.keyVaultArgs, overrides: { vault: { tags: extra } } }),
  ],
  [
    "Blob",
    "storage:StorageAccount",
    () => new Storage("x", { ...examples.storageArgs, overrides: { account: { tags: extra } } }),
  ],
  ["DNS", "dns:Zone", () => new DnsZone("x", { ...examples.dnsZoneArgs, overrides: { zone: { tags: extra } } })],
  [
    "Log Analytics",
    "operationalinsights:Workspace",
    () => new LogAnalytics("x", { ...examples.logAnalyticsArgs, overrides: { workspace: { tags: extra } } }),
  ],
];
for (const [what, type, declare] of overridden) {
  test(`${what}: takes an override beside the module's own choices, and has outputs [CP-064]`, async () => {
    const { resources, outputs } = await synth(() => examples.outputsOf(declare()));
    assert.deepEqual(examples.only(resources, `azure-native:${type}`).inputs["tags"], { ...tags, ...extra });
    assert.ok(Object.keys(outputs).length > 0);
  });
}

test("loads no more of azure-native than the modules in use", () => {
  const loaded = Object.keys(require.cache).filter((file) => file.includes("/@pulumi/azure-native/"));
  assert.ok(loaded.length > 0);
  assert.deepEqual(
    loaded.filter((file) => /azure-native\/(index|provider)\.js$/.test(file)),
    [],
  );
});

/** Whether azure-native sends a `tags` argument of this type to Azure. */
function takesTags(type: string): boolean {
  const [, module, resource] = type.split(":") as [string, string, string];
  const file = `@pulumi/azure-native/${module}/${resource.charAt(0).toLowerCase()}${resource.slice(1)}.js`;
  return readFileSync(require.resolve(file), "utf8").includes('resourceInputs["tags"] = args?.tags');
}
