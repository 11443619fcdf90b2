import assert from "node:assert/strict";
import { test } from "node:test";
import { edited, faultsOf, sample, scanned, withPlan } from "./testing/samples.js";

/** What is sent instead of a piece of the sample, and every fault that must come of it, with its place. */
interface Refusal {
  readonly edits: readonly (readonly [from: string, to: string])[];
  readonly faults: readonly string[];
  /** What the first fault must say, in its detail or its remedy. */
  readonly says?: string;
}

const refusals: Readonly<Record<string, readonly Refusal[]>> = {
  "fields that are required and not there [CP-040, CP-099, CP-101, CP-139]": [
    { edits: [["trace_id: trace-auth-789\n", ""]], faults: ["1:1 #/trace_id missing-field"], says: "trace-auth-789" },
    { edits: [["execution_id: exec-auth-789\n", ""]], faults: ["1:1 #/execution_id missing-field"] },
    { edits: [["blueprint_id: blueprint-auth-multi\n", ""]], faults: ["1:1 #/blueprint_id missing-field"] },
    { edits: [["environment: staging\n", ""]], faults: ["1:1 #/environment missing-field"], says: "staging, prod" },
    { edits: [["region: westeurope\n", ""]], faults: ["1:1 #/region missing-field"], says: "westeurope" },
    {
      edits: [["infra_plan:", "tenant_id: T-1\nunused:"]],
      faults: ["1:1 #/infra_plan missing-field", "15:1 #/unused unknown-field"],
    },
    {
      edits: [["trace_id: trace-auth-789", "trace_id:"]],
      faults: ["1:10 #/trace_id wrong-type"],
      says: "leave the field out",
    },
  ],
  "values of the wrong type": [
    { edits: [["trace-auth-789", "20250508"]], faults: ["1:11 #/trace_id wrong-type"], says: 'in quotes: "20250508"' },
    {
      edits: [["auto_proceed: true", "auto_proceed: yes"]],
      faults: ["12:15 #/auto_proceed wrong-type"],
      says: "Write true or false",
    },
    { edits: [["auto_proceed: true", 'auto_proceed: "true"']], faults: ["12:15 #/auto_proceed wrong-type"] },
    {
      edits: [["node_count: 3", "node_count: three"]],
      faults: ["16:17 #/infra_plan/aks/node_count wrong-type"],
      says: "a whole number from 1 to 100",
    },
    { edits: [["node_count: 3", 'node_count: "3"']], faults: ["16:17 #/infra_plan/aks/node_count wrong-type"] },
    { edits: [["node_count: 3", "node_count: 3.7"]], faults: ["16:17 #/infra_plan/aks/node_count wrong-type"] },
    {
      edits: [["keyvault:\n    policy: app-only", "keyvault: 3"]],
      faults: ["18:13 #/infra_plan/keyvault wrong-type"],
      says: "true or false, app-only, rbac or an object",
    },
    {
      edits: [["tags:\n  env: staging\n  edition: EU\n  provisioned_by: cloud-provisioner-agent", "tags: [a]"]],
      faults: ["34:7 #/tags wrong-type"],
    },
    {
      edits: [["edition: EU", "edition: [EU]\n  empty:"]],
      faults: ["36:12 #/tags/edition wrong-type", "37:9 #/tags/empty wrong-type"],
    },
    { edits: [["storage: geo-redundant\n  dns: failover", "- geo"]], faults: ["26:3 #/replication wrong-type"] },
  ],
  "values outside what is allowed": [
    { edits: [["node_count: 3", "node_count: 0"]], faults: ["16:17 #/infra_plan/aks/node_count out-of-range"] },
    { edits: [["node_count: 3", "node_count: 101"]], faults: ["16:17 #/infra_plan/aks/node_count out-of-range"] },
    {
      edits: [["environment: staging", "environment: stagging"]],
      faults: ["8:14 #/environment not-one-of", "35:8 #/tags/env contradiction"],
      says: "Did you mean `staging`?",
    },
    {
      edits: [["policy: app-only", "policy: admin"]],
      faults: ["19:13 #/infra_plan/keyvault/policy not-one-of"],
      says: "app-only, rbac",
    },
    { edits: [["tier: standard", "tier: archive"]], faults: ["21:11 #/infra_plan/blob_storage/tier not-one-of"] },
    { edits: [["storage: geo-redundant", "storage: geo"]], faults: ["26:12 #/replication/storage not-one-of"] },
    { edits: [["trace-auth-789", `t${"x".repeat(100)}`]], faults: ["1:11 #/trace_id invalid-name"] },
  ],
  "names with wildcards, capitals, underscores, special characters and reserved parts [CP-100, CP-103]": [
    {
      edits: [["component: AuthService", "component: Auth*"]],
      faults: ["4:12 #/component wildcard-name"],
      says: "one exact name",
    },
    { edits: [["component: AuthService", "component: Auth Service"]], faults: ["4:12 #/component invalid-name"] },
    {
      edits: [["resource_group: cs-stg-rg-auth", 'resource_group: "cs-*"']],
      faults: ["10:17 #/resource_group wildcard-name"],
    },
    {
      edits: [["resource_group: cs-stg-rg-auth", "resource_group: CS-Group"]],
      faults: ["10:17 #/resource_group invalid-name"],
    },
    {
      edits: [["resource_prefix: cs-stg-auth", "resource_prefix: cs_stg"]],
      faults: ["11:18 #/resource_prefix invalid-name"],
    },
    {
      edits: [["resource_prefix: cs-stg-auth", "resource_prefix: cs$stg"]],
      faults: ["11:18 #/resource_prefix invalid-name"],
    },
    {
      edits: [["resource_prefix: cs-stg-auth", "resource_prefix: cs-"]],
      faults: ["11:18 #/resource_prefix invalid-name"],
    },
    {
      edits: [["resource_prefix: cs-stg-auth", "resource_prefix: cs-secondary"]],
      faults: ["11:18 #/resource_prefix reserved-name"],
      says: "`-secondary`",
    },
    {
      edits: [["resource_prefix: cs-stg-auth", "resource_prefix: login-cs"]],
      faults: ["11:18 #/resource_prefix reserved-name"],
    },
    {
      edits: [["resource_prefix: cs-stg-auth", "resource_prefix: my-windows"]],
      faults: ["11:18 #/resource_prefix reserved-name"],
    },
    {
      edits: [["resource_group: cs-stg-rg-auth", "resource_group: xbox"]],
      faults: ["10:17 #/resource_group reserved-name"],
    },
  ],
  "names that are no names at all": [
    { edits: [["trace-auth-789", "../../etc/passwd"]], faults: ["1:11 #/trace_id invalid-name"] },
    { edits: [["exec-auth-789", "'..\\x'"]], faults: ["2:15 #/execution_id invalid-name"] },
    { edits: [["blueprint-auth-multi", '"%2e%2e%2f"']], faults: ["3:15 #/blueprint_id invalid-name"] },
    { edits: [["component: AuthService", "component: -rf"]], faults: ["4:12 #/component invalid-name"] },
    { edits: [["component: AuthService", "component: Аuth"]], faults: ["4:12 #/component invalid-name"] },
    { edits: [["component: AuthService", 'component: "a\\nb"']], faults: ["4:12 #/component invalid-name"] },
    { edits: [["component: AuthService", "component: ${process.exit()}"]], faults: ["4:12 #/component invalid-name"] },
  ],
  "versions that may have lost a zero, or are none [CP-034]": [
    {
      edits: [["1.28", "1.3"]],
      faults: ["17:18 #/infra_plan/aks/k8s_version version-lost-zero"],
      says: 'such as "1.30"',
    },
    { edits: [["1.28", '"1.3"']], faults: ["17:18 #/infra_plan/aks/k8s_version version-lost-zero"] },
    { edits: [["1.28", "v1.30"]], faults: ["17:18 #/infra_plan/aks/k8s_version invalid-version"] },
    { edits: [["1.28", "latest"]], faults: ["17:18 #/infra_plan/aks/k8s_version invalid-version"] },
    { edits: [["1.28", "true"]], faults: ["17:18 #/infra_plan/aks/k8s_version invalid-version"] },
  ],
  "other clouds [CP-038]": [
    {
      edits: [["cloud_provider: azure", "cloud_provider: aws"]],
      faults: ["7:17 #/cloud_provider unsupported-provider"],
      says: "aws is not supported yet",
    },
    {
      edits: [["cloud_provider: azure", "cloud_provider: GCP"]],
      faults: ["7:17 #/cloud_provider unsupported-provider"],
      says: "gcp is not supported yet",
    },
    {
      edits: [["cloud_provider: azure", "cloud_provider: hetzner"]],
      faults: ["7:17 #/cloud_provider unsupported-provider"],
    },
  ],
  "fields nobody knows, with the name that was meant": [
    {
      edits: [["node_count", "node_cuont"]],
      faults: ["16:5 #/infra_plan/aks/node_cuont unknown-field"],
      says: "Did you mean `node_count`?",
    },
    {
      edits: [["auto_proceed", "autoproceed"]],
      faults: ["12:1 #/autoproceed unknown-field"],
      says: "Did you mean `auto_proceed`?",
    },
    {
      edits: [["mount_strategy", "mount_stratgy"]],
      faults: ["32:5 #/secrets/0/mount_stratgy unknown-field"],
      says: "Did you mean `mount_strategy`?",
    },
    {
      edits: [["  keyvault:", "  keyvualt:"]],
      faults: ["18:3 #/infra_plan/keyvualt unknown-field"],
      says: "Did you mean `keyvault`?",
    },
    {
      edits: [["agent_origin: orchestrator", "colour: red"]],
      faults: ["5:1 #/colour unknown-field"],
      says: "Known fields: trace_id",
    },
  ],
  "fields that the service sets": [
    { edits: [["agent_origin: orchestrator", "status: applied"]], faults: ["5:1 #/status read-only-field"] },
    { edits: [["agent_origin: orchestrator", "approvedBy: me"]], faults: ["5:1 #/approvedBy read-only-field"] },
    {
      edits: [["agent_origin: orchestrator", "pin: abc\nplan_digest: x\npulumi_stack_name: y"]],
      faults: [
        "5:1 #/pin read-only-field",
        "6:1 #/plan_digest read-only-field",
        "7:1 #/pulumi_stack_name read-only-field",
      ],
    },
    {
      edits: [["provisioned_by: cloud-provisioner-agent", "provisioned_by: me"]],
      faults: ["37:19 #/tags/provisioned_by read-only-field"],
    },
  ],
  "regions that do not exist, or are not in the map [CP-102]": [
    {
      edits: [["region: westeurope", "region: westeurop"]],
      faults: ["9:9 #/region unknown-region"],
      says: "Did you mean `westeurope`?",
    },
    {
      edits: [["region: westeurope", "region: mars"]],
      faults: ["9:9 #/region unknown-region"],
      says: "such as westeurope",
    },
    {
      edits: [["region: westeurope", "region: westeurope\nfallback_region: mars"]],
      faults: ["10:18 #/fallback_region unknown-region"],
    },
    {
      edits: [
        [
          "region: westeurope",
          "region: westeurope\ncloud_region_map: {primary: northeurope, secondary: francecentral}",
        ],
      ],
      faults: ["9:9 #/region region-not-in-map"],
      says: "northeurope and francecentral",
    },
    {
      edits: [
        [
          "region: westeurope",
          "cloud_region_map: {primary: westeurope, secondary: northeurope}\nfallback_region: eastus2",
        ],
      ],
      faults: ["10:18 #/fallback_region region-not-in-map"],
    },
    {
      edits: [["region: westeurope", "cloud_region_map: {regions: {prod: {default: westeurope}}}"]],
      faults: ["9:29 #/cloud_region_map/regions no-region-for-environment"],
      says: "it has `prod`",
    },
    {
      edits: [["region: westeurope", "region: westeurope\ncloud_region_map: {regions: {moon: {default: westeurope}}}"]],
      faults: [
        "10:29 #/cloud_region_map/regions no-region-for-environment",
        "10:30 #/cloud_region_map/regions/moon unknown-field",
      ],
    },
    { edits: [["region: westeurope", "region: westeurope\nzones: [1, 4]"]], faults: ["10:12 #/zones/1 not-one-of"] },
  ],
  "inputs that contradict one another, with both places": [
    {
      edits: [["environment: staging", "environment: staging\nenv: prod"]],
      faults: ["9:1 #/env contradiction"],
      says: "in line 8 (#/environment)",
    },
    { edits: [["env: staging", "env: prod"]], faults: ["35:8 #/tags/env contradiction"], says: "(#/environment)" },
    {
      edits: [["env: staging", "region: northeurope"]],
      faults: ["35:11 #/tags/region contradiction"],
      says: "(#/region)",
    },
    { edits: [["env: staging", "blueprint_id: other"]], faults: ["35:17 #/tags/blueprint_id contradiction"] },
    { edits: [["env: staging", "component: other"]], faults: ["35:14 #/tags/component contradiction"] },
    { edits: [["env: staging", "ENV: prod"]], faults: ["35:8 #/tags/ENV contradiction"], says: "(#/environment)" },
    { edits: [["env: staging", "Region: northeurope"]], faults: ["35:11 #/tags/Region contradiction"] },
    {
      edits: [["edition: EU", "edition: EU\n  Edition: US"]],
      faults: ["37:3 #/tags/Edition contradiction"],
      says: "(#/tags/edition)",
    },
    {
      edits: [["env: staging", "compliance: high\n  compliance_level: low"]],
      faults: ["36:21 #/tags/compliance_level contradiction"],
      says: "(#/tags/compliance)",
    },
    {
      edits: [["region: westeurope", "region: westeurope\nfallback_region: West Europe"]],
      faults: ["10:18 #/fallback_region contradiction"],
    },
    {
      edits: [["region: westeurope", "cloud_region_map: {primary: westeurope, secondary: weu}"]],
      faults: ["9:52 #/cloud_region_map/secondary contradiction"],
    },
    {
      edits: [
        [
          "region: westeurope",
          "secondary_region: eastus2\ncloud_region_map: {primary: westeurope, secondary: northeurope}",
        ],
      ],
      faults: ["9:19 #/secondary_region contradiction"],
    },
  ],
  "secrets that are not references, without their value [CP-089, CP-139]": [
    {
      edits: [["vault_ref: authservice-app-secret", "value: hunter2"]],
      faults: ["30:5 #/secrets/0/vault_ref missing-field", "31:5 #/secrets/0/value plaintext-secret"],
    },
    {
      edits: [["authservice-app-secret", '"P@ss w0rd"']],
      faults: ["31:16 #/secrets/0/vault_ref plaintext-secret"],
      says: "never the secret itself",
    },
    { edits: [["authservice-app-secret", "vault://x"]], faults: ["31:16 #/secrets/0/vault_ref plaintext-secret"] },
    { edits: [["mount_strategy: env", "value_from: hunter2"]], faults: ["32:17 #/secrets/0/value_from not-one-of"] },
    {
      edits: [["  edition: EU", "  edition: EU\n  db_password: hunter2"]],
      faults: ["37:3 #/tags/db_password plaintext-secret"],
    },
    {
      edits: [
        ["mount_strategy: env", "mount_strategy: env\n  - name: auth_secret\n    vault_ref: authservice-app-secret"],
      ],
      faults: ["33:11 #/secrets/1/name duplicate-name"],
      says: "#/secrets/0",
    },
  ],
  "mount strategies that do not exist [CP-071, CP-128, CP-139]": [
    {
      edits: [["mount_strategy: env", "mount_strategy: floppy"]],
      faults: ["32:21 #/secrets/0/mount_strategy not-one-of"],
      says: "env, volume, vault-agent-sidecar",
    },
    {
      edits: [["mount_strategy: env", "mount_strategy: sidcar"]],
      faults: ["32:21 #/secrets/0/mount_strategy not-one-of"],
      says: "Did you mean `sidecar`?",
    },
  ],
  "tags that Azure does not take": [
    { edits: [["edition: EU", '"a/b": x']], faults: ["36:3 #/tags/a~1b forbidden-tag"] },
    { edits: [["edition: EU", '"a~b?": x']], faults: ["36:3 #/tags/a~0b? forbidden-tag"] },
    { edits: [["edition: EU", '"50%": x']], faults: ["36:3 #/tags/50%25 forbidden-tag"] },
    { edits: [["edition: EU", "hidden-title: x"]], faults: ["36:3 #/tags/hidden-title forbidden-tag"] },
    { edits: [["edition: EU", "Azure-cost: x"]], faults: ["36:3 #/tags/Azure-cost forbidden-tag"] },
    {
      edits: [["edition: EU", `? ${"k".repeat(513)}\n  : x`]],
      faults: [`36:5 #/tags/${"k".repeat(513)} forbidden-tag`],
    },
    { edits: [["edition: EU", `edition: ${"v".repeat(257)}`]], faults: ["36:12 #/tags/edition forbidden-tag"] },
    { edits: [["edition: EU", 'edition: "two\\nlines"']], faults: ["36:12 #/tags/edition forbidden-tag"] },
    {
      edits: [["edition: EU", "owner: ada\n  Owner: bob"]],
      faults: ["37:3 #/tags/Owner duplicate-name"],
      says: "#/tags/owner",
    },
    {
      edits: [["edition: EU", Array.from({ length: 43 }, (_, index) => `t${index}: x`).join("\n  ")]],
      faults: ["35:3 #/tags too-many-tags"],
      says: "Azure allows 50",
    },
  ],
};

for (const [what, cases] of Object.entries(refusals)) {
  test(`refuses ${what}`, () => {
    for (const { edits, faults, says } of cases) {
      const found = faultsOf(edited(...edits));
      assert.deepEqual(scanned(found), faults);
      assert.doesNotMatch(JSON.stringify(found), /hunter2|P@ss/);
      for (const { detail, remedy } of found) {
        assert.match(detail, /[.?]$/);
        assert.match(remedy ?? "", /[.?]$/);
      }
      if (says !== undefined) assert.ok(`${found[0]?.detail ?? ""} ${found[0]?.remedy ?? ""}`.includes(says), says);
    }
  });
}

const plans: Readonly<Record<string, readonly (readonly [plan: string, ...faults: string[]])[]>> = {
  "plans that ask for nothing [CP-041, CP-139]": [
    ["infra_plan: {}", "14:13 #/infra_plan empty-plan"],
    ["infra_plan: []", "14:13 #/infra_plan empty-plan"],
    ["infra_plan: {resources: []}", "14:25 #/infra_plan/resources empty-plan"],
    ["infra_plan: {aks: false, dns: false}", "14:13 #/infra_plan empty-plan"],
    ["infra_plan:", "14:12 #/infra_plan wrong-type"],
    ["infra_plan: everything", "14:13 #/infra_plan wrong-type"],
  ],
  "kinds that the specification marks as future, by name, and never drops them [CP-004, CP-126]": [
    ["infra_plan: {aks: true, app_registration: true}", "14:25 #/infra_plan/app_registration unsupported-kind"],
    [
      "infra_plan: [{type: AppRegistration}, {type: entra-app}]",
      "14:21 #/infra_plan/0/type unsupported-kind",
      "14:46 #/infra_plan/1/type unsupported-kind",
    ],
  ],
  "kinds nobody knows [CP-126]": [
    ["infra_plan: [{type: mysql}]", "14:21 #/infra_plan/0/type unknown-kind"],
    ["infra_plan: [{size: small}]", "14:14 #/infra_plan/0/type missing-field"],
    ["infra_plan: [aks]", "14:14 #/infra_plan/0 wrong-type"],
    ["infra_plan: [{type: aks, fqdn: a.example.com}]", "14:26 #/infra_plan/0/fqdn unknown-field"],
  ],
  "DNS names that are none, and wildcards that are not the first label [CP-100]": [
    ["infra_plan: {dns: true}", "14:19 #/infra_plan/dns not-one-of"],
    ["infra_plan: {dns: localhost}", "14:19 #/infra_plan/dns invalid-fqdn"],
    ["infra_plan: {dns: a..example.com}", "14:19 #/infra_plan/dns invalid-fqdn"],
    ["infra_plan: {dns: -a.example.com}", "14:19 #/infra_plan/dns invalid-fqdn"],
    ["infra_plan: {dns: a_b.example.com}", "14:19 #/infra_plan/dns invalid-fqdn"],
    ["infra_plan: {dns: 10.0.0.1}", "14:19 #/infra_plan/dns invalid-fqdn"],
    ["infra_plan: {dns: example.com.}", "14:19 #/infra_plan/dns invalid-fqdn"],
    ["infra_plan: {dns: bücher.example.com}", "14:19 #/infra_plan/dns invalid-fqdn"],
    ["infra_plan: {dns: a.*.example.com}", "14:19 #/infra_plan/dns wildcard-name"],
    ['infra_plan: {dns: "*"}', "14:19 #/infra_plan/dns wildcard-name"],
    [`infra_plan: {dns: ${"a".repeat(64)}.com}`, "14:19 #/infra_plan/dns invalid-fqdn"],
    [`infra_plan: {dns: ${"a.".repeat(126)}com}`, "14:19 #/infra_plan/dns invalid-fqdn"],
    [
      "infra_plan: [{type: dns, fqdn: a.example.com}, {type: dns, fqdn: A.Example.com}]",
      "14:66 #/infra_plan/1/fqdn duplicate-name",
    ],
  ],
  "more than the constraints allow [CP-036]": [
    [
      "infra_plan: {aks: {node_count: 6}}\nresource_constraints: {quotas: {max_nodes_per_cluster: 5}}",
      "14:32 #/infra_plan/aks/node_count quota-exceeded",
    ],
    [
      "infra_plan: [{type: aks, node_count: 6}]\nconstraints: {quotas: {max_nodes_per_cluster: 5}}",
      "14:38 #/infra_plan/0/node_count quota-exceeded",
    ],
    [
      "infra_plan: [{type: aks}, {type: AKS}]\nconstraints: {quotas: {max_aks_clusters: 1}}",
      "14:27 #/infra_plan/1 quota-exceeded",
    ],
  ],
};
for (const [what, cases] of Object.entries(plans)) {
  test(`refuses ${what}`, () => {
    for (const [plan, ...faults] of cases) assert.deepEqual(scanned(faultsOf(withPlan(plan))), faults, plan);
  });
}

test("advises in place of a future kind, and of role assignments, what is then taken [CP-004, CP-126]", () => {
  const refused = [
    ...faultsOf(withPlan("infra_plan: {aks: true, service_principal: true}")),
    ...faultsOf(withPlan("resource_compliance_tags: {identity_scopes: [a]}\ninfra_plan: {aks: true}")),
  ];
  assert.equal(refused.length, 2);
  for (const { remedy = "" } of refused) {
    const advised = /add (managed-identity: true)/.exec(remedy)?.[1];
    assert.deepEqual(faultsOf(withPlan(`infra_plan: {aks: true, ${advised ?? remedy}}`)), []);
  }
});

test("says everything at once, in the order of the document", () => {
  const text = edited(
    ["trace_id: trace-auth-789\n", ""],
    ["staging", "stagging"],
    ["westeurope", "westeurop"],
    ["node_count: 3", "node_cuont: 3"],
    ["1.28", "1.3"],
    ["policy: app-only", "policy: admin"],
    ["vault_ref: authservice-app-secret", "value: hunter2"],
    ["edition: EU", "edition: EU\n  edition: US"],
  );
  assert.deepEqual(scanned(faultsOf(text)), [
    "1:1 #/trace_id missing-field",
    "7:14 #/environment not-one-of",
    "8:9 #/region unknown-region",
    "15:5 #/infra_plan/aks/node_cuont unknown-field",
    "16:18 #/infra_plan/aks/k8s_version version-lost-zero",
    "18:13 #/infra_plan/keyvault/policy not-one-of",
    "29:5 #/secrets/0/vault_ref missing-field",
    "30:5 #/secrets/0/value plaintext-secret",
    "34:8 #/tags/env contradiction",
    "36:3 #/tags/edition duplicate-key",
  ]);
});

test("refuses a document that is no object", () => {
  for (const text of ["[1, 2]", '"text"', "3", "null"]) {
    assert.deepEqual(scanned(faultsOf(text, "json")), ["1:1 # wrong-type"]);
  }
});

test("repeats at most 64 characters of a value, and none that a terminal would obey", () => {
  const [long] = faultsOf(edited(["trace-auth-789", `${"x".repeat(5000)}!`]));
  assert.ok(long && long.detail.length < 150);
  const [escape] = faultsOf(edited(["trace-auth-789", '"\\e[31mred\\u202e\\r\\n"']));
  assert.match(escape?.detail ?? "", /^`trace_id`: "\\u001b\[31mred\\u202e\\r\\n" is not a trace id\.$/);
});

test("the broken example shows what it promises", async () => {
  const { readFileSync } = await import("node:fs");
  const text = readFileSync(new URL("../../examples/broken/request.yaml", import.meta.url), "utf8");
  const faults = faultsOf(text);
  assert.deepEqual(
    faults.map(({ rule }) => rule),
    [
      "invalid-name",
      "not-one-of",
      "unknown-region",
      "wrong-type",
      "read-only-field",
      "unknown-field",
      "version-lost-zero",
      "unsupported-kind",
      "wildcard-name",
      "plaintext-secret",
      "not-one-of",
      "plaintext-secret",
    ],
  );
  assert.doesNotMatch(JSON.stringify(faults), /not-a-real/);
});

test("the examples are the specification's samples, unchanged", async () => {
  const { readFileSync, readdirSync } = await import("node:fs");
  const example = (name: string) => readFileSync(new URL(`../../examples/${name}`, import.meta.url), "utf8");
  assert.equal(example("invoice-service/request.json"), sample("invocation.json"));
  assert.equal(example("auth-service-request/request.yaml"), sample("invocation.yaml"));
  const names = readdirSync(new URL("../../examples/auth-service", import.meta.url));
  assert.equal(names.length, 7);
  for (const name of names) assert.equal(example(`auth-service/${name}`), sample(`bundle/${name}`));
});
