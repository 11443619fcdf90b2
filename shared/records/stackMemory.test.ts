import assert from "node:assert/strict";
import { test } from "node:test";
import { appliedFixture, digest, planFixture, runFixture as run } from "../../test/kit/runFixture.js";
import type { AppliedRecord } from "../contracts/evidence.js";
import { StackMemory } from "../contracts/memory.js";
import type { SecretBinding } from "../contracts/plan.js";
import { secretChanges } from "./rememberedSecrets.js";
import { stackMemory } from "./stackMemory.js";

const at = "2026-11-21T09:10:00.000Z";
const rendered = { name: "memory/a/rendered/b.json", sha256: digest("rendered"), bytes: 8 };
const [authSecret] = planFixture.secrets;
assert.ok(authSecret);

function applied(fencingToken: number, outputs: Record<string, unknown>): AppliedRecord {
  const group = {
    urn: "urn:pulumi:s::p::azure-native:resources:ResourceGroup::group",
    type: "azure-native:resources:ResourceGroup",
    name: "group",
    inputs: {},
    outputs: {},
  };
  return {
    ...appliedFixture,
    fencingToken,
    resources: [group, { ...group, type: "cloud-provisioner:azure:ResourceGroup" }],
    outputs: Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, { value, isSecret: false }])),
  };
}

const remembered = (
  token: number,
  outputs: Record<string, unknown>,
  previous?: StackMemory,
  secrets: readonly SecretBinding[] = planFixture.secrets,
): StackMemory =>
  StackMemory.parse(
    stackMemory(
      run,
      { plan: { secrets: [...secrets] }, rendered, applied: applied(token, outputs), at },
      previous,
      digest,
    ),
  );

test("remembers an apply in the specification's words, with its origin [CP-116]", () => {
  const { stack_history } = remembered(1, { aks: "aks-stg-auth-01" });
  assert.deepEqual(stack_history, {
    agent_origin: "cloud-provisioner-agent",
    trace_id: "trace-1",
    execution_id: "exec-1",
    component: "AuthService",
    environment: "staging",
    region: "westeurope",
    stack: "staging-westeurope-auth",
    last_modified: at,
    resource_count: 1,
    outputs_hash: digest('{"aks":"aks-stg-auth-01"}'),
  });
});

test("counts a revision for each output map that differs from the last [CP-117]", () => {
  const first = remembered(1, { aks: "one", dns: "auth.example" });
  const same = remembered(2, { dns: "auth.example", aks: "one" }, first);
  const other = remembered(5, { aks: "two" }, same);
  assert.deepEqual(
    [first, same, other].map(({ output_map: { revision, outputs } }) => [revision, outputs]),
    [
      [1, { aks: "one", dns: "auth.example" }],
      [1, { aks: "one", dns: "auth.example" }],
      [2, { aks: "two" }],
    ],
  );
});

test("remembers where secrets come from and how they are mounted, and no value [CP-118]", () => {
  const other: SecretBinding = { ...authSecret, name: "API_KEY", mountStrategy: "volume" };
  const vault = { key_vault_uri: "https://vault-auth-stg.vault.azure.net" };
  const { secrets_injection } = remembered(1, vault, undefined, [authSecret, other]);
  assert.equal(secrets_injection.vault_uri, "https://vault-auth-stg.vault.azure.net/");
  assert.deepEqual(secrets_injection.secret_refs, ["API_KEY", "AUTH_SECRET"]);
  assert.equal(secrets_injection.mount_strategy, "mixed");
  assert.equal(remembered(1, vault).secrets_injection.mount_strategy, "env");
  assert.equal(remembered(1, {}, undefined, []).secrets_injection.mount_strategy, null);
});

const secretCases: [string, SecretBinding[], Partial<ReturnType<typeof secretChanges>>][] = [
  ["nothing when they are the same", [authSecret], {}],
  ["one that is missing", [], { missing: ["AUTH_SECRET"] }],
  ["one that is new", [authSecret, { ...authSecret, name: "API_KEY" }], { added: ["API_KEY"] }],
  ["one that is read from elsewhere", [{ ...authSecret, vaultRef: "rotated" }], { updated: ["AUTH_SECRET"] }],
  ["one under another name", [{ ...authSecret, secretName: "renamed" }], { updated: ["AUTH_SECRET"] }],
  ["one that is mounted otherwise", [{ ...authSecret, mountStrategy: "volume" }], { updated: ["AUTH_SECRET"] }],
];
for (const [what, planned, expected] of secretCases)
  test(`finds among the secrets ${what} [CP-118]`, () => {
    const last = remembered(1, {}).secrets_injection;
    assert.deepEqual(secretChanges(planned, last), { added: [], missing: [], updated: [], ...expected });
  });

test("finds every secret new while nothing is remembered [CP-118]", () => {
  assert.deepEqual(secretChanges(planFixture.secrets, undefined).added, ["AUTH_SECRET"]);
});

test("remembers what runs workloads outside of any network of the stack", () => {
  const record = applied(1, {});
  const declared = (
    type: string,
    name: string,
    inputs: Record<string, unknown>,
  ): (typeof record.resources)[number] => ({
    urn: `urn:pulumi:s::p::${type}::${name}`,
    ...{ type, name, inputs, outputs: {} },
  });
  const [cluster, apps] = [
    "azure-native:containerservice:ManagedCluster",
    "azure-native:app:ManagedEnvironment",
  ] as const;
  const resources = [
    declared(cluster, "cluster-2", { agentPoolProfiles: [{ name: "system" }] }),
    declared(cluster, "cluster", { agentPoolProfiles: [{ name: "system", vnetSubnetID: "/subscriptions/a" }] }),
    declared(apps, "apps", {}),
    declared(apps, "apps-2", { vnetConfiguration: { infrastructureSubnetId: "/subscriptions/a" } }),
  ];
  const done = { plan: planFixture, rendered, applied: { ...record, resources }, at };
  assert.deepEqual(stackMemory(run, done, undefined, digest).outside_network, ["apps", "cluster-2"]);
});
