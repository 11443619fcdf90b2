import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, dualRegionRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { PlannedKind, PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import type { AcceptedRequest, ProvisionRequest } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();

test("deploys a primary and a failover resource group, each with its region's mark [CP-013]", () => {
  const groups = resources(dualRegionRequest(), "resource-group");
  assert.deepEqual(
    groups.map(({ logicalName, name, region }) => [logicalName, name, region]),
    [
      ["resource-group", "cs-stg-rg-auth", "westeurope"],
      ["resource-group-northeurope", "cs-stg-rg-auth-neu", "northeurope"],
    ],
  );
  const { request } = dualRegionRequest();
  delete request.resourceGroup;
  const conventional = resources({ request, corrections: [] }, "resource-group");
  assert.deepEqual(
    conventional.map(({ name }) => name),
    ["cs-stg-weu-authservice-rg", "cs-stg-neu-authservice-dr-weu-rg"],
  );
});

test("has monitoring in both regions, and each region's resources write into its own [CP-016]", () => {
  const replication = { observability: "dual-region" } as const;
  const plan = planned(dualRegionRequest({ replication }));
  assert.deepEqual(
    plan.resources.filter(({ region }) => region === "northeurope").map(({ kind }) => kind),
    ["resource-group", "log-analytics"],
  );
  const dnsOnly: ProvisionRequest["infraPlan"] = [{ kind: "dns", fqdn: "auth.europe.connectsoft.io" }];
  assert.equal(resources(dualRegionRequest({ replication, infraPlan: dnsOnly }), "log-analytics").length, 2);
});

test("fails names over to a cluster that leans on nothing in the lost region [CP-015]", () => {
  const plan = planned(dualRegionRequest({ replication: { dns: "failover" } }));
  const there = plan.resources.filter(({ region }) => region === "northeurope");
  assert.deepEqual(
    there.map(({ logicalName }) => logicalName.replace("-northeurope", "")),
    [
      ...["resource-group", "network", "vault-zone", "cache-zone", "blob-zone", "logs", "vault", "cluster", "ingress"],
      ...["identity", "cache", "storage-endpoint"],
    ],
  );
  const [traffic] = resources(dualRegionRequest(), "traffic-manager");
  assert.deepEqual(
    traffic?.args.endpoints.map(({ name, target }) => [name, target.logicalName, target.output]),
    [
      ["westeurope", "ingress", "id"],
      ["northeurope", "ingress-northeurope", "id"],
    ],
  );
  const [zone] = resources(dualRegionRequest(), "dns-zone");
  assert.deepEqual(zone?.args.records[0]?.target, { kind: "output", logicalName: "traffic", output: "fqdn" });
  assert.ok(plan.corrections.some(({ action }) => action === "InferredFailover"));
});

for (const [what, changes] of [
  ["the region map names no secondary region", { regions: { primary: "westeurope", zones: [] } }],
  ["the strategy stays in its region", { replication: { storage: "zone-redundant" } }],
  ["there is no strategy", { replication: {} }],
] as const)
  test(`stays in one region where ${what} [CP-043]`, () => {
    const { resources: all } = planned(dualRegionRequest(changes as Partial<ProvisionRequest>));
    assert.deepEqual(
      all.flatMap(({ region }) => region ?? []).filter((region) => region !== "westeurope"),
      [],
    );
    assert.ok(!all.some(({ kind }) => kind === "traffic-manager"));
  });

test("counts failover clusters against the quota, and says so [CP-036]", () => {
  const constraints = { maxAksClusters: 1, requireTags: [] };
  const faults = faultsOf(dualRegionRequest({ constraints }));
  assert.deepEqual(
    faults.map(({ rule, detail }) => [rule, detail.includes("1 of them for failover")]),
    [["quota-exceeded", true]],
  );
  assert.deepEqual(faultsOf(dualRegionRequest({ constraints: { ...constraints, maxAksClusters: 2 } })), []);
});

test("takes of the zones asked for those that the secondary region has", () => {
  const regions = { primary: "westeurope", secondary: "ukwest", zones: ["1", "2"] as ("1" | "2")[] };
  const clusters = resources(dualRegionRequest({ regions }), "aks");
  assert.deepEqual(
    clusters.map(({ args }) => args.zones),
    [["1", "2"], []],
  );
});

test("records which of the zones asked for the secondary region lacks, and why its clusters go without them", () => {
  const regions = { primary: "westeurope", secondary: "ukwest", zones: ["1", "2"] as ("1" | "2")[] };
  const narrowed = (of: ResolvedPlan) => of.corrections.filter(({ action }) => action === "NarrowedZones");
  const plan = planned(dualRegionRequest({ regions }));
  assert.deepEqual(
    narrowed(plan).map(({ valueBefore, valueApplied, severity }) => [valueBefore, valueApplied, severity]),
    [[["1", "2"], [], "warning"]],
  );
  const rulesOf = (path: string) =>
    (plan.provenance[path] ?? []).flatMap((each) => (each.kind === "rule" ? [[each.rule, each.replaced?.value]] : []));
  assert.deepEqual(rulesOf("resources.cluster-ukwest.args.zones"), [["NarrowedZones", ["1", "2"]]]);
  assert.deepEqual(rulesOf("resources.cluster.args.zones"), []);
  assert.deepEqual(narrowed(planned(dualRegionRequest())), [], "northeurope has them");
  const onlyGroup = { storage: "geo-redundant" } as const;
  assert.deepEqual(
    narrowed(planned(dualRegionRequest({ regions, replication: onlyGroup }))),
    [],
    "nothing stands there",
  );
});

test("refuses a secondary region that is none", () => {
  const faults = faultsOf(dualRegionRequest({ regions: { primary: "westeurope", secondary: "atlantis", zones: [] } }));
  assert.deepEqual([...new Set(faults.map(({ rule }) => rule))], ["unknown-region"]);
});

test("lets workloads read the vault's secrets and use the blobs, and nothing else [CP-086]", () => {
  const identities = resources(dualRegionRequest(), "workload-identity");
  assert.deepEqual(
    identities.map(({ args }) => [
      args.roles.map(({ role, scope }) => [role, scope.logicalName]),
      args.federatedCredentials.map(({ issuer }) => issuer.logicalName),
    ]),
    [
      [
        [
          ["Key Vault Secrets User", "vault"],
          ["Storage Blob Data Contributor", "storage"],
        ],
        ["cluster"],
      ],
      [
        [
          ["Key Vault Secrets User", "vault-northeurope"],
          ["Storage Blob Data Contributor", "storage"],
        ],
        ["cluster-northeurope"],
      ],
    ],
  );
});

test("lets a workload read the secrets of a vault that was asked for applications only, by a role, and says so [CP-086]", () => {
  const plan = planned(authRequest());
  const identity = plan.resources.find(({ kind }) => kind === "workload-identity");
  assert.deepEqual(
    identity?.kind === "workload-identity" && identity.args.roles.map(({ name, role }) => [name, role]),
    [
      ["vault", "Key Vault Secrets User"],
      ["storage", "Storage Blob Data Contributor"],
    ],
  );
  const [vault] = resources(authRequest(), "key-vault");
  assert.equal(vault?.args.access, "rbac", "a role counts only there");
  const change = plan.corrections.find(({ action }) => action === "GrantedVaultAccessByRole");
  assert.deepEqual([change?.valueBefore, change?.valueApplied], ["app-only", "rbac"]);
  assert.deepEqual(
    plan.provenance["resources.vault.args.access"]?.map(({ kind }) => kind),
    ["input", "rule"],
  );
});

test("lets an identity that the plan asks for read the secrets, and leaves a vault without a reader as it was asked for", () => {
  const vault = { kind: "keyvault", policy: "app-only" } as const;
  const identity = { kind: "described", of: "managed-identity", settings: {} } as const;
  const access = (infraPlan: ProvisionRequest["infraPlan"]) =>
    resources(authRequest({ infraPlan, replication: {} }), "key-vault")[0]?.args.access;
  assert.equal(access([vault, identity]), "rbac");
  assert.equal(access([vault, { kind: "storage" }]), "app-only");
});

test("gives no identity where there is no cluster", () => {
  assert.deepEqual(
    resources(authRequest({ infraPlan: [{ kind: "storage" }], replication: {} }), "workload-identity"),
    [],
  );
});

test("says of storage that is not replicated that it should be [CP-068]", () => {
  const { corrections } = planned(authRequest({ replication: { storage: "local" } }));
  const note = corrections.find(({ action }) => action === "KeptUnreplicatedStorage");
  assert.equal(note?.severity, "warning");
});

function planned(accepted: AcceptedRequest): ResolvedPlan {
  const result = resolvePlan(accepted, knowledge, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function faultsOf(accepted: AcceptedRequest) {
  const result = resolvePlan(accepted, knowledge, sha256);
  return result.ok ? [] : result.faults;
}

function resources<K extends PlannedKind>(accepted: AcceptedRequest, kind: K): Extract<PlannedResource, { kind: K }>[] {
  return planned(accepted).resources.filter(
    (each): each is Extract<PlannedResource, { kind: K }> => each.kind === kind,
  );
}
