import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { openPortal } from "../portal.js";
import { inputsOf, subscription } from "../testing/landscape.js";
import { codeOf, testCloud, type TestCloud } from "../testing/testCloud.js";
import type { JsonObject } from "../values/json.js";
import { readJournal } from "./journal.js";
import { listResources, listSoftDeleted } from "./resourceRows.js";

let cloud: TestCloud;
beforeEach(() => {
  cloud = testCloud();
});
afterEach(() => {
  cloud.close();
});

const vault = inputsOf("keyvault:Vault");
const recovering = { ...vault, properties: { ...(vault["properties"] as JsonObject), createMode: "recover" } };

test("deleting what is gone is no error", () => {
  assert.equal(cloud.remove("keyvault:Vault", vault).kind, "absent");
});

test("deleting a group deletes everything in it, and says so", () => {
  cloud.build();
  const count = listResources(cloud.database).length;
  assert.equal(cloud.remove("resources:ResourceGroup", inputsOf("resources:ResourceGroup")).kind, "done");
  assert.deepEqual(listResources(cloud.database), []);
  const operations = readJournal(cloud.database).map(({ operation }) => operation);
  assert.equal(operations.filter((operation) => operation === "cascade").length, count - 1);
  assert.deepEqual(
    listSoftDeleted(cloud.database).map(({ name }) => name),
    ["kv-shop"],
  );
});

test("a subnet stays while a cluster is in it, a network while its subnet is held, a security group while it guards", () => {
  cloud.build();
  assert.equal(codeOf(cloud.remove("network:Subnet", inputsOf("network:Subnet"))), "InUseSubnetCannotBeDeleted");
  assert.equal(
    codeOf(cloud.remove("network:VirtualNetwork", inputsOf("network:VirtualNetwork"))),
    "InUseVirtualNetworkCannotBeDeleted",
  );
  assert.equal(
    codeOf(cloud.remove("network:NetworkSecurityGroup", inputsOf("network:NetworkSecurityGroup"))),
    "InUseNetworkSecurityGroupCannotBeDeleted",
  );
  assert.equal(
    cloud.remove("containerservice:ManagedCluster", inputsOf("containerservice:ManagedCluster")).kind,
    "done",
  );
  assert.equal(
    codeOf(cloud.remove("network:VirtualNetwork", inputsOf("network:VirtualNetwork"))),
    "InUseVirtualNetworkCannotBeDeleted",
    "a private endpoint is in it too",
  );
  assert.equal(cloud.remove("network:PrivateEndpoint", inputsOf("network:PrivateEndpoint")).kind, "done");
  assert.equal(cloud.remove("network:VirtualNetwork", inputsOf("network:VirtualNetwork")).kind, "done");
});

test("a deleted vault keeps its name until it is recovered", () => {
  cloud.build("keyvault:Secret");
  cloud.remove("keyvault:Vault", vault);
  assert.equal(codeOf(cloud.create("keyvault:Vault", vault)), "ConflictError");
  const elsewhere = { ...recovering, location: "northeurope" };
  assert.equal(codeOf(cloud.create("keyvault:Vault", elsewhere)), "ConflictError");
  assert.equal(codeOf(cloud.create("keyvault:Vault", recovering)), "");
  assert.deepEqual(listSoftDeleted(cloud.database), []);
});

test("a deleted vault keeps its name until it is purged", () => {
  cloud.build("keyvault:Vault");
  cloud.remove("keyvault:Vault", vault);
  const portal = openPortal(cloud.folder);
  assert.equal(portal.purge("azure-native:keyvault:Vault", "KV-SHOP"), true);
  assert.equal(portal.purge("azure-native:keyvault:Vault", "KV-SHOP"), false);
  portal.close();
  assert.equal(codeOf(cloud.create("keyvault:Vault", vault)), "");
});

test("a deleted vault's name is free again when its retention is over", () => {
  cloud.build("keyvault:Vault");
  cloud.remove("keyvault:Vault", vault);
  const [deleted] = listSoftDeleted(cloud.database);
  assert.equal(Date.parse(deleted!.purgeAt) - Date.parse(deleted!.deletedAt), 7 * 86_400_000);
  cloud.database.exec("UPDATE softDeleted SET purgeAt = '2020-01-01T00:00:00.000Z'");
  assert.equal(codeOf(cloud.create("keyvault:Vault", vault)), "");
});

test("only what lies below an id goes with it, not what merely begins like it", () => {
  cloud.build("resources:ResourceGroup");
  cloud.create("resources:ResourceGroup", { resourceGroupName: "rg-shop-2", location: "westeurope" });
  cloud.remove("resources:ResourceGroup", inputsOf("resources:ResourceGroup"));
  assert.deepEqual(
    listResources(cloud.database).map(({ id }) => id),
    [`${subscription}/resourceGroups/rg-shop-2`],
  );
});
