import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Origin } from "../contracts/provenance.js";
import { accepted, edited, faultsOf, sample, sampleDocuments, scanned } from "./testing/samples.js";

const bundle = (more: Readonly<Record<string, string>>): string =>
  JSON.stringify({ documents: { ...sampleDocuments(), ...more } });

const overlay = `environment: staging
resource_group: cs-stg-other
tags:
  edition: US
  team: identity
replication:
  storage: local
infra_plan:
  aks:
    node_count: 5
  storage: hot
  keyvault: false
  redis:
    sku: Balanced_B1
`;

test("applies the overlay of the run's environment over all documents, value by value [CP-028]", () => {
  const { request } = accepted(bundle({ "environment-overlay.staging.yaml": overlay }), "json");
  assert.deepEqual(request.infraPlan, [
    { kind: "aks", size: "standard", nodeCount: 5, kubernetesVersion: "1.28" },
    { kind: "storage", tier: "hot" },
    { kind: "dns", fqdn: "auth.europe.connectsoft.io" },
    { kind: "described", of: "redis", settings: { sku: "Balanced_B1" } },
  ]);
  assert.deepEqual(request.replication, { storage: "local", dns: "failover", observability: "dual-region" });
  assert.equal(request.resourceGroup, "cs-stg-other");
  assert.deepEqual(request.tags, { env: "staging", edition: "US", trace_id: "trace-auth-789", team: "identity" });
});

test("says of every value that an overlay set where it stands and what it replaced", () => {
  const answer = accepted(bundle({ "environment-overlay.staging.yaml": overlay }), "json");
  const document = "environment-overlay.staging.yaml";
  assert.deepEqual(answer.origins?.["/infraPlan/0/nodeCount"], {
    document,
    pointer: "#/infra_plan/aks/node_count",
    line: 10,
    column: 17,
  });
  assert.deepEqual(answer.overlaid?.["/infraPlan/0/nodeCount"], {
    replaced: {
      value: 3,
      origin: { document: "infra-plan.yaml", pointer: "#/resources/0/node_count", line: 4, column: 17 },
    },
  });
  assert.deepEqual(Object.keys(answer.overlaid).sort(), [
    "/infraPlan/0/nodeCount",
    "/infraPlan/1/tier",
    "/infraPlan/3",
    "/infraPlan/3/settings/sku",
    "/replication/storage",
    "/resourceGroup",
    "/tags/edition",
    "/tags/team",
  ]);
  assert.deepEqual(answer.overlaid["/tags/team"], {}, "nothing said it before");
  const applied = answer.corrections.filter(({ action }) => action === "AppliedOverlay");
  assert.deepEqual(
    applied.map(({ field, valueBefore, valueApplied }) => [field, valueBefore, valueApplied]),
    [
      ["resource_group", "cs-stg-infra", "cs-stg-other"],
      ["tags.edition", "EU", "US"],
      ["replication.storage", "geo-redundant", "local"],
      ["infra_plan.aks.node_count", 3, 5],
      ["infra_plan.storage.tier", "standard", "hot"],
      ["infra_plan.keyvault", true, false],
      ["infra_plan.redis", undefined, true],
    ],
  );
});

test("lets the named overlay win over environment-overlay.yaml, and that over the other documents", () => {
  const base = `${sampleDocuments()["environment-overlay.yaml"] ?? ""}infra_plan: { aks: { node_count: 4, size: large } }\nreplication: { dns: single }\n`;
  const named = "infra_plan: { aks: { node_count: 5 } }\n";
  const answer = accepted(
    bundle({ "environment-overlay.yaml": base, "environment-overlay.staging.yaml": named }),
    "json",
  );
  const [cluster] = answer.request.infraPlan;
  assert.deepEqual(cluster, { kind: "aks", size: "large", nodeCount: 5, kubernetesVersion: "1.28" });
  assert.equal(answer.request.replication.dns, "single");
  assert.deepEqual(answer.overlaid?.["/infraPlan/0/nodeCount"]?.replaced?.value, 4);
  assert.deepEqual(answer.overlaid["/infraPlan/0/size"]?.replaced?.value, "standard");
});

test("checks overlays of other environments and applies none of them", () => {
  const plain = accepted(bundle({}), "json");
  const other = accepted(
    bundle({ "environment-overlay.prod.yaml": "infra_plan: { aks: { node_count: 5 } }\n" }),
    "json",
  );
  assert.deepEqual(other.request, plain.request);
  const faults = faultsOf(
    bundle({ "environment-overlay.prod.yaml": "infra_plan: { aks: { node_count: many } }\n" }),
    "json",
  );
  assert.deepEqual(scanned(faults), ["environment-overlay.prod.yaml 1:34 #/infra_plan/aks/node_count wrong-type"]);
});

test("holds what overlays make of a plan against the rules for plans", () => {
  const faults = faultsOf(
    bundle({ "environment-overlay.staging.yaml": "infra_plan: { aks: { node_count: 6 } }\n" }),
    "json",
  );
  assert.deepEqual(scanned(faults), [
    "environment-overlay.staging.yaml 1:34 #/infra_plan/aks/node_count quota-exceeded",
  ]);
  const emptied = "infra_plan: { aks: false, keyvault: false, storage: false, dns: false }\n";
  assert.deepEqual(scanned(faultsOf(bundle({ "environment-overlay.staging.yaml": emptied }), "json")), [
    "infra-plan.yaml 1:1 # empty-plan",
  ]);
  const two = { "infra-plan.yaml": "resources: [{ type: storage }, { type: storage, tier: hot }]\n" };
  const ambiguous = faultsOf(
    bundle({ ...two, "environment-overlay.staging.yaml": "infra_plan: { storage: cool }\n" }),
    "json",
  );
  assert.deepEqual(scanned(ambiguous), [
    "environment-overlay.staging.yaml 1:24 #/infra_plan/storage ambiguous-overlay",
  ]);
  assert.match(ambiguous[0]?.detail ?? "", /#\/resources\/0, #\/resources\/1/);
});

test("applies overlays of a request in one document, of which each environment has one", () => {
  const overlays = `auto_proceed: true
overlays:
  - environment: production
    infra_plan: { aks: { node_count: 9 } }
  - env: stg
    infra_plan: { aks: { node_count: 4 } }`;
  const { request } = accepted(edited(["auto_proceed: true", overlays]));
  assert.deepEqual(request.infraPlan[0], { kind: "aks", nodeCount: 4, kubernetesVersion: "1.28" });
  const twice = faultsOf(edited(["auto_proceed: true", overlays.replace("production", "staging")]));
  assert.deepEqual(scanned(twice), ["16:10 #/overlays/1/env contradiction"]);
  assert.match(twice[0]?.detail ?? "", /#\/overlays\/0/);
});

test("the order of members decides nothing [CP-044]", () => {
  const lines = [
    "resource_group: cs-stg-other",
    "tags: { edition: US }",
    "replication: { dns: single }",
    "infra_plan: { redis: true, storage: hot, acr: true }",
  ];
  const expected = accepted(bundle({ "environment-overlay.staging.yaml": lines.join("\n") }), "json").request;
  fc.assert(
    fc.property(
      fc.shuffledSubarray(lines, { minLength: lines.length }),
      fc.shuffledSubarray(Object.keys(sampleDocuments()), { minLength: 7 }),
      (order, names) => {
        const documents = Object.fromEntries(names.map((name) => [name, sampleDocuments()[name] ?? ""]));
        const text = JSON.stringify({
          documents: { "environment-overlay.staging.yaml": order.join("\n"), ...documents },
        });
        assert.deepEqual(accepted(text, "json").request, expected);
      },
    ),
    { numRuns: 20 },
  );
});

test("every value of a request points at what was written, in each form of a request", () => {
  for (const [text, format] of [
    [sample("invocation.yaml"), "yaml"],
    [sample("invocation.json"), "json"],
  ] as const) {
    const { request, origins = {} } = accepted(text, format);
    const lines = text.split("\n");
    const at = ({ line = 0, column = 0 }: Partial<Origin> = {}) => lines[line - 1]?.slice(column - 1) ?? "";
    assert.ok(at(origins["/traceId"]).replace('"', "").startsWith(request.traceId));
    for (const [pointer, origin] of Object.entries(origins)) {
      const value = pointer
        .slice(1)
        .split("/")
        .filter((key) => key !== "")
        .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], request);
      assert.notEqual(value, undefined, pointer);
      if (typeof value === "number") assert.ok(at(origin).startsWith(String(value)), pointer);
    }
    assert.ok(Object.keys(origins).length >= 17, `${format}: ${Object.keys(origins).length}`);
  }
});
