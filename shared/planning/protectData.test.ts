import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { Knowledge } from "../contracts/knowledge.js";
import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import type { Fault } from "../contracts/problem.js";
import type { ProvisionRequest, SettingValue } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
type Described = Extract<PlannedResource, { kind: "described" }>;

const administrator = {
  administrator: "sg-database-admins",
  administrator_id: "11111111-2222-3333-4444-555555555555",
};
/** What a plan must give of each stateful kind. */
const stateful: Readonly<Record<string, Record<string, SettingValue>>> = {
  "azure-sql": { ...administrator, databases: ["orders"] },
  postgresql: administrator,
  "container-registry": {},
  "service-bus": {},
};

test("says of every stateful kind what keeps its data [CP-068]", () => {
  const classed = Object.values(knowledge.kinds).filter(({ classes }) => classes.includes("stateful"));
  assert.deepEqual(classed.map(({ kind }) => kind).sort(), Object.keys(stateful).sort());
  for (const { kind, protections } of classed)
    assert.deepEqual(protections.at(-1)?.when, [], `${kind}: the last one always holds`);
});

for (const kind of Object.keys(stateful))
  for (const environment of ["staging", "prod"] as const)
    test(`backs up or replicates ${kind} in ${environment} without being asked [CP-068]`, () => {
      const plan = planned(request(kind, { environment, replication: {} }));
      const { protection } = described(plan);
      // A registry of the Standard tier has copies in one place only; that is said.
      const isKept = !(kind === "container-registry" && environment === "staging");
      assert.equal(protection?.means === "backup" || protection?.reach !== "local", isKept);
      assert.equal(actions(plan).includes("KeptUnprotectedData"), !isKept);
    });

const byStrategy: [string, ProvisionRequest["replication"]["storage"], string, string][] = [
  ["postgresql", "geo-redundant", "geo-redundant", "backups in the paired region as well"],
  ["postgresql", "zone-redundant", "zone-redundant", "backups in several zones"],
  ["azure-sql", "geo-redundant", "geo-redundant", "backups in the paired region as well"],
  ["azure-sql", "zone-redundant", "zone-redundant", "backups in several zones"],
  ["azure-sql", "local", "local", "backups in the same place"],
  ["container-registry", "geo-redundant", "geo-redundant", "a replica in the secondary region"],
  ["container-registry", "zone-redundant", "zone-redundant", "copies in several zones"],
  ["service-bus", "zone-redundant", "zone-redundant", "copies of messages in several zones"],
];
for (const [kind, storage, reach, by] of byStrategy)
  test(`keeps ${kind} ${reach} where the strategy says ${String(storage)}, and says by what and by whose word [CP-068, CP-131]`, () => {
    const plan = planned(request(kind, { replication: { storage } }));
    const { protection, logicalName } = described(plan);
    assert.deepEqual([protection?.reach, protection?.by], [reach, by]);
    const chain = plan.provenance[`resources.${logicalName}.protection.reach`] ?? [];
    assert.deepEqual(chain[0], { kind: "input", field: "replication.storage" });
    assert.deepEqual(
      chain.flatMap((each) => (each.kind === "default" ? [each.file] : [])),
      [`kinds/${kind}.yaml`],
    );
    assert.ok(!actions(plan).includes("DeferredReplication"));
  });

test("gives a registry the tier and the replica that its strategy needs, and no replica that nobody asked for", () => {
  const args = (changes: Partial<ProvisionRequest>) => described(planned(request("container-registry", changes))).args;
  assert.deepEqual(args({ replication: { storage: "geo-redundant" } })["sku"], { kind: "literal", value: "Premium" });
  assert.deepEqual(args({ replication: {} })["sku"], { kind: "literal", value: "Standard" });
  const local = args({ environment: "prod", replication: { storage: "local" } });
  assert.deepEqual(
    [local["sku"], local["replicas"]],
    [
      { kind: "literal", value: "Premium" },
      { kind: "literal", value: [] },
    ],
  );
});

test("keeps a database's backups in one place where a region has no zones", () => {
  const zoneless = { region: "ukwest", regions: { primary: "ukwest", zones: [] }, replication: {} };
  const plan = planned(request("azure-sql", zoneless));
  assert.equal(plan.provenance["resources.sql.args.databases.0.backupRedundancy"]?.at(-1)?.kind, "default");
  assert.deepEqual(described(plan).protection?.reach, "local");
  assert.match(
    JSON.stringify(described(plan).args["databases"]),
    /"backupRedundancy":\{"kind":"literal","value":"Local"/,
  );
});

test("refuses a tier that has no replicas where the strategy asks for them, at both places [CP-068, CP-131]", () => {
  for (const storage of ["geo-redundant", "zone-redundant"] as const) {
    const faults = faultsOf(request("container-registry", { replication: { storage } }, { sku: "Standard" }));
    assert.deepEqual(
      faults.map(({ pointer, rule }) => [pointer, rule]),
      [
        ["#/infraPlan/0/settings/sku", "contradiction"],
        ["#/replication/storage", "contradiction"],
      ],
    );
    assert.match(faults[0]?.detail ?? "", /replication\.storage is /);
    assert.match(faults[1]?.detail ?? "", /infra_plan\.container-registry\.sku/);
  }
});

test("refuses in production what would be kept in one place only, at both places; elsewhere says so [CP-068]", () => {
  const basic = { sku: "Basic" };
  const faults = faultsOf(request("container-registry", { environment: "prod", replication: {} }, basic));
  assert.deepEqual(
    faults.map(({ pointer, rule }) => [pointer, rule]),
    [
      ["#/infraPlan/0/settings/sku", "contradiction"],
      ["#/environment", "contradiction"],
    ],
  );
  const note = planned(request("container-registry", { replication: {} }, basic)).corrections.find(
    ({ action }) => action === "KeptUnprotectedData",
  );
  assert.deepEqual([note?.field, note?.severity], ["infra_plan.container-registry", "warning"]);
});

test("refuses a replication that the region does not have [CP-131]", () => {
  const unpaired = { region: "italynorth", regions: { primary: "italynorth", zones: [] } };
  const zoneless = { region: "ukwest", regions: { primary: "ukwest", zones: [] } };
  for (const kind of ["postgresql", "azure-sql"]) {
    const geo = faultsOf(request(kind, { ...unpaired, replication: { storage: "geo-redundant" } }));
    assert.deepEqual(
      geo.map(({ rule }) => rule),
      ["replication-mismatch"],
      kind,
    );
    assert.match(geo[0]?.detail ?? "", /no paired region/);
    const zones = faultsOf(request(kind, { ...zoneless, replication: { storage: "zone-redundant" } }));
    assert.deepEqual(
      zones.map(({ rule }) => rule),
      ["replication-mismatch"],
      kind,
    );
  }
});

test("records what of a strategy a kind cannot follow, as something to look at", () => {
  const reasons = (kind: string, changes: Partial<ProvisionRequest> = {}) =>
    planned(request(kind, { replication: { storage: "geo-redundant" }, ...changes })).corrections.flatMap(
      ({ action, reason, severity }) => (action === "DeferredReplication" ? [[reason, severity]] : []),
    );
  assert.deepEqual(reasons("service-bus"), [
    [
      "a Service Bus namespace has nothing that is geo-redundant; its data is kept by copies of messages in several zones",
      "warning",
    ],
  ]);
  assert.deepEqual(reasons("container-registry", { regions: { primary: "westeurope", zones: [] } }), [
    ["the request names no secondary region; its data is kept by copies in several zones", "warning"],
  ]);
});

test("holds a kind that keeps nothing to no protection", () => {
  const plan = planned(request("redis", { replication: { storage: "geo-redundant" } }));
  assert.equal(described(plan).protection, undefined);
  assert.ok(!actions(plan).includes("DeferredReplication"));
});

test("takes the widest of the protections that hold, wherever it is listed", () => {
  const { postgresql } = knowledge.kinds;
  assert.ok(postgresql);
  const kinds = {
    ...knowledge.kinds,
    postgresql: { ...postgresql, protections: [...postgresql.protections].reverse() },
  };
  const plan = planned(request("postgresql", { replication: { storage: "geo-redundant" } }), { ...knowledge, kinds });
  assert.equal(described(plan).protection?.reach, "geo-redundant");
});

function request(
  kind: string,
  changes: Partial<ProvisionRequest>,
  settings: Record<string, SettingValue> = {},
): ReturnType<typeof authRequest> {
  return authRequest({
    regions: { primary: "westeurope", secondary: "northeurope", zones: [] },
    infraPlan: [{ kind: "described", of: kind, settings: { ...stateful[kind], ...settings } }],
    secrets: [],
    ...changes,
  });
}

function planned(accepted: ReturnType<typeof authRequest>, by: Knowledge = knowledge): ResolvedPlan {
  const result = resolvePlan(accepted, by, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function faultsOf(accepted: ReturnType<typeof authRequest>): readonly Fault[] {
  const result = resolvePlan(accepted, knowledge, sha256);
  return result.ok ? [] : result.faults;
}

function actions({ corrections }: ResolvedPlan): string[] {
  return corrections.map(({ action }) => action);
}

function described({ resources }: ResolvedPlan): Described {
  const found = resources.find((each): each is Described => each.kind === "described");
  assert.ok(found);
  return found;
}
