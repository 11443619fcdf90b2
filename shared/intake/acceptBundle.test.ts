import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fault } from "../contracts/problem.js";
import type { AcceptedRequest } from "../contracts/request.js";
import { accepted, corrected, faultsOf, sample, sampleDocuments, scanned } from "./testing/samples.js";

const bundle = (documents: Readonly<Record<string, string>>): string => JSON.stringify({ documents });

/** The specification's documents with some replaced; `undefined` takes one away. */
function documentsWith(changes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const documents: Record<string, string | undefined> = { ...sampleDocuments(), ...changes };
  return Object.fromEntries(
    Object.entries(documents).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const acceptedWith = (changes: Readonly<Record<string, string | undefined>>): AcceptedRequest =>
  accepted(bundle(documentsWith(changes)), "json");
const faultsWith = (changes: Readonly<Record<string, string | undefined>>): readonly Fault[] =>
  faultsOf(bundle(documentsWith(changes)), "json");

test("accepts the specification's seven documents unchanged [CP-026, CP-027, CP-028, CP-029, CP-030, CP-035]", () => {
  const { request, corrections } = accepted(bundle(sampleDocuments()), "json");
  assert.deepEqual(request, {
    version: 1,
    traceId: "trace-auth-789",
    executionId: "exec-auth-789",
    blueprintId: "blueprint-auth-multi",
    component: "AuthService",
    requestedBy: "ada",
    cloudProvider: "azure",
    environment: "staging",
    region: "westeurope",
    regions: { primary: "westeurope", secondary: "northeurope", zones: ["1", "2"] },
    fallbackRegion: "northeurope",
    resourceGroup: "cs-stg-infra",
    resourcePrefix: "cs-stg",
    autoProceed: false,
    manualApprovalRequired: false,
    infraPlan: [
      { kind: "aks", size: "standard", nodeCount: 3, kubernetesVersion: "1.28" },
      { kind: "keyvault", policy: "app-only" },
      { kind: "storage", tier: "standard" },
      { kind: "dns", fqdn: "auth.europe.connectsoft.io" },
    ],
    replication: { storage: "geo-redundant", dns: "failover", observability: "dual-region" },
    secrets: [{ name: "AUTH_SECRET", vaultRef: "authservice-app-secret", mountStrategy: "env" }],
    tags: { env: "staging", edition: "EU", trace_id: "trace-auth-789" },
    constraints: { maxAksClusters: 3, maxNodesPerCluster: 5, requireTags: ["trace_id", "blueprint_id"] },
  });
  const trace = corrections.find(({ action }) => action === "AutoCorrectedTraceTag");
  assert.deepEqual(
    [trace?.valueBefore, trace?.valueApplied, trace?.document, trace?.pointer, trace?.severity],
    ["trace-789", "trace-auth-789", "environment-overlay.yaml", "#/tags/trace_id", "warning"],
  );
});

test("accepts a bundle in YAML as in JSON", () => {
  const blocks = Object.entries(sampleDocuments()).map(
    ([name, text]) => `  ${name}: |\n${text.replaceAll(/^/gm, "    ")}`,
  );
  assert.deepEqual(
    accepted(`documents:\n${blocks.join("\n")}`).request,
    accepted(bundle(sampleDocuments()), "json").request,
  );
});

test("accepts the documents' other names, and JSON where the name says so", () => {
  const plain = accepted(bundle(sampleDocuments()), "json");
  for (const [name, other] of [
    ["infra-plan.yaml", "infra_plan.yaml"],
    ["infra-plan.yaml", "infra-plan.yml"],
    ["secrets-metadata.yaml", "secrets.yaml"],
    ["cloud-region-map.yaml", "region_map.yaml"],
    ["cloud-region-map.yaml", "cloud_region_map.yml"],
  ] as const) {
    const answer = acceptedWith({ [name]: undefined, [other]: sampleDocuments()[name] });
    assert.deepEqual(answer.request, plain.request, other);
    assert.ok(corrected(answer).includes(`RenamedField documents.${name}`));
  }
  const constraints =
    '{"quotas":{"max_aks_clusters":3,"max_nodes_per_cluster":5},"require_tags":["trace_id","blueprint_id"]}';
  assert.deepEqual(
    acceptedWith({ "resource-constraints.yaml": undefined, "resource-constraints.json": constraints }).request,
    plain.request,
  );
});

test("accepts documents below their own name, as agents exchange them [CP-032, CP-035, CP-153]", () => {
  const answer = acceptedWith({
    "cloud-region-map.yaml": sample("exchanged-cloud-region-map.yaml"),
    "infra-plan.yaml": sample("exchanged-infra-plan.yaml"),
    "secrets-metadata.yaml": sample("exchanged-secrets.yaml"),
  });
  assert.deepEqual(answer.request.regions, { primary: "westeurope", secondary: "northeurope", zones: ["1", "2"] });
  assert.deepEqual(answer.request.infraPlan, [
    { kind: "aks", nodeCount: 3 },
    { kind: "dns", fqdn: "auth.europe.connectsoft.io" },
  ]);
  assert.deepEqual(answer.request.secrets, [
    { name: "AUTH_SECRET", vaultRef: "authservice-app-secret", mountStrategy: "env" },
  ]);
  assert.ok(corrected(answer).includes("UnwrappedDocument infra-plan.yaml"));
});

test("takes the environment's entry of a region map by environment [CP-067]", () => {
  const topology = sample("region-topology.yaml");
  const { request } = acceptedWith({ "cloud-region-map.yaml": topology });
  assert.deepEqual(request.regions, { primary: "westeurope", secondary: "northeurope", zones: ["1", "2"] });
  const production = acceptedWith({
    "cloud-region-map.yaml": topology,
    "environment-overlay.yaml": "environment: production\n",
  });
  assert.deepEqual(production.request.regions, { primary: "francecentral", secondary: "westeurope", zones: [] });
});

test("goes without the documents that may be absent [CP-036, CP-043]", () => {
  const { request } = acceptedWith({
    "replication-strategy.yaml": undefined,
    "secrets-metadata.yaml": undefined,
    "resource-constraints.yaml": undefined,
  });
  assert.deepEqual(request.replication, {});
  assert.deepEqual([request.secrets, request.constraints], [[], { requireTags: [] }]);
});

test("names the documents that may not be absent, and what they say", () => {
  const faults = faultsOf(bundle({ "secrets-metadata.yaml": "secrets: []" }), "json");
  assert.deepEqual(scanned(faults), [
    "1:14 #/documents/environment-overlay.yaml missing-document",
    "1:14 #/documents/component-scope.yaml missing-document",
    "1:14 #/documents/infra-plan.yaml missing-document",
    "1:14 #/documents/cloud-region-map.yaml missing-document",
  ]);
  assert.match(faults[1]?.remedy ?? "", /component, execution_id, trace_id and blueprint_id/);
});

test("points into each document, in the order in which they were sent", () => {
  const faults = faultsOf(
    bundle({
      "infra_plan.yaml": "resources:\n  - type: aks\n    node_count: 9\n  - type: app_registration\n",
      "component-scope.yaml": "execution_id: exec-1\ncomponent: Auth*\nblueprint_id: b\n",
      "environment-overlay.yaml": "environment: staging\nresource_prefix: CS\n",
      "cloud-region-map.yaml": "primary: westeurop\n",
      "secrets-metadata.yaml": "secrets:\n  - vault_ref: P@ss\n",
      "resource-constraints.yaml": "quotas:\n  max_nodes_per_cluster: 5\n",
    }),
    "json",
  );
  assert.deepEqual(scanned(faults), [
    "infra_plan.yaml 3:17 #/resources/0/node_count quota-exceeded",
    "infra_plan.yaml 4:11 #/resources/1/type unsupported-kind",
    "component-scope.yaml 1:1 #/trace_id missing-field",
    "component-scope.yaml 2:12 #/component wildcard-name",
    "environment-overlay.yaml 2:18 #/resource_prefix invalid-name",
    "cloud-region-map.yaml 1:10 #/primary unknown-region",
    "secrets-metadata.yaml 2:16 #/secrets/0/vault_ref plaintext-secret",
  ]);
});

test("says what is malformed in one document and still what is wrong in the others", () => {
  const faults = faultsWith({ "infra-plan.yaml": "resources: [", "component-scope.yaml": "component: Auth\n" });
  assert.deepEqual(scanned(faults), [
    "component-scope.yaml 1:1 #/execution_id missing-field",
    "component-scope.yaml 1:1 #/trace_id missing-field",
    "component-scope.yaml 1:1 #/blueprint_id missing-field",
    "infra-plan.yaml 1:13 # malformed-yaml",
  ]);
});

test("asks for a component where neither the scope nor its ids name one [CP-133]", () => {
  const scope = "execution_id: e\ntrace_id: t\nblueprint_id: b\n";
  assert.deepEqual(scanned(faultsWith({ "component-scope.yaml": scope })), [
    "component-scope.yaml 1:1 #/component missing-field",
  ]);
});

test("refuses documents it does not know, and the same one twice", () => {
  const faults = faultsWith({
    "../../etc/passwd": "root",
    "infra-plann.yaml": "x",
    "infra_plan.yaml": "resources: []",
  });
  assert.deepEqual(
    faults.map(({ pointer, rule }) => `${pointer} ${rule}`),
    [
      "#/documents/..~1..~1etc~1passwd unknown-field",
      "#/documents/infra-plann.yaml unknown-field",
      "#/documents/infra_plan.yaml contradiction",
    ],
  );
  assert.match(faults[1]?.remedy ?? "", /Did you mean `infra-plan\.yaml`\?/);
});

test("refuses a bundle whose documents are no texts", () => {
  assert.deepEqual(scanned(faultsOf('{"documents": []}', "json")), ["1:15 #/documents wrong-type"]);
  const faults = faultsOf('{"documents": {"infra-plan.yaml": {"resources": []}}, "trace_id": "t"}', "json");
  assert.ok(scanned(faults).includes("1:35 #/documents/infra-plan.yaml wrong-type"));
  assert.ok(scanned(faults).includes("1:55 #/trace_id unknown-field"));
});
