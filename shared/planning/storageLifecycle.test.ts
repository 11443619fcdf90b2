import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, invoiceRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { Lifecycle, PlanEntry, Replication } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
type Tier = Extract<PlanEntry, { kind: "storage" }>["tier"];

function planOf(
  lifecycle: Lifecycle | undefined,
  request = authRequest,
  storage: Replication["storage"] = "local",
  tier: Tier = "hot",
) {
  const infraPlan: PlanEntry[] = [{ kind: "storage", tier, ...(lifecycle && { lifecycle }) }];
  return resolvePlan(request({ infraPlan, replication: { storage }, secrets: [] }), knowledge, sha256);
}

function lifecycleOf(...asked: Parameters<typeof planOf>): unknown {
  const plan = planOf(...asked);
  assert.ok(plan.ok, JSON.stringify(plan));
  const storage = plan.value.resources.find((each) => each.kind === "storage");
  return storage?.args.lifecycle;
}

function faultsOf(...asked: Parameters<typeof planOf>): string[] {
  const plan = planOf(...asked);
  return plan.ok ? [] : plan.faults.map(({ rule }) => rule);
}

test("keeps overwritten versions for a time of the environment's class, and no version forever", () => {
  assert.deepEqual(lifecycleOf(undefined), { deleteVersionsAfterDays: 30 });
  assert.deepEqual(lifecycleOf(undefined, invoiceRequest), { deleteVersionsAfterDays: 365 });
});

test("moves and deletes blobs as the request says", () => {
  const asked = { coolAfterDays: 30, archiveAfterDays: 90, deleteAfterDays: 365, deleteVersionsAfterDays: 7 };
  assert.deepEqual(lifecycleOf(asked), asked);
  assert.deepEqual(lifecycleOf({ coolAfterDays: 30 }), { coolAfterDays: 30, deleteVersionsAfterDays: 30 });
});

test("refuses steps that come too late, and tiers that an account does not have", () => {
  assert.deepEqual(faultsOf({ coolAfterDays: 90, deleteAfterDays: 90 }), ["contradiction"]);
  assert.deepEqual(faultsOf({ archiveAfterDays: 90 }, authRequest, "zone-redundant"), ["forbidden-lifecycle"]);
  assert.deepEqual(faultsOf({ coolAfterDays: 30 }, authRequest, "local", "premium"), ["forbidden-lifecycle"]);
  assert.deepEqual(faultsOf({ deleteAfterDays: 30 }, authRequest, "local", "premium"), []);
});
