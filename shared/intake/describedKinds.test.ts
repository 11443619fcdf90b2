import assert from "node:assert/strict";
import { test } from "node:test";
import { accepted, corrected, faultsOf, kinds, scanned, withPlan } from "./testing/samples.js";

const administrator = "administrator: sg-admins, administrator_id: 11111111-2222-3333-4444-555555555555";
const planOf = (plan: string) => accepted(withPlan(`infra_plan: ${plan}`)).request.infraPlan;
const faultsIn = (plan: string) => faultsOf(withPlan(`infra_plan: ${plan}`));

test("takes described kinds in all three forms of a plan, and makes one list of them [CP-003, CP-033]", () => {
  const forms = [
    `[{type: redis, sku: Balanced_B5}, {type: keyvault}, {type: postgres, ${administrator}}]`,
    `{resources: [{type: PostgreSQL, ${administrator}}, {type: keyvault}, {type: Redis, size: Balanced_B5}]}`,
    `{redis: Balanced_B5, postgresql: {${administrator}}, keyvault: true, serviceBus: false}`,
    `{keyvault: {}, azure_redis: {sku: Balanced_B5}, postgres: {${administrator}}}`,
  ];
  for (const form of forms) {
    assert.deepEqual(planOf(form), [
      { kind: "keyvault" },
      {
        kind: "described",
        of: "postgresql",
        settings: { administrator: "sg-admins", administrator_id: "11111111-2222-3333-4444-555555555555" },
      },
      { kind: "described", of: "redis", settings: { sku: "Balanced_B5" } },
    ]);
  }
});

test("takes every described kind by each of its names [CP-003]", () => {
  for (const { kind, spellings, required } of Object.values(kinds)) {
    const settings = kind === "alerts" ? "emails: [ops@connectsoft.io]" : required.length > 0 ? administrator : "";
    for (const name of [kind, ...spellings, kind.replaceAll("-", "_"), kind.replaceAll("-", "")]) {
      for (const plan of [`{${name}: {${settings}}}`, `[{type: ${name}${settings === "" ? "" : `, ${settings}`}}]`]) {
        const [entry] = planOf(plan);
        assert.ok(entry?.kind === "described" && entry.of === kind, plan);
      }
    }
  }
});

test("keeps a version written as a number as its text, and says what it renamed", () => {
  const answer = accepted(withPlan(`infra_plan: {postgres: {version: 16, ${administrator}}, acr: premium}`));
  const [registry, server] = answer.request.infraPlan;
  assert.deepEqual(registry, { kind: "described", of: "container-registry", settings: { sku: "Premium" } });
  assert.equal(server?.kind === "described" && server.settings["version"], "16");
  assert.deepEqual(corrected(answer), [
    "RenamedField infra_plan.postgresql",
    "NormalisedValue infra_plan.container-registry",
    "RenamedField infra_plan.container-registry",
  ]);
});

const refused: Readonly<Record<string, readonly [plan: string, faults: readonly string[], says: RegExp]>> = {
  "a setting outside its pattern": [
    "{redis: {sku: big}}",
    ["14:27 #/infra_plan/redis/sku invalid-format"],
    /Balanced_B5/,
  ],
  "a choice that is none": [
    "{service-bus: {sku: Gold}}",
    ["14:33 #/infra_plan/service-bus/sku not-one-of"],
    /Write one of Standard, Premium/,
  ],
  "a number between those that exist": [
    `{postgresql: {storage_gb: 33, ${administrator}}}`,
    ["14:39 #/infra_plan/postgresql/storage_gb not-one-of"],
    /One of 32, 64/i,
  ],
  "a number out of range": [
    `{postgresql: {backup_retention_days: 36, ${administrator}}}`,
    ["14:50 #/infra_plan/postgresql/backup_retention_days out-of-range"],
    /from 7 to 35/,
  ],
  "an item of a list": [
    "[{type: service-bus, queues: [orders, a b]}]",
    ["14:51 #/infra_plan/0/queues/1 invalid-format"],
    /For example: orders/,
  ],
  "what a kind must say": ["[{type: alerts}]", ["14:14 #/infra_plan/0/emails missing-field"], /Add `emails`/],
  "true where something must be said": [
    "{alerts: true}",
    ["14:22 #/infra_plan/alerts not-one-of"],
    /object with emails/,
  ],
  "a kind nobody knows, with the nearest that exists": [
    "[{type: redes}]",
    ["14:21 #/infra_plan/0/type unknown-kind"],
    /Did you mean `redis`\?/,
  ],
  "a kind nobody knows in a map": [
    "{servicebuss: true}",
    ["14:14 #/infra_plan/servicebuss unknown-field"],
    /Did you mean `service-bus`\?/,
  ],
  "a setting of another kind": ["{redis: {queues: [a]}}", ["14:22 #/infra_plan/redis/queues unknown-field"], /sku/],
  "more of a kind than a stack has": [
    "[{type: container-registry}, {type: acr}, {type: registry}]",
    ["14:55 #/infra_plan/2 too-many-of-kind"],
    /at most 2/,
  ],
};
for (const [what, [plan, faults, says]] of Object.entries(refused))
  test(`refuses ${what} [CP-126]`, () => {
    const found = faultsIn(plan);
    assert.deepEqual(scanned(found), faults);
    assert.match(`${found[0]?.detail ?? ""} ${found[0]?.remedy ?? ""}`, says);
  });

test("takes kinds by their types in Azure with either prefix, in lists and maps, in any case [CP-033]", () => {
  const kindsOf = (plan: string): string[] =>
    accepted(withPlan(plan)).request.infraPlan.map((entry) => (entry.kind === "described" ? entry.of : entry.kind));
  const types: Readonly<Record<string, string>> = {
    "azure-native:storage:StorageAccount": "storage",
    "azure:storage:BlobContainer": "storage",
    "azure:containerservice:KubernetesCluster": "aks",
    "azure:containerservice:ManagedCluster": "aks",
    "azure-native:containerservice:ManagedCluster": "aks",
    "Azure-Native:KeyVault:Vault": "keyvault",
    "azure-native:operationalinsights:Workspace": "monitoring",
    "azure-native:servicebus:Namespace": "service-bus",
    KeyVault: "keyvault",
    Blob: "storage",
    LogAnalytics: "monitoring",
    "Log Analytics": "monitoring",
    ServiceBus: "service-bus",
    STORAGE: "storage",
    Aks: "aks",
  };
  for (const [written, kind] of Object.entries(types)) {
    assert.deepEqual(kindsOf(`infra_plan: [{ type: "${written}" }]`), [kind], written);
    assert.deepEqual(kindsOf(`infra_plan: { "${written}": true }`), [kind], written);
  }
  const dns = { fqdn: "a.connectsoft.io" };
  for (const written of ["azure-native:network:DnsZone", "azure:dns:Zone", "DNS"])
    assert.deepEqual(kindsOf(`infra_plan: ${JSON.stringify({ [written]: dns })}`), ["dns"], written);
  const both = faultsOf(withPlan("infra_plan: { KeyVault: rbac, keyvault: app-only }"));
  assert.deepEqual(
    both.map(({ pointer, rule }) => [pointer, rule]),
    [["#/infra_plan/KeyVault", "contradiction"]],
  );
  const foreign = faultsOf(withPlan('infra_plan: [{ type: "aws-native:s3:Bucket" }]'));
  assert.deepEqual(
    foreign.map(({ rule }) => rule),
    ["unknown-kind"],
  );
});
