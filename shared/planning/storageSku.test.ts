import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { PlanEntry, ProvisionRequest } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
type Storage = Extract<PlanEntry, { kind: "storage" }>;

function skuOf(environment: ProvisionRequest["environment"], region: string, storage: Omit<Storage, "kind"> = {}) {
  const changes = { environment, region, regions: { primary: region, zones: [] }, secrets: [] };
  const infraPlan: PlanEntry[] = [{ kind: "storage", ...storage }];
  const request = authRequest({ ...changes, infraPlan, replication: { storage: "geo-redundant" } });
  const plan = resolvePlan(request, knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  const account = plan.value.resources.find((each) => each.kind === "storage");
  return { sku: account?.args.sku, why: plan.value.provenance["resources.storage.args.sku"] };
}

const cases: [
  environment: ProvisionRequest["environment"],
  region: string,
  storage: Omit<Storage, "kind">,
  sku: string,
][] = [
  ["prod", "westeurope", {}, "Standard_GZRS"],
  ["prod", "westeurope", { tier: "cool" }, "Standard_GZRS"],
  ["staging", "westeurope", {}, "Standard_GRS"],
  // No zones.
  ["prod", "ukwest", {}, "Standard_GRS"],
  // Accounts over zones have no archive tier.
  ["prod", "westeurope", { tier: "hot", lifecycle: { archiveAfterDays: 90 } }, "Standard_GRS"],
];
for (const [environment, region, storage, sku] of cases)
  test(`copies ${JSON.stringify(storage)} of ${environment} in ${region} to the pair as ${sku} [CP-014]`, () => {
    assert.equal(skuOf(environment, region, storage).sku, sku);
  });

test("says that the environment had a say in the SKU where it had one", () => {
  const fieldsOf = (environment: ProvisionRequest["environment"]) =>
    skuOf(environment, "westeurope").why?.flatMap((each) =>
      each.kind === "rule" ? [each.reason, ...(each.from ?? []).map(({ field }) => field)] : [],
    );
  assert.deepEqual(fieldsOf("prod"), [
    "tier standard, replication geo-redundant, over zones in production",
    "replication.storage",
    "environment",
  ]);
  assert.deepEqual(fieldsOf("staging"), ["tier standard, replication geo-redundant", "replication.storage"]);
});
