import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { diffInputs } from "../provider/diff.js";
import { inputsOf, subscription } from "../testing/landscape.js";
import { codeOf, rowOf, testCloud, type TestCloud } from "../testing/testCloud.js";
import type { JsonObject } from "../values/json.js";

let cloud: TestCloud;
beforeEach(() => {
  cloud = testCloud();
  cloud.build();
});
afterEach(() => {
  cloud.close();
});

const group = `${subscription}/resourceGroups/rg-shop`;
const subnet = (name: string) => `${group}/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets/${name}`;

/** What names a sample, changed so that a create meets nothing that is there. */
const names: Readonly<Record<string, JsonObject>> = {
  "dbforpostgresql:Server": { serverName: "psql-other" },
  "dbforpostgresql:Configuration": {},
  "sql:Server": { serverName: "sql-other" },
  "sql:Database": { databaseName: "other" },
  "sql:ExtendedServerBlobAuditingPolicy": {},
  "sql:ServerAzureADAdministrator": {},
  "redisenterprise:RedisEnterprise": { clusterName: "redis-other" },
  "redisenterprise:AccessPolicyAssignment": { accessPolicyAssignmentName: "user2" },
  "servicebus:Namespace": { namespaceName: "sbns-other" },
  "servicebus:Queue": { queueName: "other" },
  "containerregistry:Registry": { registryName: "crother" },
  "containerregistry:Replication": { replicationName: "other" },
  "app:ManagedEnvironment": { environmentName: "cae-other" },
  "monitor:ActionGroup": { actionGroupName: "ag-other" },
  "monitor:MetricAlert": { ruleName: "other" },
  "monitor:ActivityLogAlert": { activityLogAlertName: "other" },
};

const refusals: readonly (readonly [title: string, kind: string, changes: JsonObject, code: string])[] = [
  [
    "a standby of a burstable server",
    "dbforpostgresql:Server",
    { sku: { name: "Standard_B1ms", tier: "Burstable" } },
    "InvalidParameterValue",
  ],
  [
    "a server in a subnet that is not handed over",
    "dbforpostgresql:Server",
    { network: { delegatedSubnetResourceId: subnet("aks") } },
    "InvalidParameterValue",
  ],
  [
    "a server in a subnet that is not there",
    "dbforpostgresql:Server",
    { network: { delegatedSubnetResourceId: subnet("none") } },
    "InvalidResourceReference",
  ],
  [
    "a window on an eighth day",
    "dbforpostgresql:Server",
    { maintenanceWindow: { customWindow: "Enabled", dayOfWeek: 7 } },
    "InvalidRequestPropertyValue",
  ],
  ["TLS neither on nor off", "dbforpostgresql:Configuration", { value: "maybe" }, "InvalidParameterValue"],
  ["a server that has no administrator", "sql:Server", { administrators: null }, "InvalidLoginName"],
  [
    "an administrator without an object id",
    "sql:Server",
    { administrators: { azureADOnlyAuthentication: true, login: "admins", sid: "admins" } },
    "InvalidExternalAdministratorSid",
  ],
  ["a database called master", "sql:Database", { databaseName: "master" }, "CannotUseReservedDatabaseName"],
  [
    "a Standard database over zones",
    "sql:Database",
    { sku: { name: "S1" }, zoneRedundant: true },
    "ProvisioningDisabled",
  ],
  [
    "auditing to nowhere",
    "sql:ExtendedServerBlobAuditingPolicy",
    { isAzureMonitorTargetEnabled: false },
    "InvalidParameterValue",
  ],
  ["a made-up size of cache", "redisenterprise:RedisEnterprise", { sku: { name: "Big" } }, "InvalidParameterValue"],
  [
    "a made-up access policy",
    "redisenterprise:AccessPolicyAssignment",
    { accessPolicyName: "owner" },
    "InvalidParameterValue",
  ],
  ["a reserved ending", "servicebus:Namespace", { namespaceName: "orders-sb" }, "BadRequest"],
  [
    "half a messaging unit",
    "servicebus:Namespace",
    { sku: { name: "Premium", tier: "Premium", capacity: 3 } },
    "BadRequest",
  ],
  ["a queue of a topic's name", "servicebus:Queue", { queueName: "orders" }, "Conflict"],
  [
    "a basic registry over zones",
    "containerregistry:Registry",
    { sku: { name: "Basic" }, policies: null, zoneRedundancy: "Enabled" },
    "InvalidParameterValue",
  ],
  ["a replica beside its registry", "containerregistry:Replication", { location: "westeurope" }, "Conflict"],
  [
    "an internal environment without a subnet",
    "app:ManagedEnvironment",
    { vnetConfiguration: { internal: true } },
    "ManagedEnvironmentInvalidNetworkConfiguration",
  ],
  [
    "an environment in a subnet that is not handed over",
    "app:ManagedEnvironment",
    { vnetConfiguration: { infrastructureSubnetId: subnet("inline") } },
    "ManagedEnvironmentSubnetDelegationError",
  ],
  ["a long short name", "monitor:ActionGroup", { groupShortName: "thirteen-long" }, "InvalidRequestContent"],
  [
    "an alert with blind spots",
    "monitor:MetricAlert",
    { evaluationFrequency: "PT1H", windowSize: "PT5M" },
    "InvalidRequestContent",
  ],
  [
    "an alert that tells a group that is not there",
    "monitor:MetricAlert",
    { actions: [{ actionGroupId: `${group}/providers/Microsoft.Insights/actionGroups/none` }] },
    "ResourceNotFound",
  ],
  [
    "an activity log alert about everything",
    "monitor:ActivityLogAlert",
    { condition: { allOf: [{ field: "level", equals: "Error" }] } },
    "BadRequest",
  ],
];
for (const [title, kind, changes, code] of refusals) {
  test(`refuses ${title}, and takes the sample`, () => {
    const create = (more: JsonObject) => {
      const inputs = Object.entries({ ...inputsOf(kind), ...names[kind], ...more }).filter(
        ([, value]) => value !== null,
      );
      return codeOf(cloud.create(kind, Object.fromEntries(inputs)));
    };
    assert.equal(create(changes), code);
    assert.equal(create(kind === "containerregistry:Replication" ? { location: "uksouth" } : {}), "");
  });
}

const taken: readonly (readonly [kind: string, code: string])[] = [
  ["dbforpostgresql:Server", "ServerNameAlreadyExists"],
  ["sql:Server", "NameAlreadyExists"],
  ["redisenterprise:RedisEnterprise", "NameNotAvailable"],
  ["eventgrid:Topic", "Conflict"],
  ["servicebus:Namespace", "Conflict"],
  ["containerregistry:Registry", "AlreadyInUse"],
];
for (const [kind, code] of taken) {
  test(`${kind}: a name is taken in every group`, () => {
    cloud.create("resources:ResourceGroup", { resourceGroupName: "rg-other", location: "westeurope" });
    const elsewhere = { ...inputsOf(kind), resourceGroupName: "rg-other" };
    assert.equal(codeOf(cloud.create(kind, elsewhere)), code);
    const inAnotherRegion = codeOf(cloud.create(kind, { ...elsewhere, location: "northeurope" }));
    const isRegional = kind === "redisenterprise:RedisEnterprise" || kind === "eventgrid:Topic";
    assert.equal(inAnotherRegion, isRegional ? "" : code);
  });
}

test("what is decided when a resource is made stays as it was", () => {
  const change = (kind: string, changes: JsonObject) => codeOf(cloud.update(kind, { ...inputsOf(kind), ...changes }));
  const refused = "PropertyChangeNotAllowed";
  assert.equal(change("dbforpostgresql:Server", { backup: { geoRedundantBackup: "Enabled" } }), refused);
  assert.equal(change("dbforpostgresql:Server", { storage: { storageSizeGB: 64 } }), "InvalidParameterValue");
  assert.equal(change("eventgrid:Topic", { inputSchema: "EventGridSchema" }), refused);
  assert.equal(change("servicebus:Namespace", { sku: { name: "Premium" } }), "BadRequest");
});

const replacing: readonly (readonly [kind: string, change: JsonObject])[] = [
  ["dbforpostgresql:Server", { availabilityZone: "2" }],
  ["sql:Server", { administrators: { azureADOnlyAuthentication: true, login: "others", sid: "others" } }],
  ["sql:Database", { location: "northeurope" }],
  ["redisenterprise:Database", { port: 10_001 }],
  ["eventgrid:Topic", { location: "northeurope" }],
  ["servicebus:Queue", { requiresSession: false }],
  ["servicebus:Topic", { requiresDuplicateDetection: true }],
  ["containerregistry:Registry", { location: "northeurope" }],
  ["app:ManagedEnvironment", { zoneRedundant: true }],
];
for (const [kind, change] of replacing) {
  test(`${kind}: another ${Object.keys(change).join()} means another resource`, () => {
    const { changes } = diffInputs(rowOf(kind), inputsOf(kind), { ...inputsOf(kind), ...change });
    assert.ok(changes.length > 0 && changes.every(({ replaces }) => replaces), JSON.stringify(changes));
  });
}

test("sql:ServerAzureADAdministrator: another administrator takes over in place, if Entra knows it", () => {
  const administrator = inputsOf("sql:ServerAzureADAdministrator");
  const other = { ...administrator, login: "others", sid: "11111111-2222-4333-8444-555555555555" };
  const { changes } = diffInputs(rowOf("sql:ServerAzureADAdministrator"), administrator, other);
  assert.ok(changes.length > 0 && changes.every(({ replaces }) => !replaces));
  assert.equal(codeOf(cloud.update("sql:ServerAzureADAdministrator", other)), "");
  const nobody = { ...administrator, sid: "others" };
  assert.equal(codeOf(cloud.update("sql:ServerAzureADAdministrator", nobody)), "InvalidExternalAdministratorSid");
});

test("a subnet handed over to a service takes it, and is held by it", () => {
  const handedOver = (name: string, prefix: string, serviceName: string) => {
    const inputs = { resourceGroupName: "rg-shop", virtualNetworkName: "vnet-shop", subnetName: name };
    const delegations = [{ name: "service", serviceName }];
    assert.equal(codeOf(cloud.create("network:Subnet", { ...inputs, addressPrefix: prefix, delegations })), "");
    return inputs;
  };
  const subnetInputs = handedOver("apps", "10.0.20.0/24", "Microsoft.App/environments");
  const environment = {
    ...inputsOf("app:ManagedEnvironment"),
    environmentName: "cae-inside",
    vnetConfiguration: { infrastructureSubnetId: subnet("apps"), internal: true },
  };
  assert.equal(codeOf(cloud.create("app:ManagedEnvironment", environment)), "");
  assert.notEqual(codeOf(cloud.remove("network:Subnet", subnetInputs)), "");
  assert.equal(codeOf(cloud.remove("app:ManagedEnvironment", environment)), "");
  assert.equal(codeOf(cloud.remove("network:Subnet", subnetInputs)), "");
});

test("the database master is there as soon as its server is", () => {
  const setting = { ...inputsOf("monitor:DiagnosticSetting"), name: "audit" };
  const on = (server: string) => ({
    resourceUri: `${group}/providers/Microsoft.Sql/servers/${server}/databases/master`,
  });
  assert.equal(
    codeOf(cloud.create("monitor:DiagnosticSetting", { ...setting, ...on("sql-none") })),
    "ResourceNotFound",
  );
  assert.equal(codeOf(cloud.create("monitor:DiagnosticSetting", { ...setting, ...on("sql-shop") })), "");
});

/** Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const nameCases: readonly (readonly [kind: string, good: readonly string[], bad: readonly string[]])[] = [
  ["dbforpostgresql:Server", ["psq", "psql-1", "a".repeat(63)], ["ps", "Psql", "-psql", "psql-", "psql_1"]],
  ["sql:Server", ["s", "sql-1"], ["", "Sql", "-sql", "sql-", "a".repeat(64)]],
  ["sql:Database", ["a", "Reports 2026"], ["", "a.", "a ", "a/b", "50%", "a".repeat(129)]],
  ["redisenterprise:RedisEnterprise", ["R", "redis-1"], ["", "-redis", "redis-", "re--dis", "a".repeat(61)]],
  ["eventgrid:Topic", ["abc", "evgt-1"], ["ab", "evgt_1", "a".repeat(51)]],
  ["servicebus:Namespace", ["sbns-1", "Abcdef"], ["abcde", "1bcdef", "abcde-", "a".repeat(51)]],
  ["servicebus:Queue", ["q", "orders.eu_1"], ["", "-q", "q-", "a/b", "a".repeat(261)]],
  ["containerregistry:Registry", ["crabc", "Cr123"], ["crab", "cr-abc", "a".repeat(51)]],
  ["app:ManagedEnvironment", ["ca", "cae-1"], ["c", "1ae", "cae-", "c--e", "Cae"]],
  ["monitor:ActionGroup", ["a", "on call"], ["a.", "a ", "a/b", "a:b", "a#b"]],
];
for (const [kind, good, bad] of nameCases) {
  test(`${kind}: takes and refuses the names that Azure takes and refuses`, () => {
    const { minLength, maxLength, pattern } = rowOf(kind).nameRule;
    const accepts = (name: string) => name.length >= minLength && name.length <= maxLength && pattern.test(name);
    assert.deepEqual([good.filter((name) => !accepts(name)), bad.filter(accepts)], [[], []]);
  });
}
