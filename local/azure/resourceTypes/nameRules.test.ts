import assert from "node:assert/strict";
import { test } from "node:test";
import { rowOf } from "../testing/testCloud.js";

/** Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const cases: readonly { readonly kind: string; readonly good: readonly string[]; readonly bad: readonly string[] }[] = [
  {
    kind: "resources:ResourceGroup",
    good: ["a", "rg-shop_(1).x", "Größe", "x".repeat(90)],
    bad: ["", "rg.", "rg shop", "rg/shop", "x".repeat(91)],
  },
  {
    kind: "storage:StorageAccount",
    good: ["abc", "stshop001", "a".repeat(24)],
    bad: ["ab", "a".repeat(25), "StShop", "st-shop", "st_shop", "stshöp"],
  },
  {
    kind: "storage:BlobContainer",
    good: ["abc", "a-b-c", "$web", "$root", "0".repeat(63)],
    bad: ["ab", "a--b", "-ab", "ab-", "Abc", "$other", "a_b"],
  },
  {
    kind: "storage:ManagementPolicy",
    good: ["default"],
    bad: ["Default", "mine", ""],
  },
  {
    kind: "keyvault:Vault",
    good: ["kv1", "kv-shop-dev", "K".repeat(24)],
    bad: ["kv", "1kv", "kv--shop", "kv-", "kv_shop", "k".repeat(25)],
  },
  {
    kind: "keyvault:Secret",
    good: ["a", "db-password", "9"],
    bad: ["", "db_password", "db.password", "a".repeat(128)],
  },
  {
    kind: "containerservice:ManagedCluster",
    good: ["a", "aks-shop_1", "a".repeat(63)],
    bad: ["", "-aks", "aks-", "aks.shop", "a".repeat(64)],
  },
  {
    kind: "containerservice:AgentPool",
    good: ["a", "system", "pool12345678"],
    bad: ["1a", "Pool", "my-pool", "a".repeat(13)],
  },
  {
    kind: "dns:Zone",
    good: ["example.com", "a.b.c.example.co.uk", "xn--bcher-kva.example"],
    bad: ["com", "example..com", "example.com.", "exa mple.com", `${"a".repeat(64)}.com`],
  },
  {
    kind: "dns:RecordSet",
    good: ["@", "www", "*", "*.dev", "_acme-challenge.www"],
    bad: ["", "www.", "a..b", "w ww", "x*"],
  },
  {
    kind: "operationalinsights:Workspace",
    good: ["abcd", "log-shop", "a".repeat(63)],
    bad: ["abc", "-logs", "logs-", "log_shop"],
  },
  {
    kind: "managedidentity:UserAssignedIdentity",
    good: ["abc", "id_shop-1"],
    bad: ["ab", "_id", "id.shop", "a".repeat(129)],
  },
  {
    kind: "authorization:RoleAssignment",
    good: ["99999999-2222-4333-8444-555555555555"],
    bad: ["owner", "99999999-2222-4333-8444-55555555555", "99999999222243338444555555555555"],
  },
  {
    kind: "network:VirtualNetwork",
    good: ["v1", "vnet-shop_1.x", "a_"],
    bad: ["v", "-vnet", "vnet-", "vnet.", "a".repeat(65)],
  },
  { kind: "network:PrivateEndpoint", good: ["pe", "pe-kv_1.x"], bad: ["p", "-pe", "pe-", "pe.", "a".repeat(65)] },
  {
    kind: "privatedns:PrivateZone",
    good: ["privatelink.vaultcore.azure.net", "corp.example"],
    bad: ["corp", "corp..example", "corp.example.", `${"a".repeat(64)}.net`],
  },
  { kind: "trafficmanager:Profile", good: ["t", "traf-shop.prd"], bad: ["-t", "t-", "t_x", "a".repeat(64)] },
  {
    kind: "containerservice:MaintenanceConfiguration",
    good: ["default", "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"],
    bad: ["", "weekly", "defaults"],
  },
  { kind: "network:Subnet", good: ["a", "aks", "GatewaySubnet"], bad: ["", "_aks", "aks-", "aks net"] },
  { kind: "applicationinsights:Component", good: ["a", "appi (shop)"], bad: ["a.", "a/b", "50%", "a "] },
];

for (const { kind, good, bad } of cases) {
  test(`${kind}: takes and refuses the names that Azure takes and refuses`, () => {
    const { minLength, maxLength, pattern } = rowOf(kind).nameRule;
    const accepts = (name: string) => name.length >= minLength && name.length <= maxLength && pattern.test(name);
    assert.deepEqual(
      good.filter((name) => !accepts(name)),
      [],
    );
    assert.deepEqual(bad.filter(accepts), []);
  });
}

test("no name rule takes long on a hostile name", () => {
  const hostile = ["a", "-", "a-", ".", "a.", "_", "0"].map((part) => `${part.repeat(20_000)}!`);
  for (const { kind } of cases) {
    for (const name of hostile)
      assert.equal(rowOf(kind).nameRule.pattern.test(name), kind === "applicationinsights:Component");
  }
});
