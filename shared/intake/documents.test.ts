import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fault } from "../contracts/problem.js";
import type { AcceptedRequest } from "../contracts/request.js";
import {
  accepted,
  context,
  corrected,
  edited,
  faultsOf,
  sampleDocuments,
  scanned,
  withPlan,
} from "./testing/samples.js";

const bundle = (documents: Readonly<Record<string, string>>): string => JSON.stringify({ documents });
const withDocuments = (more: Readonly<Record<string, string>>): AcceptedRequest =>
  accepted(bundle({ ...sampleDocuments(), ...more }), "json");
const faultsWith = (more: Readonly<Record<string, string>>): readonly Fault[] =>
  faultsOf(bundle({ ...sampleDocuments(), ...more }), "json");

test("adds the names of a DNS domain map to the plan, once, and allocates its zones [CP-010]", () => {
  const answer = withDocuments({
    "dns-domain-map.yaml":
      "zones: [europe.connectsoft.io, apps.connectsoft.io]\nrecords:\n  - auth.europe.connectsoft.io\n  - { fqdn: Login.europe.connectsoft.io }\n",
  });
  const names = answer.request.infraPlan.flatMap((entry) => (entry.kind === "dns" ? [entry.fqdn] : []));
  assert.deepEqual(names, ["auth.europe.connectsoft.io", "login.europe.connectsoft.io", "apps.connectsoft.io"]);
  assert.deepEqual(answer.request.dnsZones, ["europe.connectsoft.io", "apps.connectsoft.io"]);
  const added = answer.corrections.filter(({ action }) => action === "AddedDns");
  assert.deepEqual(
    added.map(({ valueApplied, document, pointer }) => [valueApplied, document, pointer]),
    [
      ["login.europe.connectsoft.io", "dns-domain-map.yaml", "#/records/1/fqdn"],
      ["apps.connectsoft.io", "dns-domain-map.yaml", "#/zones/1"],
    ],
  );
});

test("lets dns_map_override win over the plan and the map, and says what it replaced [CP-108]", () => {
  const override = "dns_map_override: { zones: [connectsoft.io], records: [auth.eu.connectsoft.io] }";
  const map = "dns_domain_map: { records: [a.connectsoft.io] }";
  const answer = accepted(withPlan(`infra_plan: { dns: b.connectsoft.io }\n${map}\n${override}`));
  assert.deepEqual(answer.request.infraPlan, [{ kind: "dns", fqdn: "auth.eu.connectsoft.io" }]);
  assert.deepEqual(answer.request.dnsZones, ["connectsoft.io"]);
  const [correction] = answer.corrections.filter(({ action }) => action === "OverriddenDns");
  assert.deepEqual(correction?.valueBefore, ["b.connectsoft.io", "a.connectsoft.io"]);
  assert.deepEqual(correction.valueApplied, ["auth.eu.connectsoft.io"]);

  const hint = accepted(
    withPlan("infra_plan: { dns: b.connectsoft.io }\ndns_map_override: { zones: [connectsoft.io] }"),
  );
  assert.deepEqual(hint.request.infraPlan, [{ kind: "dns", fqdn: "b.connectsoft.io" }]);
  assert.ok(!corrected(hint).includes("OverriddenDns infra_plan.dns"), "a hint replaces nothing");
});

test("takes the zones of the run's region from a zone mapping [CP-010, CP-017]", () => {
  const regionMap = { "cloud-region-map.yaml": "primary_region: westeurope\n" };
  for (const mapping of ["zones: [2, 1]\n", "zones:\n  West Europe: [1, 2]\n  northeurope: [3]\n"])
    assert.deepEqual(
      withDocuments({ ...regionMap, "zone-mapping.yaml": mapping }).request.regions.zones,
      ["1", "2"],
      mapping,
    );
});

test("says of an empty document of a bundle what to do about it, and not to send a request", () => {
  for (const [name, text] of [
    ["zone-mapping.yaml", "# nothing yet\n"],
    ["zone-mapping.json", " "],
  ] as const) {
    const [fault] = faultsOf(bundle({ ...sampleDocuments(), [name]: text }), "json").filter(
      ({ document }) => document === name,
    );
    assert.deepEqual(
      [fault?.detail, fault?.remedy],
      ["The document is empty.", "Write its fields, or leave the document out."],
    );
  }
  assert.equal(faultsOf("")[0]?.remedy, "Send a request.");
});

test("records under which name a zone mapping means the run's region", () => {
  const { request, corrections } = withDocuments({
    "cloud-region-map.yaml": "primary_region: westeurope\n",
    "zone-mapping.yaml": "zones: { weu: [2] }\n",
  });
  assert.deepEqual(request.regions.zones, ["2"]);
  const noted = corrections.filter(({ field }) => field.startsWith("zone_mapping"));
  assert.deepEqual(
    noted.map(({ action, valueBefore, valueApplied, pointer }) => [action, valueBefore, valueApplied, pointer]),
    [["NormalisedRegion", "weu", "westeurope", "#/zones/weu"]],
  );
});

test("records that the secondary region is not given the zones that a mapping lists for it", () => {
  const unused = (mapping: string) =>
    withDocuments({
      "cloud-region-map.yaml": "primary_region: westeurope\nsecondary_region: northeurope\n",
      "zone-mapping.yaml": mapping,
    }).corrections.filter(({ action }) => action === "UnusedZones");
  assert.deepEqual(
    unused("zones: { westeurope: [1, 2], North Europe: [3] }\n").map(
      ({ valueBefore, valueApplied, severity, pointer }) => [valueBefore, valueApplied, severity, pointer],
    ),
    [[["3"], ["1", "2"], "warning", "#/zones/North%20Europe"]],
  );
  assert.deepEqual(unused("zones: { westeurope: [1, 2], northeurope: [2, 1] }\n"), []);
});

test("applies compliance tags and limits on access [CP-006, CP-010]", () => {
  const answer = withDocuments({
    "infra-plan.yaml": "resources: [{ type: keyvault }]\n",
    "resource-compliance-tags.yaml":
      "compliance: high\ntags: { data_class: confidential }\naccess_limits: { key_vault: RBAC }\n",
  });
  assert.deepEqual(answer.request.tags, {
    env: "staging",
    edition: "EU",
    trace_id: "trace-auth-789",
    data_class: "confidential",
    compliance_level: "high",
  });
  assert.deepEqual(answer.request.infraPlan, [{ kind: "keyvault", policy: "rbac" }]);
  assert.deepEqual(answer.origins?.["/infraPlan/0/policy"], {
    document: "resource-compliance-tags.yaml",
    pointer: "#/access_limits/key_vault",
    line: 3,
    column: 29,
  });
});

test("takes the wish for a cost projection as it is, and silence as none [CP-110]", () => {
  const answer = accepted(edited(["auto_proceed: true", "auto_proceed: true\ncost_estimate_required: true"]));
  assert.equal(answer.request.costEstimateRequired, true);
  assert.deepEqual(
    answer.corrections.filter(({ field }) => field === "cost_estimate_required"),
    [],
  );
  const without = accepted(edited(["auto_proceed: true", "auto_proceed: true\ncost_estimate_required: false"]));
  assert.equal("costEstimateRequired" in without.request, false);
});

test("takes the fallback region that a request names, and else the secondary one [CP-142]", () => {
  const named = accepted(edited(["region: westeurope", "region: westeurope\nfallback_region: North Europe"]));
  assert.equal(named.request.fallbackRegion, "northeurope");
  assert.equal(withDocuments({}).request.fallbackRegion, "northeurope");
  assert.equal(accepted(edited(["agent_origin", "agent_origin"])).request.fallbackRegion, undefined);
});

const contradictions: Readonly<
  Record<string, readonly [documents: Record<string, string>, fault: string, says: RegExp]>
> = {
  "zones in the region map and in the zone mapping": [
    { "zone-mapping.yaml": "zones:\n  - 3\n" },
    "zone-mapping.yaml 2:3 #/zones contradiction",
    /3; `zones` lists 1, 2 \(cloud-region-map\.yaml #\/zones\)/,
  ],
  "zones of a region under two of its names": [
    {
      "cloud-region-map.yaml": "primary_region: westeurope\n",
      "zone-mapping.yaml": "zones:\n  West Europe: [1]\n  weu: [2]\n",
    },
    "zone-mapping.yaml 3:8 #/zones/weu contradiction",
    /#\/zones\/West%20Europe/,
  ],
  "a tag in the overlay and in the compliance tags": [
    { "resource-compliance-tags.yaml": "tags: { edition: US }\n" },
    "environment-overlay.yaml 6:12 #/tags/edition contradiction",
    /resource-compliance-tags\.yaml #\/tags\/edition/,
  ],
  "two levels of compliance": [
    { "resource-compliance-tags.yaml": "compliance: high\ntags: { compliance_level: low }\n" },
    "resource-compliance-tags.yaml 2:27 #/tags/compliance_level contradiction",
    /#\/compliance/,
  ],
  "the plan's vault and the limit on access": [
    { "resource-compliance-tags.yaml": "access_limits: { keyvault: rbac }\n" },
    "infra-plan.yaml 7:13 #/resources/1/policy contradiction",
    /resource-compliance-tags\.yaml #\/access_limits\/keyvault/,
  ],
  "an overlay's name and its content": [
    { "environment-overlay.prod.yaml": "environment: staging\n" },
    "environment-overlay.prod.yaml 1:14 #/environment contradiction",
    /`prod` and says it is for "staging"/,
  ],
};
for (const [what, [documents, fault, says]] of Object.entries(contradictions))
  test(`refuses a contradiction: ${what}`, () => {
    const found = faultsWith(documents);
    assert.deepEqual(scanned(found), [fault]);
    assert.match(found[0]?.detail ?? "", says);
  });

test("refuses role assignments in compliance tags, secrets in their tags, and zones of regions nobody knows", () => {
  assert.deepEqual(
    scanned(
      faultsWith({
        "resource-compliance-tags.yaml": "identity_scopes: [a]\ntags:\n  db_password: hunter2\n",
        "zone-mapping.yaml": "zones: { atlantis: [1] }\n",
      }),
    ),
    [
      "resource-compliance-tags.yaml 1:1 #/identity_scopes unsupported-field",
      "resource-compliance-tags.yaml 3:3 #/tags/db_password plaintext-secret",
      "zone-mapping.yaml 1:20 #/zones/atlantis unknown-region",
    ],
  );
});

test("goes without a plan only where the blueprint supplies one [CP-101]", () => {
  const without = withPlan("").replace("blueprint-auth-multi", "auth-service-v2");
  const supplied = {
    ...context,
    hasPlanOf: ({ blueprintId }: { blueprintId: string }) => blueprintId === "auth-service-v2",
  };
  assert.deepEqual(scanned(faultsOf(without)), ["1:1 #/infra_plan missing-field"]);
  assert.deepEqual(accepted(without, "yaml", supplied).request.infraPlan, []);
  assert.deepEqual(scanned(faultsOf(withPlan("infra_plan: {}"), "yaml", supplied)), ["14:13 #/infra_plan empty-plan"]);

  const documents = sampleDocuments();
  delete documents["infra-plan.yaml"];
  assert.deepEqual(scanned(faultsOf(bundle(documents), "json")), ["1:14 #/documents/infra-plan.yaml missing-document"]);
  const scope = (documents["component-scope.yaml"] ?? "").replace("blueprint-auth-multi", "auth-service-v2");
  const bundled = accepted(bundle({ ...documents, "component-scope.yaml": scope }), "json", supplied);
  assert.deepEqual(bundled.request.infraPlan, []);
});

test("takes the overlay of an environment by any word for it in its name, and refuses two for one [CP-028]", () => {
  const owner = (documents: Readonly<Record<string, string>>) => withDocuments(documents).request.tags["owner"];
  for (const name of ["staging", "stg", "stage", "Staging", "STG"])
    for (const file of [`environment-overlay.${name}.yaml`, `environment_overlay.${name}.yml`])
      assert.equal(owner({ [file]: "tags: { owner: me }\n" }), "me", file);
  assert.equal(owner({ "environment-overlay.production.yaml": "tags: { owner: me }\n" }), undefined);
  const said = withDocuments({ "environment-overlay.stg.yaml": "environment: Staging\ntags: { owner: me }\n" });
  assert.equal(said.origins?.["/tags/owner"]?.document, "environment-overlay.stg.yaml");

  for (const [one, other] of [
    ["environment-overlay.staging.yaml", "environment-overlay.stg.yaml"],
    ["environment-overlay.stage.yml", "environment-overlay.STG.yaml"],
  ] as const) {
    const [fault, ...more] = faultsWith({ [one]: "tags: { owner: a }\n", [other]: "tags: { owner: b }\n" });
    assert.deepEqual([fault?.rule, fault?.pointer, more.length], ["contradiction", `#/documents/${other}`, 0]);
    assert.ok(fault?.detail.includes(`\`${one}\``) && fault.detail.includes(`\`${other}\``), fault?.detail);
  }
  assert.deepEqual(
    faultsWith({ "environment-overlay.production.yaml": "environment: staging\n" }).map(({ rule }) => rule),
    ["contradiction"],
  );
});
