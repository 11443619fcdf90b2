import assert from "node:assert/strict";
import { test } from "node:test";
import Ajv, { type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { acceptRequest } from "../acceptRequest.js";
import { context, edited, kinds, sample, sampleDocuments } from "../testing/samples.js";
import { publishedSchemas } from "./publishedSchemas.js";

/** Each published schema as an editor holds it, by its name. */
const published = new Map<string, ValidateFunction>(
  publishedSchemas(kinds).map(({ name, jsonSchema }) => [
    name,
    new Ajv({ allErrors: true }).compile(jsonSchema(`http://127.0.0.1/${name}.json`)),
  ]),
);

/** What a published schema has against a document. */
function refusals(name: string, document: unknown): string[] {
  const validate = published.get(name);
  assert.ok(validate, name);
  void validate(document);
  return (validate.errors ?? []).map(({ dataPath, message }) => `${name} ${dataPath}: ${message ?? ""}`);
}

/** What the front door has against a bundle of the samples with one document replaced. */
function faultsWith(file: string, text: string): readonly string[] {
  const documents = { ...sampleDocuments(), [file]: text };
  const answer = acceptRequest({ text: JSON.stringify({ documents }), format: "json" }, context);
  return answer.ok ? [] : answer.faults.map(({ detail }) => detail);
}

/** Asserts that the front door takes a document of a bundle, and its published schema too. */
function bothTake(file: string, text: string): void {
  assert.deepEqual(faultsWith(file, text), [], `${file}: ${text}`);
  assert.deepEqual(refusals(file.replace(/\.yaml$/, ""), parse(text)), [], text);
}

test("the published schemas take every sample of the specification unchanged [CP-105]", () => {
  for (const name of ["invocation.yaml", "invocation.json"]) {
    assert.deepEqual(refusals("request", parse(sample(name))), []);
  }
  const consolidated = { ...(parse(sample("consolidated.yaml")) as object), blueprint_id: "b" };
  assert.deepEqual(refusals("request", consolidated), []);
  for (const [file, text] of Object.entries(sampleDocuments())) bothTake(file, text);
  bothTake("cloud-region-map.yaml", sample("region-topology.yaml"));
  bothTake("cloud-region-map.yaml", sample("exchanged-cloud-region-map.yaml"));
  bothTake("infra-plan.yaml", sample("exchanged-infra-plan.yaml"));
  bothTake("secrets-metadata.yaml", sample("exchanged-secrets.yaml"));
});

test("the published schemas take each document below its own names, and nothing beside or below another name", () => {
  for (const [file, text] of Object.entries(sampleDocuments())) {
    const document = parse(text) as unknown;
    const stem = file.replace(/\.yaml$/, "");
    for (const name of [file, stem, stem.replaceAll("-", "_"), `${stem}.json`]) {
      bothTake(file, JSON.stringify({ [name]: document }));
    }
    assert.notDeepEqual(refusals(stem, { [stem]: document, other: 1 }), [], file);
    assert.notDeepEqual(refusals(stem, { other: document }), [], file);
  }
  bothTake("cloud-region-map.yaml", "region_map: { primary: westeurope, zones: [1, 2] }");
  const zones = {
    "cloud-region-map.yaml": "primary_region: westeurope",
    "zone-mapping.yaml": "zone_mapping: { zones: [1] }",
  };
  const answer = acceptRequest(
    { text: JSON.stringify({ documents: { ...sampleDocuments(), ...zones } }), format: "json" },
    context,
  );
  assert.deepEqual(answer.ok ? [] : answer.faults, []);
  assert.deepEqual(refusals("zone-mapping", { zone_mapping: { zones: [1] } }), []);
  assert.deepEqual(refusals("named-environment-overlay", { "environment-overlay.prod.yaml": { tags: {} } }), []);
});

test("the published schemas take values in every spelling that the front door takes", () => {
  const plans = [
    "resources: [{ type: KeyVault, policy: RBAC }, { type: Blob Storage, tier: Standard }]",
    "resources: [{ type: AKS, size: Small }]",
    "resources: [{ type: Log-Analytics }, { type: Service_Bus }]",
    'resources: [{ type: "azure-native:storage:StorageAccount" }, { type: "azure:containerservice:ManagedCluster" }]',
    "KeyVault: RBAC\nBlob: standard\nLogAnalytics: true\nServiceBus: true\nDNS: auth.europe.connectsoft.io",
    '"azure-native:keyvault:Vault": true',
  ];
  for (const plan of plans) bothTake("infra-plan.yaml", plan);
  bothTake("replication-strategy.yaml", "replication: { storage: Geo_Redundant, dns: FAILOVER }");
  const spelt = edited(["environment: staging", "environment: STG"]);
  assert.ok(acceptRequest({ text: spelt, format: "yaml" }, context).ok);
  assert.deepEqual(refusals("request", parse(spelt)), []);
});

test("the published schemas take fields in camel case, and need one of a field's names", () => {
  const {
    trace_id: traceId,
    environment: targetEnvironment,
    ...others
  } = parse(sample("invocation.yaml")) as Record<string, unknown>;
  const request = { ...others, traceId, targetEnvironment };
  assert.ok(acceptRequest({ text: JSON.stringify(request), format: "json" }, context).ok);
  assert.deepEqual(refusals("request", request), []);
  for (const less of [
    { ...others, traceId },
    { ...others, targetEnvironment },
  ])
    assert.notDeepEqual(refusals("request", less), []);
});

test("the published schemas refuse values outside the list, unknown kinds and unknown fields", () => {
  const request = parse(sample("invocation.yaml")) as Record<string, unknown>;
  assert.notDeepEqual(refusals("request", { ...request, environment: "moon" }), []);
  assert.notDeepEqual(refusals("request", { ...request, trace: "t" }), []);
  for (const type of ["key.vault", "keyvaults", "", 1])
    assert.notDeepEqual(refusals("infra-plan", { resources: [{ type }] }), [], String(type));
});

test("editors complete kinds and values as we write them", () => {
  const plan = publishedSchemas(kinds).find(({ name }) => name === "infra-plan");
  const text = JSON.stringify(plan?.jsonSchema("x"));
  for (const known of ['"enum":["keyvault","key_vault","kv"', '"enum":["small","standard","large"]'])
    assert.ok(text.includes(known), known);
  assert.ok(!/"enum":\[[^\]]*azure-native/.test(text));
});

test("a published bundle names its documents and their other names", () => {
  const documents = { "infra_plan.yaml": "resources: []", "secrets.yaml": "", "environment-overlay.STG.yml": "" };
  assert.deepEqual(refusals("bundle", { documents }), []);
  assert.notDeepEqual(refusals("bundle", { documents: { "other.yaml": "" } }), []);
});
