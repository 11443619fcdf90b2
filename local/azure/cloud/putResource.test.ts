import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { inputsOf, landscape, subscription } from "../testing/landscape.js";
import { codeOf, testCloud, type TestCloud } from "../testing/testCloud.js";
import type { JsonObject } from "../values/json.js";
import { withValueAt } from "../values/propertyPath.js";
import { readJournal } from "./journal.js";
import { findResource } from "./resourceRows.js";

let cloud: TestCloud;
beforeEach(() => {
  cloud = testCloud();
});
afterEach(() => {
  cloud.close();
});

/** ARM's answer to one changed resource of the landscape, everything before it being in place; `null` leaves a property out. */
function answerTo(kind: string, changes: JsonObject): string {
  for (const { token, inputs } of landscape) {
    if (token === `azure-native:${kind}`) break;
    cloud.create(token.replace("azure-native:", ""), inputs);
  }
  const inputs = Object.entries({ ...inputsOf(kind), ...changes }).filter(([, value]) => value !== null);
  return codeOf(cloud.create(kind, Object.fromEntries(inputs)));
}

const missing = `${subscription}/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/other/subnets/none`;
const pool = { name: "system", mode: "System", vmSize: "Standard_D2s_v5", count: 1 };
const kv = (properties: JsonObject) => ({
  properties: { ...(inputsOf("keyvault:Vault")["properties"] as JsonObject), ...properties },
});

const refusals: readonly [title: string, kind: string, changes: JsonObject, code: string][] = [
  [
    "a group in a made-up region",
    "resources:ResourceGroup",
    { location: "middleearth" },
    "LocationNotAvailableForResourceGroup",
  ],
  ["a group with a reserved name", "resources:ResourceGroup", { resourceGroupName: "Azure" }, "ReservedResourceName"],
  [
    "a resource in a made-up region",
    "storage:StorageAccount",
    { location: "mordor" },
    "LocationNotAvailableForResourceType",
  ],
  ["a zone in a region", "dns:Zone", { location: "westeurope" }, "LocationNotAvailableForResourceType"],
  [
    "a resource in a group that is not there",
    "keyvault:Vault",
    { resourceGroupName: "rg-none" },
    "ResourceGroupNotFound",
  ],
  ["a child of what is not there", "keyvault:Secret", { vaultName: "kv-none" }, "ParentResourceNotFound"],
  ["a container of no account", "storage:BlobContainer", { accountName: "stnone" }, "ParentResourceNotFound"],
  [
    "an SKU that does not exist",
    "storage:StorageAccount",
    { sku: { name: "Standard_FAST" } },
    "InvalidRequestPropertyValue",
  ],
  [
    "a kind that does not go with its SKU",
    "storage:StorageAccount",
    { kind: "BlockBlobStorage" },
    "InvalidValuesForRequestParameters",
  ],
  [
    "public blobs in an account that forbids them",
    "storage:BlobContainer",
    { publicAccess: "Blob" },
    "PublicAccessNotPermitted",
  ],
  [
    "restore without versions",
    "storage:BlobServiceProperties",
    { restorePolicy: { enabled: true, days: 1 } },
    "InvalidRequestPropertyValue",
  ],
  ["a vault of no tenant", "keyvault:Vault", kv({ tenantId: "contoso" }), "InvalidRequestContent"],
  [
    "a vault with an SKU of its own",
    "keyvault:Vault",
    kv({ sku: { family: "A", name: "gold" } }),
    "InvalidRequestPropertyValue",
  ],
  ["a vault kept for three days", "keyvault:Vault", kv({ softDeleteRetentionInDays: 3 }), "InvalidRequestContent"],
  [
    "a Kubernetes version that AKS does not have",
    "containerservice:ManagedCluster",
    { kubernetesVersion: "1.3" },
    "K8sVersionNotSupported",
  ],
  ["a cluster without pools", "containerservice:ManagedCluster", { agentPoolProfiles: [] }, "InvalidParameter"],
  [
    "a cluster without a system pool",
    "containerservice:ManagedCluster",
    { agentPoolProfiles: [{ ...pool, mode: "User" }] },
    "MustHaveAtLeastOneSystemPool",
  ],
  [
    "a pool with a bad name",
    "containerservice:ManagedCluster",
    { agentPoolProfiles: [{ ...pool, name: "Sys-1" }] },
    "InvalidParameter",
  ],
  [
    "a pool of machines that do not exist",
    "containerservice:ManagedCluster",
    { agentPoolProfiles: [{ ...pool, vmSize: "large" }] },
    "BadRequest",
  ],
  [
    "a pool with bounds the wrong way round",
    "containerservice:ManagedCluster",
    { agentPoolProfiles: [{ ...pool, enableAutoScaling: true, minCount: 3, maxCount: 1 }] },
    "InvalidParameter",
  ],
  [
    "a cluster in a subnet that is not there",
    "containerservice:ManagedCluster",
    { agentPoolProfiles: [{ ...pool, vnetSubnetID: missing }] },
    "InvalidResourceReference",
  ],
  [
    "a cluster in a tier that does not exist",
    "containerservice:ManagedCluster",
    { sku: { name: "Base", tier: "Gold" } },
    "InvalidRequestPropertyValue",
  ],
  [
    "a pool newer than its cluster",
    "containerservice:AgentPool",
    { orchestratorVersion: "1.35" },
    "NodePoolMcVersionIncompatible",
  ],
  [
    "insights without their workspace",
    "applicationinsights:Component",
    {
      workspaceResourceId: `${subscription}/resourceGroups/rg-shop/providers/Microsoft.OperationalInsights/workspaces/none`,
    },
    "ResourceNotFound",
  ],
  [
    "a workspace that keeps logs for ten years",
    "operationalinsights:Workspace",
    { retentionInDays: 3650 },
    "InvalidParameter",
  ],
  ["a setting without a sink", "monitor:DiagnosticSetting", { workspaceId: null }, "BadRequest"],
  [
    "a setting on what is not there",
    "monitor:DiagnosticSetting",
    { resourceUri: `${subscription}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-none` },
    "ResourceNotFound",
  ],
  [
    "a data flow to nowhere",
    "monitor:DataCollectionRule",
    { dataFlows: [{ streams: ["x"], destinations: ["moon"] }] },
    "InvalidPayload",
  ],
  [
    "an association of nothing",
    "monitor:DataCollectionRuleAssociation",
    { dataCollectionRuleId: null },
    "InvalidPayload",
  ],
  ["a role for nobody", "authorization:RoleAssignment", { principalId: "ada@example.com" }, "InvalidPrincipalId"],
  ["a role that is none", "authorization:RoleAssignment", { roleDefinitionId: "Owner" }, "RoleDefinitionDoesNotExist"],
  [
    "a role on a group that is not there",
    "authorization:RoleAssignment",
    { scope: `${subscription}/resourceGroups/rg-none` },
    "ResourceGroupNotFound",
  ],
  [
    "a federated credential without https",
    "managedidentity:FederatedIdentityCredential",
    { issuer: "http://issuer" },
    "InvalidRequestContent",
  ],
  [
    "a network whose prefix has host bits",
    "network:VirtualNetwork",
    { addressSpace: { addressPrefixes: ["10.0.0.1/16"] } },
    "InvalidAddressPrefixFormat",
  ],
  [
    "a subnet outside of its network",
    "network:Subnet",
    { addressPrefix: "10.9.0.0/24" },
    "NetcfgSubnetRangeOutsideVnet",
  ],
  ["a subnet over another one", "network:Subnet", { addressPrefix: "10.0.9.128/25" }, "NetcfgSubnetRangesOverlap"],
  ["a record without records", "dns:RecordSet", { aRecords: null }, "BadRequest"],
  ["a record of two types", "dns:RecordSet", { cnameRecord: { cname: "example.com" } }, "BadRequest"],
  [
    "an alias at the apex",
    "dns:RecordSet",
    { recordType: "CNAME", relativeRecordSetName: "@", aRecords: null, cnameRecord: { cname: "a.b" } },
    "BadRequest",
  ],
];

for (const [title, kind, changes, code] of refusals) {
  test(`refuses ${title}`, () => {
    assert.equal(answerTo(kind, changes), code);
  });
}

test("accepts the whole landscape, in the order of its dependencies", () => {
  cloud.build();
  for (const { token, inputs } of landscape) {
    const again = codeOf(cloud.update(token.replace("azure-native:", ""), inputs));
    assert.equal(again, "", `${token} cannot be updated to what it is`);
  }
});

test("a create does not write over what exists; a part that always exists is configured by it", () => {
  cloud.build("storage:BlobServiceProperties");
  const outcome = cloud.create("storage:StorageAccount", inputsOf("storage:StorageAccount"));
  assert.match(
    outcome.kind === "refused" ? outcome.error.text : "",
    /^cannot create already existing resource '\/subscriptions\//,
  );
  assert.equal(codeOf(cloud.create("storage:BlobServiceProperties", inputsOf("storage:BlobServiceProperties"))), "");
});

test("names that are unique in the world are taken in every group", () => {
  cloud.build("storage:StorageAccount");
  cloud.create("resources:ResourceGroup", { resourceGroupName: "rg-other", location: "westeurope" });
  const elsewhere = { resourceGroupName: "rg-other" };
  assert.equal(
    codeOf(cloud.create("storage:StorageAccount", { ...inputsOf("storage:StorageAccount"), ...elsewhere })),
    "StorageAccountAlreadyTaken",
  );
  assert.equal(
    codeOf(cloud.create("keyvault:Vault", { ...inputsOf("keyvault:Vault"), ...elsewhere })),
    "VaultAlreadyExists",
  );
  assert.equal(
    codeOf(
      cloud.create("managedidentity:UserAssignedIdentity", {
        ...inputsOf("managedidentity:UserAssignedIdentity"),
        ...elsewhere,
      }),
    ),
    "",
  );
});

test("ids are one whatever their case", () => {
  cloud.build("keyvault:Vault");
  const outcome = cloud.create("keyvault:Vault", {
    ...inputsOf("keyvault:Vault"),
    resourceGroupName: "RG-SHOP",
    vaultName: "KV-Shop",
  });
  assert.equal(codeOf(outcome), "AlreadyExists");
});

test("a location is the group's when none is given", () => {
  cloud.build("resources:ResourceGroup");
  const withoutLocation = withValueAt(inputsOf("managedidentity:UserAssignedIdentity"), ["location"], undefined);
  const outcome = cloud.create("managedidentity:UserAssignedIdentity", withoutLocation);
  assert.equal(outcome.kind === "done" && outcome.outputs["location"], "westeurope");
});

test("a resource does not move", () => {
  cloud.build("keyvault:Vault");
  assert.equal(codeOf(cloud.update("keyvault:Vault", { ...inputsOf("keyvault:Vault"), location: "West Europe" })), "");
  assert.equal(
    codeOf(cloud.update("keyvault:Vault", { ...inputsOf("keyvault:Vault"), location: "northeurope" })),
    "InvalidResourceLocation",
  );
});

test("what ARM holds fixed cannot be changed in place", () => {
  cloud.build("containerservice:ManagedCluster");
  const change = (kind: string, changes: JsonObject) => codeOf(cloud.update(kind, { ...inputsOf(kind), ...changes }));
  assert.equal(change("keyvault:Vault", kv({ softDeleteRetentionInDays: 30 })), "PropertyChangeNotAllowed");
  assert.equal(change("keyvault:Vault", kv({ enablePurgeProtection: true })), "");
  assert.equal(change("keyvault:Vault", kv({ enablePurgeProtection: false })), "BadRequest");
  assert.equal(change("containerservice:ManagedCluster", { kubernetesVersion: "1.35" }), "");
  assert.equal(change("containerservice:ManagedCluster", { kubernetesVersion: "1.34" }), "OperationNotAllowed");
  assert.equal(
    change("containerservice:ManagedCluster", {
      kubernetesVersion: "1.35",
      agentPoolProfiles: [{ ...pool, vmSize: "Standard_D8s_v5" }],
    }),
    "PropertyChangeNotAllowed",
  );
});

test("one principal has a role on a scope only once", () => {
  cloud.build("authorization:RoleAssignment");
  const twin = {
    ...inputsOf("authorization:RoleAssignment"),
    roleAssignmentName: "88888888-2222-4333-8444-555555555555",
  };
  assert.equal(codeOf(cloud.create("authorization:RoleAssignment", twin)), "RoleAssignmentExists");
});

test("a refused write leaves nothing behind but a line in the journal", () => {
  assert.equal(answerTo("keyvault:Vault", { location: "mordor" }), "LocationNotAvailableForResourceType");
  const id = `${subscription}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop`;
  assert.equal(findResource(cloud.database, id), undefined);
  const { operation, outcome, code } = readJournal(cloud.database).at(-1)!;
  assert.deepEqual([operation, outcome, code], ["create", "refused", "LocationNotAvailableForResourceType"]);
});
