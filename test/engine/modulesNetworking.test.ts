import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { moduleStacks, type ModuleStacks } from "../kit/moduleStacks.js";

/** Networks, identities, clusters, storage and failover: the real engine against the simulated Azure. */
let stacks: ModuleStacks;
before(async () => {
  stacks = await moduleStacks();
});
after(() => stacks.world.close());

/** The secret that the vaults are seeded with. */
const secrets = ["db-password"];

const steady = { subnets: ["nodes", "endpoints"], pool: "Standard_D4s_v5", first: "west", coolAfterDays: 30 };

test("a private landscape lives: everything in its network, roles and failover included [CP-086]", async () => {
  const first = stacks.stack(landscape(steady), secrets);
  const { outputs } = await stacks.create(first);
  assert.equal(outputs["address"]?.value, "shop-1a2b3c4d.trafficmanager.net");
  assert.match(String(outputs["apiServer"]?.value), /\.privatelink\.westeurope\.azmk8s\.io$/);
  assert.deepEqual((await stacks.preview(first)).plan.steps, [], "a second run has nothing to do");
  const drift = await stacks.world.engine.previewRefresh(first, { operationId: "refresh" });
  assert.ok(drift.kind === "previewed", JSON.stringify(drift));
  assert.deepEqual(drift.plan.steps, [], "what Azure returns is what was written");

  const later = {
    subnets: [...steady.subnets, "more"],
    pool: "Standard_D8s_v5",
    first: "north",
    coolAfterDays: 60,
  };
  const changed = stacks.stack(landscape(later), secrets);
  const planned = await stacks.preview(changed);
  assert.deepEqual(planned.plan.steps.map(({ op, type }) => `${op} ${type}`).sort(), [
    "create azure-native:network:NetworkSecurityGroup",
    "replace azure-native:containerservice:AgentPool",
    "update azure-native:network:VirtualNetwork",
    "update azure-native:storage:ManagementPolicy",
    "update azure-native:trafficmanager:Profile",
  ]);
  await stacks.apply(changed, planned);

  const less = stacks.stack(landscape({ ...later, subnets: ["nodes", "more"] }), secrets);
  const refusal = await stacks.refusal(less, await stacks.preview(less));
  assert.match(refusal, /InUseSubnetCannotBeDeleted/, "private endpoints are in the subnet");
  assert.deepEqual((await stacks.preview(changed)).plan.steps, [], "nothing has changed");
  await stacks.destroy(changed);
});

interface Settings {
  readonly subnets: readonly string[];
  readonly pool: string;
  /** The endpoint that is tried first. */
  readonly first: string;
  readonly coolAfterDays: number;
}

/** A shop whose vault, files and cluster are in its network only. */
function landscape({ subnets, pool, first, coolAfterDays }: Settings): string {
  const list = subnets.map((name, index) => {
    const purpose = name === "nodes" ? "cluster" : "private-endpoints";
    return `{ name: "${name}", addressPrefix: "10.40.${index * 16}.0/20", purpose: "${purpose}" }`;
  });
  const hosts = first === "west" ? ["west", "north"] : ["north", "west"];
  return `import * as azure from "@cloud-provisioner/azure";
const tags = { owner: "shop" };
const group = new azure.ResourceGroup("group", { resourceGroupName: "rg-shop", location: "westeurope", tags });
const place = { resourceGroupName: group.name, location: "westeurope", tags };
const { workspaceId } = new azure.LogAnalytics("logs", {
  ...place, workspaceName: "log-shop", insightsName: "appi-shop", retentionInDays: 30,
});
const network = new azure.VirtualNetwork("network", {
  ...place, virtualNetworkName: "vnet-shop", addressSpace: ["10.40.0.0/16"], subnets: [${list.join(", ")}],
});
const endpointSubnet = network.id.apply((id) => \`\${id}/subnets/endpoints\`);
const reach = (kind: "blob" | "vault") => ({
  subnetId: endpointSubnet,
  dnsZoneId: new azure.PrivateDnsZone(kind, {
    resourceGroupName: group.name, zoneName: azure.privateZones[kind],
    networks: [{ name: "vnet-shop", id: network.id }], tags,
  }).id,
});
const vault = new azure.KeyVault("vault", {
  ...place, vaultName: "kv-shop", access: "rbac", purgeProtection: false, softDeleteRetentionInDays: 7,
  secrets: [{ name: "db-password", value: azure.seedSecret("db-password") }],
  workspaceId, privateEndpoint: reach("vault"),
});
const files = new azure.Storage("files", {
  ...place, accountName: "stshop", sku: "Standard_ZRS", accessTier: "Hot", containers: ["uploads"],
  lifecycle: { coolAfterDays: ${coolAfterDays}, deleteVersionsAfterDays: 90 }, workspaceId, privateEndpoint: reach("blob"),
});
const cluster = new azure.AksCluster("cluster", {
  ...place, clusterName: "aks-shop", dnsPrefix: "shop", kubernetesVersion: "1.34", nodeCount: 3, vmSize: "Standard_D2s_v5",
  zones: ["1", "2", "3"], autoscale: { minCount: 3, maxCount: 5 }, private: true, subnetId: network.subnetId("nodes"),
  userPools: [
    { name: "work", vmSize: "${pool}", nodeCount: 2, autoscale: { minCount: 2, maxCount: 9 } },
    { name: "batch", vmSize: "Standard_E4s_v5", nodeCount: 1, zones: ["1"], taints: ["dedicated=batch:NoSchedule"] },
  ],
  maintenanceWindow: { day: "Sunday", startTime: "02:00", durationHours: 4 },
  workspaceId, kubeconfig: { vaultName: vault.vaultName, secretName: "kubeconfig" },
});
const identity = new azure.UserAssignedIdentity("shop", {
  ...place, identityName: "id-shop",
  roles: [
    { name: "vault", role: "Key Vault Secrets User", scope: vault.id },
    { name: "files", role: "Storage Blob Data Contributor", scope: files.id },
  ],
  federatedCredentials: ["web", "jobs"].map((name) => (
    { name: \`shop-\${name}\`, issuer: cluster.oidcIssuerUrl, namespace: "shop", serviceAccount: name })),
});
const hosts = ${JSON.stringify(hosts)} as const;
const traffic = new azure.TrafficManager("traffic", {
  resourceGroupName: group.name, profileName: "traf-shop", relativeName: "shop-1a2b3c4d", tags,
  endpoints: hosts.map((name) => ({ type: "external", name, target: \`\${name}.shop.example.com\` })),
  probe: { protocol: "HTTPS", port: 443, path: "/health" }, workspaceId,
});
const dns = new azure.DnsZone("dns", {
  resourceGroupName: group.name, zoneName: "shop.example.com", tags,
  records: [{ type: "ALIAS", recordType: "CNAME", name: "www", ttlSeconds: 60, resourceId: traffic.id }],
});
export const address = traffic.fqdn;
export const apiServer = cluster.fqdn;
export const clientId = identity.clientId;
export const names = dns.fqdns;`;
}
