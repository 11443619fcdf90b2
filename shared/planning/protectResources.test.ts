import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, invoiceRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import type { AcceptedRequest, PlanEntry } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();

function planOf(accepted: AcceptedRequest): ResolvedPlan {
  const plan = resolvePlan(accepted, knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  return plan.value;
}

const protectedIn = ({ resources }: ResolvedPlan): string[] =>
  resources.filter(({ protect }) => protect).map(({ logicalName }) => logicalName);

test("protects in production what holds data, secrets or a delegation, and says so of each", () => {
  const administrator = { administrator: "sg-db", administrator_id: "11111111-2222-3333-4444-555555555555" };
  const infraPlan: PlanEntry[] = [
    { kind: "aks" },
    ...invoiceRequest().request.infraPlan,
    { kind: "described", of: "postgresql", settings: administrator },
    { kind: "described", of: "redis", settings: {} },
    { kind: "described", of: "alerts", settings: { emails: ["ops@example.com"] } },
  ];
  const plan = planOf(invoiceRequest({ infraPlan }));
  assert.deepEqual(protectedIn(plan), ["vault", "storage", "postgres", "dns"]);
  for (const name of protectedIn(plan)) {
    const [why] = plan.provenance[`resources.${name}.protect`] ?? [];
    assert.ok(why?.kind === "rule" && why.rule === "ProtectResources", name);
  }
});

test("protects nothing where things are tried out", () => {
  assert.deepEqual(protectedIn(planOf(authRequest())), []);
});
