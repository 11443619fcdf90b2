import assert from "node:assert/strict";
import { test } from "node:test";
import { postgresServerArgs } from "../testing/dataExamples.js";
import { only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { PostgresServer } from "./postgresServer.js";
import type { PostgresServerArgs } from "./postgresServerArgs.js";

const subnetId =
  "/subscriptions/s/resourceGroups/rg-auth/providers/Microsoft.Network/virtualNetworks/vnet-auth/subnets/postgres";
const privateDnsZoneId =
  "/subscriptions/s/resourceGroups/rg-auth/providers/Microsoft.Network/privateDnsZones/auth.private.postgres.database.azure.com";

test("declares the golden server, closed to every network", async () => {
  matchesGolden("postgresql.closed", await synth(() => outputsOf(new PostgresServer("db", postgresServerArgs))));
});

test("declares the golden server with a standby, in a network, with databases and logs", async () => {
  const args: PostgresServerArgs = {
    ...postgresServerArgs,
    sku: "Standard_E4ds_v5",
    zoneRedundant: true,
    geoRedundantBackup: true,
    backupRetentionDays: 35,
    databases: ["orders", "audit"],
    subnetId,
    privateDnsZoneId,
    workspaceId,
  };
  matchesGolden("postgresql.in-network", await synth(() => outputsOf(new PostgresServer("db", args))));
});

test("takes Entra identities only, and refuses connections in plain text", async () => {
  const { resources } = await synth(() => outputsOf(new PostgresServer("db", postgresServerArgs)));
  const { inputs } = only(resources, "azure-native:dbforpostgresql:Server");
  assert.deepEqual(inputs["authConfig"], {
    activeDirectoryAuth: "Enabled",
    passwordAuth: "Disabled",
    tenantId: "11111111-1111-1111-1111-111111111111",
  });
  assert.equal("administratorLogin" in inputs, false);
  const { configurationName, value } = only(resources, "azure-native:dbforpostgresql:Configuration").inputs;
  assert.deepEqual([configurationName, value], ["require_secure_transport", "on"]);
});

test("derives the tier from the sku", async () => {
  const tiers: string[] = [];
  for (const sku of ["Standard_B2s", "Standard_D4ds_v5", "Standard_E8ads_v5"]) {
    const { resources } = await synth(() => outputsOf(new PostgresServer("db", { ...postgresServerArgs, sku })));
    tiers.push((only(resources, "azure-native:dbforpostgresql:Server").inputs["sku"] as { tier: string }).tier);
  }
  assert.deepEqual(tiers, ["Burstable", "GeneralPurpose", "MemoryOptimized"]);
});

test("is patched when it is asked to be, on days that count from Sunday, and else when Azure chooses", async () => {
  const windowOf = async (maintenanceWindow?: PostgresServerArgs["maintenanceWindow"]) => {
    const args = { ...postgresServerArgs, ...(maintenanceWindow && { maintenanceWindow }) };
    const { resources } = await synth(() => outputsOf(new PostgresServer("db", args)));
    return only(resources, "azure-native:dbforpostgresql:Server").inputs["maintenanceWindow"];
  };
  const window = { customWindow: "Enabled", startHour: 2, startMinute: 30 };
  assert.deepEqual(await windowOf({ day: "Sunday", startTime: "02:30" }), { ...window, dayOfWeek: 0 });
  assert.deepEqual(await windowOf({ day: "Saturday", startTime: "02:30" }), { ...window, dayOfWeek: 6 });
  assert.equal(await windowOf(), undefined);
});

const refused: readonly (readonly [string, Partial<PostgresServerArgs>, RegExp])[] = [
  ["a standby of a burstable server", { zoneRedundant: true }, /burstable[^]*zoneRedundant/],
  ["a subnet without a private DNS zone", { subnetId }, /both a subnet[^]*privateDnsZoneId/],
  ["a private DNS zone without a subnet", { privateDnsZoneId }, /both a subnet/],
  ["a server that nobody could enter", { administrators: [] }, /at least one administrator/],
  ["a disk of a size that there is not", { storageSizeGb: 100 as 128 }, /one of these sizes in GB: 32, 64/],
  ["the same database twice", { databases: ["orders", "orders"] }, /"orders" is there twice/],
  ["backups for too short a time", { backupRetentionDays: 6 }, /at least 7 days/],
  ["a network by its name", { subnetId: "postgres", privateDnsZoneId }, /subnets\/<name>[^]*subnetId/],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new PostgresServer("db", { ...postgresServerArgs, ...change }), message);
  });
}
