import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { ProvisionRequest } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();

/** The kinds that are planned for a request, as the specification labels them. */
function labelsOf(changes: Partial<ProvisionRequest>): readonly string[] {
  const result = resolvePlan(authRequest({ replication: {}, secrets: [], ...changes }), knowledge, sha256);
  return result.ok ? result.value.resourcePlan : result.faults.map(({ rule }) => rule);
}

const storage: ProvisionRequest["infraPlan"] = [{ kind: "storage", tier: "cool" }];
const useCases = [
  ["auth-service", ["LogAnalytics", "KeyVault", "BlobStorage", "AKS", "PublicIP", "ManagedIdentity", "DNS"], "CP-073"],
  ["report-generator", ["LogAnalytics", "KeyVault", "BlobStorage"], "CP-074"],
  ["tenant-onboarding", ["KeyVault", "BlobStorage", "ManagedIdentity", "DNS"], "CP-075"],
] as const;

for (const [blueprint, labels, id] of useCases)
  test(`fills a partial plan of the use case ${blueprint} [${id}]`, () => {
    for (const blueprintId of [blueprint, `${blueprint}-v2`, `blueprint-${blueprint}`])
      assert.deepEqual(labelsOf({ blueprintId, infraPlan: storage }), labels);
  });

test("keeps what the plan says itself, and records what the use case added", () => {
  const request = authRequest({ blueprintId: "report-generator", infraPlan: storage, replication: {}, secrets: [] });
  const result = resolvePlan(request, knowledge, sha256);
  assert.ok(result.ok);
  const { resources, corrections, provenance } = result.value;
  assert.deepEqual(
    resources.flatMap((each) => (each.kind === "storage" ? [each.args.accessTier] : [])),
    ["Cool"],
  );
  assert.deepEqual(
    corrections.filter(({ action }) => action.startsWith("Inferred")).map(({ action }) => action),
    ["InferredKeyVault", "InferredMonitoring"],
  );
  assert.match(JSON.stringify(provenance["resources.vault.kind"]), /the use case report-generator needs it/);
});

test("makes a plan of nothing from the use case of blueprint or component, and refuses to guess another [CP-101]", () => {
  assert.ok(labelsOf({ blueprintId: "tenant-onboarding", infraPlan: [] }).includes("ManagedIdentity"));
  assert.ok(labelsOf({ component: "ReportGenerator", infraPlan: [] }).includes("BlobStorage"));
  assert.deepEqual(labelsOf({ component: "ReportService", infraPlan: [] }), ["missing-field"]);
});

test("adds nothing to a plan whose blueprint is of no use case", () => {
  assert.deepEqual(labelsOf({ blueprintId: "blueprint-auth-multi", infraPlan: storage }), ["BlobStorage"]);
  assert.deepEqual(labelsOf({ blueprintId: "my-auth-services", infraPlan: storage }), ["BlobStorage"]);
});

test("knows every kind that a use case needs", () => {
  const known = new Set(["aks", "dns", "keyvault", "storage", "monitoring", ...Object.keys(knowledge.kinds)]);
  for (const { infrastructure } of Object.values(knowledge.blueprints.useCases))
    for (const kind of infrastructure) assert.ok(known.has(kind), kind);
});
