import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ProvisionRequest } from "../contracts/request.js";
import { accepted, context, corrected, edited, faultsOf, sample, scanned, withPlan } from "./testing/samples.js";

test("accepts the YAML invocation sample unchanged, and says what it renamed [CP-032, CP-105]", () => {
  const { request, corrections } = accepted(sample("invocation.yaml"));
  assert.deepEqual(request, {
    version: 1,
    traceId: "trace-auth-789",
    executionId: "exec-auth-789",
    blueprintId: "blueprint-auth-multi",
    component: "AuthService",
    requestedBy: "orchestrator",
    cloudProvider: "azure",
    environment: "staging",
    region: "westeurope",
    regions: { primary: "westeurope", zones: [] },
    resourceGroup: "cs-stg-rg-auth",
    resourcePrefix: "cs-stg-auth",
    autoProceed: true,
    manualApprovalRequired: false,
    infraPlan: [
      { kind: "aks", nodeCount: 3, kubernetesVersion: "1.28" },
      { kind: "keyvault", policy: "app-only" },
      { kind: "storage", tier: "standard" },
      { kind: "dns", fqdn: "auth.europe.connectsoft.io" },
    ],
    replication: { storage: "geo-redundant", dns: "failover" },
    secrets: [{ name: "AUTH_SECRET", vaultRef: "authservice-app-secret", mountStrategy: "env" }],
    tags: { env: "staging", edition: "EU", provisioned_by: "cloud-provisioner-agent" },
    constraints: { requireTags: [] },
  });
  assert.deepEqual(corrections, [
    {
      action: "RenamedField",
      field: "infra_plan.storage",
      valueBefore: "blob_storage",
      valueApplied: "storage",
      reason: "`blob_storage` is another name of `storage`.",
      pointer: "#/infra_plan/blob_storage",
    },
  ]);
});

test("accepts the JSON invocation sample unchanged, with production as prod [CP-105]", () => {
  const answer = accepted(sample("invocation.json"), "json");
  assert.equal(answer.request.environment, "prod");
  assert.equal(answer.request.tags["env"], "prod");
  assert.deepEqual(answer.request.secrets, [
    { name: "INVOICE_SECRET", vaultRef: "invoice-token", mountStrategy: "vault-agent-sidecar" },
  ]);
  assert.deepEqual(corrected(answer), [
    "NormalisedEnvironment environment",
    "RenamedField infra_plan.storage",
    "DefaultedRequester agent_origin",
    "DefaultedReplication replication",
    "NormalisedEnvironment tags.env",
  ]);
});

test("asks the consolidated sample for the blueprint it does not name, and accepts it with one [CP-031, CP-099]", () => {
  const text = sample("consolidated.yaml");
  assert.deepEqual(scanned(faultsOf(text)), ["1:1 #/blueprint_id missing-field"]);
  const answer = accepted(`${text}blueprint_id: blueprint-auth-multi\n`);
  assert.deepEqual(answer.request.infraPlan, [
    { kind: "aks" },
    { kind: "keyvault" },
    { kind: "storage", tier: "standard" },
    { kind: "dns", fqdn: "auth.europe.connectsoft.io" },
  ]);
  assert.deepEqual(answer.request.secrets, [{ name: "AUTHSERVICE_SECRET", vaultRef: "authservice-secret" }]);
  assert.deepEqual(corrected(answer), [
    "DefaultedRequester agent_origin",
    "DefaultedAutoProceed auto_proceed",
    "DefaultedReplication replication",
    "DerivedSecretName secrets[0].name",
  ]);
});

test("normalises the three forms of a plan to one list [CP-030, CP-031, CP-032, CP-033]", () => {
  const forms = [
    "infra_plan: [{type: dns, fqdn: a.example.com}, {type: storage, tier: hot}, {type: aks}, {type: keyvault, policy: rbac}]",
    "infra_plan: {resources: [{type: aks}, {type: keyvault, policy: rbac}, {type: blob, tier: hot}, {type: dns, fqdn: a.example.com}]}",
    "infra_plan: {keyvault: rbac, dns: a.example.com, storage: hot, aks: true, monitoring: false}",
    "infra_plan: {keyvault: {policy: rbac}, dns: {fqdn: a.example.com}, blob_storage: {tier: hot}, aks: {}}",
  ];
  for (const form of forms) {
    assert.deepEqual(accepted(withPlan(form)).request.infraPlan, [
      { kind: "aks" },
      { kind: "keyvault", policy: "rbac" },
      { kind: "storage", tier: "hot" },
      { kind: "dns", fqdn: "a.example.com" },
    ]);
  }
});

test("keeps every setting of every kind, and monitoring among them [CP-002, CP-030]", () => {
  const plan = `infra_plan:
  resources:
    - { type: aks, size: large, node_count: 5, k8s_version: "1.30.4" }
    - { type: storage, tier: premium, containers: [authfiles, audit-log] }
    - { type: log_analytics, retention_days: 90 }`;
  assert.deepEqual(accepted(withPlan(plan)).request.infraPlan, [
    { kind: "aks", size: "large", nodeCount: 5, kubernetesVersion: "1.30.4" },
    { kind: "storage", tier: "premium", containers: ["authfiles", "audit-log"] },
    { kind: "monitoring", retentionDays: 90 },
  ]);
});

for (const [written, format, kept] of [
  ["1.28", "yaml", "1.28"],
  ["1.30", "yaml", "1.30"],
  ['"1.30"', "yaml", "1.30"],
  ["1.30.4", "yaml", "1.30.4"],
  ["1.28", "json", "1.28"],
  ["1.30", "json", "1.30"],
  ['"1.30"', "json", "1.30"],
] as const) {
  test(`keeps the version ${written} in ${format} as the text ${kept} [CP-034]`, () => {
    const text = format === "yaml" ? edited(["1.28", written]) : invoiceWith(`"aks": { "k8s_version": ${written} },`);
    assert.deepEqual(accepted(text, format).request.infraPlan[0], {
      kind: "aks",
      ...(format === "yaml" && { nodeCount: 3 }),
      kubernetesVersion: kept,
    });
  });
}

/** Spellings of fields and values: the edit, the member of the request it decides, and the corrections it causes. */
const spellings: readonly (readonly [
  edits: [string, string][],
  member: keyof ProvisionRequest,
  value: unknown,
  notes: string[],
])[] = [
  [[["trace_id:", "traceId:"]], "traceId", "trace-auth-789", ["RenamedField trace_id"]],
  [[["execution_id:", "executionId:"]], "executionId", "exec-auth-789", ["RenamedField execution_id"]],
  [[["blueprint_id:", "blueprintId:"]], "blueprintId", "blueprint-auth-multi", ["RenamedField blueprint_id"]],
  [[["agent_origin:", "agentOrigin:"]], "requestedBy", "orchestrator", ["RenamedField agent_origin"]],
  [[["environment:", "env:"]], "environment", "staging", ["RenamedField environment"]],
  [[["environment:", "target_environment:"]], "environment", "staging", ["RenamedField environment"]],
  [[["environment:", "targetEnvironment:"]], "environment", "staging", ["RenamedField environment"]],
  [[["environment: staging", "environment: stg"]], "environment", "staging", ["NormalisedEnvironment environment"]],
  [[["environment: staging", "environment: STAGE"]], "environment", "staging", ["NormalisedEnvironment environment"]],
  [
    [
      ["environment: staging", "environment: production"],
      ["env: staging", "env: prod"],
    ],
    "environment",
    "prod",
    ["NormalisedEnvironment environment"],
  ],
  [
    [
      ["environment: staging", "environment: Prod"],
      ["env: staging", "env: prod"],
    ],
    "environment",
    "prod",
    ["NormalisedEnvironment environment"],
  ],
  [
    [
      ["environment: staging", "environment: development"],
      ["  env: staging\n", ""],
    ],
    "environment",
    "dev",
    ["NormalisedEnvironment environment"],
  ],
  [
    [
      ["environment: staging", "environment: testing"],
      ["  env: staging\n", ""],
    ],
    "environment",
    "test",
    ["NormalisedEnvironment environment"],
  ],
  [[["region: westeurope", "primary_region: westeurope"]], "region", "westeurope", ["RenamedField region"]],
  [[["region: westeurope", "location: westeurope"]], "region", "westeurope", ["RenamedField region"]],
  [[["region: westeurope", "region: West Europe"]], "region", "westeurope", ["NormalisedRegion region"]],
  [[["region: westeurope", "region: WEU"]], "region", "westeurope", ["NormalisedRegion region"]],
  [[["cloud_provider: azure", "cloud_provider: Azure"]], "cloudProvider", "azure", ["NormalisedValue cloud_provider"]],
  [[["auto_proceed: true", "autoProceed: true"]], "autoProceed", true, ["RenamedField auto_proceed"]],
  [[["auto_proceed: true", "manual_approval_required: true\nauto_proceed: true"]], "manualApprovalRequired", true, []],
  [[["agent_origin: orchestrator\n", ""]], "requestedBy", "ada", ["DefaultedRequester agent_origin"]],
  [
    [["replication:", "replication_strategy:"]],
    "replication",
    { storage: "geo-redundant", dns: "failover" },
    ["RenamedField replication"],
  ],
  [
    [["storage: geo-redundant", "storage: Geo_Redundant"]],
    "replication",
    { storage: "geo-redundant", dns: "failover" },
    ["NormalisedValue replication.storage"],
  ],
  [
    [["fqdn: auth.europe.connectsoft.io", "fqdn: Auth.Europe.ConnectSoft.io"]],
    "infraPlan",
    [
      { kind: "aks", nodeCount: 3, kubernetesVersion: "1.28" },
      { kind: "keyvault", policy: "app-only" },
      { kind: "storage", tier: "standard" },
      { kind: "dns", fqdn: "auth.europe.connectsoft.io" },
    ],
    ["NormalisedDomainName infra_plan.dns.fqdn"],
  ],
];
for (const [edits, member, value, notes] of spellings) {
  test(`reads ${edits.map(([, to]) => to || "nothing").join(", ")} as ${member}, on record`, () => {
    assert.deepEqual(readAs(edits, member), [value, notes]);
  });
}

test("takes Azure where no cloud is named, on record [CP-038]", () => {
  const silent = readAs([["cloud_provider: azure\n", ""]], "cloudProvider");
  assert.deepEqual(silent, ["azure", ["DefaultedCloudProvider cloud_provider"]]);
});

test("does not proceed by itself where nothing says so, on record [CP-106]", () => {
  const silent = readAs([["auto_proceed: true\n", ""]], "autoProceed");
  assert.deepEqual(silent, [false, ["DefaultedAutoProceed auto_proceed"]]);
});

/** A member of the edited sample's request, and the corrections that the edits cause. */
function readAs(edits: readonly [string, string][], member: keyof ProvisionRequest): readonly [unknown, string[]] {
  const answer = accepted(edited(...edits));
  const own = corrected(answer).filter((note) => note !== "RenamedField infra_plan.storage");
  return [answer.request[member], own];
}

for (const [written, strategy, notes] of [
  ["mount_strategy: volume", "volume", []],
  ["mount_strategy: sidecar", "vault-agent-sidecar", ["NormalisedMountStrategy secrets[0].mount_strategy"]],
  ["mount_strategy: vault_agent_sidecar", "vault-agent-sidecar", ["NormalisedMountStrategy secrets[0].mount_strategy"]],
  ["vault_strategy: env", "env", ["RenamedField secrets[0].mount_strategy"]],
  [
    "mountStrategy: mount",
    "volume",
    ["NormalisedMountStrategy secrets[0].mount_strategy", "RenamedField secrets[0].mount_strategy"],
  ],
  ["value_from: vault\n    mount_strategy: env", "env", []],
] as const) {
  test(`reads a secret's ${written.replaceAll("\n", ",")} as ${strategy} [CP-035, CP-071]`, () => {
    const answer = accepted(edited(["mount_strategy: env", written]));
    assert.equal(answer.request.secrets[0]?.mountStrategy, strategy);
    assert.deepEqual(
      corrected(answer).filter((note) => note.includes("secrets")),
      notes,
    );
  });
}

test("falls back to a single region without a replication strategy [CP-043]", () => {
  const answer = accepted(edited(["replication:\n  storage: geo-redundant\n  dns: failover\n", ""]));
  assert.deepEqual(answer.request.replication, {});
  assert.ok(corrected(answer).includes("DefaultedReplication replication"));
});

test("derives a component that trace and blueprint agree on, as a warning, and asks for one otherwise [CP-133]", () => {
  const answer = accepted(edited(["component: AuthService\n", ""]));
  assert.equal(answer.request.component, "auth");
  const derived = answer.corrections.find(({ action }) => action === "DerivedComponent");
  assert.equal(derived?.severity, "warning");
  for (const edit of [
    ["blueprint-auth-multi", "blueprint-multi"],
    ["trace-auth-789", "auth-789"],
  ] as const) {
    assert.deepEqual(scanned(faultsOf(edited(["component: AuthService\n", ""], edit))), [
      "1:1 #/component missing-field",
    ]);
  }
});

/** A region map in the request and the regions beside it; the target, its map and the fallback that become of them. */
const maps: Readonly<Record<string, readonly [map: string, regions: string, expected: readonly string[]]>> = {
  "by the keys of cloud-region-map.yaml [CP-026, CP-142]": [
    "{primary_region: westeurope, secondary_region: northeurope, zones: [1, 2]}",
    "",
    ["westeurope", "westeurope", "northeurope", "12", "northeurope"],
  ],
  "by the keys that agents exchange [CP-142, CP-153]": [
    "{primary: westeurope, secondary: northeurope, zones: ['3', 1]}",
    "",
    ["westeurope", "westeurope", "northeurope", "13", "northeurope"],
  ],
  "by the environment's entry [CP-067, CP-142]": [
    "{regions: {stg: {default: westeurope, failover: northeurope}, production: {default: francecentral}}}",
    "",
    ["westeurope", "westeurope", "northeurope", "", "northeurope"],
  ],
  "to its second region, where that is asked for, with the first one as the fallback": [
    "{primary: westeurope, secondary: northeurope}",
    "region: northeurope\n",
    ["northeurope", "northeurope", "westeurope", "", "westeurope"],
  ],
  "with the fallback that the request names": [
    "{primary: westeurope, secondary: northeurope}",
    "region: westeurope\nfallback_region: northeurope\n",
    ["westeurope", "westeurope", "northeurope", "", "northeurope"],
  ],
  "of one region with a second one beside it [CP-142]": [
    "{primary: westeurope}",
    "region: westeurope\nsecondary_region: francecentral\n",
    ["westeurope", "westeurope", "francecentral", "", "francecentral"],
  ],
};
for (const [how, [map, regions, expected]] of Object.entries(maps))
  test(`deploys by a region map ${how}`, () => {
    const { request } = accepted(edited(["region: westeurope\n", `${regions}cloud_region_map: ${map}\n`]));
    const { region: target, regions: known, fallbackRegion } = request;
    assert.deepEqual([target, known.primary, known.secondary, known.zones.join(""), fallbackRegion], expected);
  });

test("takes a wildcard as the first label of a DNS name", () => {
  const { request } = accepted(withPlan('infra_plan: {dns: "*.edition.connectsoft.io"}'));
  assert.deepEqual(request.infraPlan, [{ kind: "dns", fqdn: "*.edition.connectsoft.io" }]);
});

test("replaces a tag of another trace by the run's own, as a warning", () => {
  const answer = accepted(edited(["  edition: EU", "  edition: EU\n  trace_id: trace-789"]));
  assert.equal(answer.request.tags["trace_id"], "trace-auth-789");
  const noted = answer.corrections.find(({ action }) => action === "AutoCorrectedTraceTag");
  assert.deepEqual([noted?.valueBefore, noted?.severity, noted?.pointer], ["trace-789", "warning", "#/tags/trace_id"]);
});

test("keeps numbers and booleans in tags as they were written", () => {
  const { tags } = accepted(
    edited(["edition: EU", "edition: EU\n  release: 1.10\n  critical: true\n  answer: yes"]),
  ).request;
  assert.deepEqual([tags["release"], tags["critical"], tags["answer"]], ["1.10", "true", "yes"]);
});

test("understands the tags it knows in any case, on record, and leaves others as they are", () => {
  const answer = accepted(edited(["edition: EU", "Edition: EU\n  Compliance: high\n  Owner: ada"]));
  const { edition, compliance, Owner } = answer.request.tags;
  assert.deepEqual([edition, compliance, Owner], ["EU", "high", "ada"]);
  assert.ok(!("Edition" in answer.request.tags));
  assert.deepEqual(
    corrected(answer).filter((each) => each.includes(" tags.")),
    ["RenamedField tags.edition", "RenamedField tags.compliance"],
  );
});

test("makes the edition a tag and keeps the tenant", () => {
  const answer = accepted(
    edited(["tags:\n", "tenant_id: T-134\nedition: EU-MultiTenant\ntags:\n"], ["  edition: EU\n", ""]),
  );
  assert.equal(answer.request.tags["edition"], "EU-MultiTenant");
  assert.equal(answer.request.tenantId, "T-134");
  assert.ok(corrected(answer).includes("InjectedTag tags.edition"));
});

test("reads a document with a byte order mark, Windows line ends and comments as without", () => {
  const plain = accepted(sample("invocation.yaml"));
  assert.deepEqual(accepted(`\ufeff${sample("invocation.yaml").replaceAll("\n", "\r\n")}`), plain);
  const commented = accepted(`# a request\n---\n${sample("invocation.yaml")}...\n`);
  assert.deepEqual([commented.request, commented.corrections], [plain.request, plain.corrections]);
  assert.deepEqual(accepted(`\ufeff${sample("invocation.json")}`, "json"), accepted(sample("invocation.json"), "json"));
});

test("whatever is accepted fits the contract, in whichever spelling it came", () => {
  const word = fc.constantFrom(
    ...["environment", "env", "targetEnvironment"].flatMap((key) =>
      ["prod", "Production", "stg", "qa", "hotfix"].map((value) => `${key}: ${value}`),
    ),
  );
  const region = fc.constantFrom(
    "region: westeurope",
    "location: North Europe",
    "cloud_region_map: {primary: weu, secondary: eastus2}",
  );
  const plan = fc.constantFrom(
    "{aks: true}",
    "[{type: kv}]",
    "{resources: [{type: DNS, fqdn: A.example.com}]}",
    "{blobStorage: Hot, monitoring: {retentionDays: 30}}",
  );
  const extra = fc.subarray([
    "tenantId: T-1",
    "zones: [2, 1, 2]",
    "fallback_region: eastus2",
    "secrets: [{vault_ref: 0-key}]",
    "tags: {a: 1}",
    "constraints: {require_tags: [a]}",
    "auto_proceed: true",
  ]);
  const ids = "trace_id: t\nexecution_id: e\nblueprint_id: b\ncomponent: C\n";
  fc.assert(
    fc.property(word, region, plan, extra, (environment, place, infra, more) => {
      const text = `${ids}${environment}\n${place}\ninfra_plan: ${infra}\n${more.join("\n")}\n`;
      assert.deepEqual(ProvisionRequest.safeParse(accepted(text).request).error?.issues ?? [], []);
    }),
  );
});

test("an accepted request does not depend on the order of its fields", () => {
  const { text } = { text: sample("invocation.json") };
  const fields = Object.entries(JSON.parse(text) as Record<string, unknown>);
  const { request } = accepted(text, "json", context);
  fc.assert(
    fc.property(fc.shuffledSubarray(fields, { minLength: fields.length }), (shuffled) => {
      assert.deepEqual(accepted(JSON.stringify(Object.fromEntries(shuffled)), "json").request, request);
    }),
    { numRuns: 50 },
  );
});

function invoiceWith(plan: string): string {
  return sample("invocation.json").replace('"infra_plan": {', `"infra_plan": { ${plan}`);
}
