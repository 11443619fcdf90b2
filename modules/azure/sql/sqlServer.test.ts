import assert from "node:assert/strict";
import { test } from "node:test";
import { sqlServerArgs } from "../testing/dataExamples.js";
import { only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { SqlServer } from "./sqlServer.js";
import type { SqlServerArgs } from "./sqlServerArgs.js";

type Database = SqlServerArgs["databases"][number];

const database = (change: Partial<Database> = {}): Database => ({
  name: "billing",
  sku: "GP_Gen5_2",
  zoneRedundant: false,
  backupRedundancy: "Local",
  ...change,
});

test("declares the golden server without databases", async () => {
  matchesGolden("sql.empty", await synth(() => outputsOf(new SqlServer("db", sqlServerArgs))));
});

test("declares the golden server with redundant databases and an audit log", async () => {
  const databases = [
    database({ sku: "BC_Gen5_4", zoneRedundant: true, backupRedundancy: "GeoZone" }),
    database({ name: "Reports 2026", sku: "GP_S_Gen5_2", backupRedundancy: "Geo" }),
  ];
  const synthesis = await synth(() => outputsOf(new SqlServer("db", { ...sqlServerArgs, databases, workspaceId })));
  matchesGolden("sql.audited", synthesis);
});

test("gives a Hyperscale database over zones the replica without which Azure refuses it", async () => {
  const spread = { sku: "HS_Gen5_4", zoneRedundant: true, backupRedundancy: "Zone" } as const;
  const databases = [database({ ...spread, name: "spread" }), database({ sku: "HS_Gen5_4", name: "alone" })];
  const { resources } = await synth(() => outputsOf(new SqlServer("db", { ...sqlServerArgs, databases })));
  const replicas = resources
    .filter(({ type }) => type === "azure-native:sql:Database")
    .map(({ name, inputs }) => [name, inputs["highAvailabilityReplicaCount"]]);
  assert.deepEqual(replicas, [
    ["db-alone", undefined],
    ["db-spread", 1],
  ]);
});

test("names an application as SQL does, and takes no password", async () => {
  const administrator = { ...sqlServerArgs.administrator, type: "ServicePrincipal" } as const;
  const { resources } = await synth(() => outputsOf(new SqlServer("db", { ...sqlServerArgs, administrator })));
  const { inputs } = only(resources, "azure-native:sql:Server");
  const administrators = inputs["administrators"] as Record<string, unknown>;
  assert.equal(administrators["principalType"], "Application");
  assert.equal(administrators["azureADOnlyAuthentication"], true);
  assert.equal("administratorLogin" in inputs, false);
});

const refused: readonly (readonly [string, Database, RegExp])[] = [
  ["zone redundancy of a Standard database", database({ sku: "S1", zoneRedundant: true }), /one zone[^]*zoneRedundant/],
  [
    "a Hyperscale database over zones whose backups are in one",
    database({ sku: "HS_Gen5_4", zoneRedundant: true }),
    /keeps its backups over zones[^]*backupRedundancy/,
  ],
  ["a sku that is none", database({ sku: "Huge" }), /reads like GP_S_Gen5_2/],
  ["a database of the server's own", database({ name: "Master" }), /the server's own/],
  ["a name that Azure would refuse", database({ name: "orders." }), /does not end in a space or period/],
];
for (const [what, wrong, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new SqlServer("db", { ...sqlServerArgs, databases: [wrong] }), message);
  });
}
