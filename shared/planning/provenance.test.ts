import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  authRequest,
  dualRegionRequest,
  invoiceRequest,
  readKnowledge,
  sha256,
  wideRequest,
} from "../../test/kit/requests.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import { Provenance } from "../contracts/provenance.js";
import { ProvisionRequest, type AcceptedRequest } from "../contracts/request.js";
import { provenanceComments } from "../rendering/provenanceComments.js";
import { planLeaves } from "./planLeaves.js";
import { resolvePlan, type PlanOptions } from "./resolvePlan.js";

const knowledge = await readKnowledge();

const samples = {
  "auth-service": authRequest(),
  "invoice-service": invoiceRequest(),
  wide: wideRequest(),
  "dual-region": dualRegionRequest(),
};
for (const [name, request] of Object.entries(samples))
  test(`names for every value of the plan of ${name} who set it, and for nothing else`, () => {
    const { provenance, resources, secrets, ...rest } = planned(request);
    const others = Object.entries(rest).filter(([member]) => !["version", "corrections"].includes(member));
    const values = [
      ...valuesIn(Object.fromEntries(others)),
      ...resources.flatMap((resource) => valuesIn({ resources: { [resource.logicalName]: resource } })),
      ...secrets.flatMap((secret) => valuesIn({ secrets: { [secret.name]: secret } })),
    ];
    assert.deepEqual(
      values.filter((path) => provenance[path] === undefined),
      [],
    );
    const told = new Set(values);
    assert.deepEqual(
      Object.keys(provenance).filter((path) => !told.has(path)),
      [],
    );
  });

/** Paths of the values in a part of a plan, found without its own list of them. */
function valuesIn(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  if (Array.isArray(value) && value.every((each) => typeof each !== "object")) return [path];
  const { kind } = value as { readonly kind?: unknown };
  if (kind === "literal" && "value" in value) return valuesIn(value.value, path);
  if (kind === "output" || kind === "subnet") return [path];
  if (kind === "list" && "items" in value) return valuesIn(value.items, path);
  if (kind === "object" && "members" in value) return valuesIn(value.members, path);
  return Object.entries(value).flatMap(([key, each]) => valuesIn(each, path === "" ? key : `${path}.${key}`));
}

for (const tags of [
  { kind: "literal", value: "gold" },
  { kind: "output", logicalName: "storage", output: "id" },
])
  test(`names who set the tags ${Object.keys(tags).join(", ")}, which are words of arguments too`, () => {
    const { provenance } = planned(authRequest({ tags }));
    for (const tag of Object.keys(tags))
      assert.deepEqual(provenance[`tags.${tag}`], [{ kind: "input", field: `tags.${tag}` }]);
  });

test("names who set every value, whatever a request leaves out", () => {
  const entries: ProvisionRequest["infraPlan"] = [
    { kind: "aks" },
    { kind: "aks", size: "small", nodeCount: 2 },
    { kind: "keyvault" },
    { kind: "storage" },
    { kind: "storage", tier: "cool", containers: ["inbox"] },
    { kind: "dns", fqdn: "auth.europe.connectsoft.io" },
    { kind: "dns", fqdn: "example.io" },
    { kind: "monitoring" },
  ];
  fc.assert(
    fc.property(
      fc.subarray(entries, { minLength: 1 }),
      fc.constantFrom<ProvisionRequest["replication"]>({}, { storage: "local" }, { dns: "failover" }),
      fc.dictionary(
        fc.constantFrom("edition", "cost.center", "a/b~c", "env", "Region"),
        fc.constantFrom("EU", "staging"),
      ),
      fc.constantFrom(undefined, "T-134"),
      (infraPlan, replication, tags, tenantId) => {
        const { request } = authRequest({ infraPlan, replication, tags, ...(tenantId && { tenantId }) });
        const accepted = { request: omit(request, "resourcePrefix", "resourceGroup"), corrections: [] };
        const result = resolvePlan(accepted, knowledge, sha256);
        fc.pre(result.ok);
        const { provenance } = result.value;
        for (const path of planLeaves(result.value).keys()) assert.ok((provenance[path] ?? []).length > 0, path);
        for (const each of Object.values(provenance).flat()) assert.deepEqual(Provenance.parse(each), each);
      },
    ),
    { numRuns: 300 },
  );
});

const origin = { document: "infra-plan.yaml", pointer: "#/resources/0/node_count", line: 4, column: 17 };
const origins = { "/infraPlan/0/nodeCount": origin, "/infraPlan/0": { ...origin, pointer: "#/resources/0", line: 2 } };

test("points to where the caller wrote a value, or what holds it", () => {
  const { provenance } = planned({ ...authRequest(), origins });
  assert.deepEqual(provenance["resources.cluster.args.nodeCount"], [
    { kind: "input", field: "infra_plan.aks.node_count", origin },
  ]);
  assert.deepEqual(provenance["resources.cluster.kind"]?.[0], {
    kind: "input",
    field: "infra_plan.aks",
    origin: origins["/infraPlan/0"],
  });
});

test("tells an overlay's word from the base's", () => {
  const overlay = { document: "environment-overlay.yaml", pointer: "#/resource_group", line: 3, column: 1 };
  const { provenance } = planned({ ...authRequest(), origins: { "/resourceGroup": overlay } });
  assert.deepEqual(provenance["resourceGroup"], [{ kind: "overlay", field: "resource_group", origin: overlay }]);
});

test("keeps what a correction replaced, after who wrote it", () => {
  const correction = { action: "NormalisedEnvironment", field: "environment", valueApplied: "staging", reason: "stg" };
  const written = planned({ ...authRequest(), corrections: [{ ...correction, valueBefore: "stg" }] });
  assert.deepEqual(written.provenance["identity.environment"], [
    { kind: "input", field: "environment" },
    { kind: "correction", action: "NormalisedEnvironment", reason: "stg", replaced: { value: "stg" } },
  ]);
  const assumed = planned({ ...authRequest(), corrections: [correction] });
  assert.deepEqual(assumed.provenance["identity.environment"], [
    { kind: "rule", rule: "NormalisedEnvironment", reason: "stg" },
  ]);
});

test("keeps what a rule replaced: the conventional name, the run's trace, the declared compliance", () => {
  const request = authRequest({ tags: { compliance: "low" } });
  const { provenance } = planned(request, { stackTraceId: "trace-first" });
  const replaced = (path: string) => provenance[path]?.at(-1)?.replaced?.value;
  assert.equal(replaced("resources.storage.name"), "cs-stg-weu-auth-st");
  assert.equal(replaced("tags.trace_id"), "trace-auth-789");
  assert.equal(replaced("tags.compliance"), "low");
  assert.deepEqual(
    provenance["tags.compliance"]?.map(({ kind }) => kind),
    ["input", "rule", "correction"],
  );
});

test("says why a resource is planned that nobody asked for", () => {
  const { provenance } = planned(authRequest({ infraPlan: [{ kind: "aks" }], replication: {} }));
  assert.deepEqual(provenance["resources.vault.kind"], [
    { kind: "input", field: "secrets" },
    { kind: "rule", rule: "TopologyExpander", reason: "secrets need a vault" },
  ]);
});

test("comments on a value alike wherever and however it was written", () => {
  const renamed = { action: "NormalisedValue", field: "infra_plan.aks.node_count", valueApplied: 3, reason: "text" };
  const texts = [
    authRequest(),
    { ...authRequest(), origins },
    { ...authRequest(), origins, corrections: [{ ...renamed, valueBefore: "3" }] },
  ].map((request) => provenanceComments(planned(request))("cluster")("args.nodeCount"));
  assert.deepEqual([...new Set(texts)], ["request: node_count"]);
});

function omit(request: ProvisionRequest, ...members: readonly (keyof ProvisionRequest)[]): ProvisionRequest {
  const kept = Object.entries(request).filter(([key]) => !members.includes(key as keyof ProvisionRequest));
  return ProvisionRequest.parse(Object.fromEntries(kept));
}

function planned(accepted: AcceptedRequest, options: PlanOptions = {}): ResolvedPlan {
  const result = resolvePlan(accepted, knowledge, sha256, options);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
