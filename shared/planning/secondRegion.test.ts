import assert from "node:assert/strict";
import { test } from "node:test";
import { dualRegionRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import type { Correction, ProvisionRequest, SettingValue } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
type Described = Extract<PlannedResource, { kind: "described" }>;

const administrator = {
  administrator: "sg-database-admins",
  administrator_id: "11111111-2222-3333-4444-555555555555",
};
/** What a plan must give of a kind. */
const needed: Readonly<Record<string, Record<string, SettingValue>>> = {
  alerts: { emails: ["ops@connectsoft.io"] },
  "azure-sql": { ...administrator, databases: ["orders"] },
  postgresql: administrator,
  "service-bus": { queues: ["orders"] },
};

test("decides of every kind that is in a region what of it stands in the secondary one, with a reason", () => {
  const undecided = Object.values(knowledge.kinds).filter(
    ({ isRegional, secondRegion }) => isRegional && secondRegion.reason.includes("says nothing"),
  );
  assert.deepEqual(
    undecided.map(({ kind }) => kind),
    [],
  );
});

for (const { kind, secondRegion, isRegional } of Object.values(knowledge.kinds))
  test(`has ${kind} in the secondary region as its entry decides, or says why not`, () => {
    const plan = planned(plansOf(kind));
    const there = ofKind(plan, kind).filter(({ region }) => region === "northeurope");
    const isMirrored = isRegional && secondRegion.is === "mirrored";
    assert.equal(there.length, isMirrored ? 1 : 0);
    const notes = notesOf(plan, kind);
    assert.equal(notes.length, isRegional && secondRegion.is === "primary-only" ? 1 : 0);
    for (const { reason } of notes) assert.ok(reason.endsWith(secondRegion.reason));
  });

test("mirrors with what the mirror leans on, none of it in the lost region", () => {
  const plan = planned(plansOf("container-apps"));
  const there = plan.resources.filter(({ region }) => region === "northeurope");
  assert.deepEqual(
    there.map(({ logicalName }) => logicalName),
    ["resource-group-northeurope", "logs-northeurope", "vault-northeurope", "identity-northeurope", "apps-northeurope"],
  );
  const [mirror] = there.filter((each): each is Described => each.kind === "described");
  assert.deepEqual(mirror?.args["workspaceId"], {
    kind: "output",
    logicalName: "logs-northeurope",
    output: "workspaceId",
  });
  const inferred = plan.corrections.find(({ action }) => action === "InferredFailover");
  assert.deepEqual(inferred?.valueApplied, {
    region: "northeurope",
    resources: ["resource-group", "monitoring", "keyvault", "container-apps"],
  });
});

test("gives a mirrored namespace the queues of the first and a name of its own, and says who asked", () => {
  const plan = planned(plansOf("service-bus"));
  const [first, mirror] = ofKind(plan, "service-bus");
  assert.deepEqual(mirror?.args["queues"], first?.args["queues"]);
  assert.notEqual(mirror?.name, first?.name);
  assert.deepEqual(plan.provenance["resources.bus-northeurope.args.queues.0.name"]?.[0]?.kind, "input");
  const [why] = plan.provenance["resources.bus-northeurope.of"] ?? [];
  assert.ok(why?.kind === "rule" && why.reason.includes("messages stay where they are"));
});

test("lets a mirrored identity into the vault beside it and into the accounts, which are in both regions", () => {
  const identity: ProvisionRequest["infraPlan"][number] = described("managed-identity");
  const infraPlan: ProvisionRequest["infraPlan"] = [
    { kind: "keyvault", policy: "rbac" },
    { kind: "storage" },
    identity,
  ];
  const plan = planned(dualRegionRequest({ infraPlan, replication: { storage: "geo-redundant", dns: "failover" } }));
  const [, mirror] = ofKind(plan, "managed-identity");
  const text = JSON.stringify(mirror?.args["roles"]);
  assert.match(text, /"logicalName":"vault-northeurope"/);
  assert.match(text, /"logicalName":"storage"/);
});

test("reaches into the secondary region with a registry's replica; a tier without replicas stays and is to be looked at", () => {
  const failsOver = { replication: { dns: "failover" } as const };
  assert.deepEqual(notesOf(planned(plansOf("container-registry", {}, failsOver)), "container-registry"), []);
  const [registry] = ofKind(planned(plansOf("container-registry", {}, failsOver)), "container-registry");
  assert.match(JSON.stringify(registry?.args["replicas"]), /northeurope/);
  const [note] = notesOf(planned(plansOf("container-registry", { sku: "Standard" }, failsOver)), "container-registry");
  assert.deepEqual([note?.valueApplied, note?.severity], ["westeurope", "warning"]);
});

test("asks a person to look at a database whose data is nowhere else, and at no other", () => {
  const severity = (replication: ProvisionRequest["replication"]) =>
    notesOf(planned(plansOf("postgresql", {}, { replication })), "postgresql").map((note) => note.severity);
  assert.deepEqual(severity({ dns: "failover" }), ["warning"]);
  assert.deepEqual(severity({ dns: "failover", storage: "geo-redundant" }), [undefined]);
});

test("mirrors nothing and notes nothing where names do not fail over", () => {
  for (const kind of ["service-bus", "virtual-network"]) {
    const plan = planned(plansOf(kind, {}, { replication: { storage: "geo-redundant" } }));
    assert.equal(ofKind(plan, kind).length, 1);
    assert.deepEqual(notesOf(plan, kind), []);
  }
});

function described(of: string, settings: Record<string, SettingValue> = {}): ProvisionRequest["infraPlan"][number] {
  return { kind: "described", of, settings: { ...needed[of], ...settings } };
}

function plansOf(kind: string, settings: Record<string, SettingValue> = {}, changes: Partial<ProvisionRequest> = {}) {
  return dualRegionRequest({ infraPlan: [described(kind, settings)], ...changes });
}

function planned(accepted: ReturnType<typeof dualRegionRequest>): ResolvedPlan {
  const result = resolvePlan(accepted, knowledge, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function ofKind({ resources }: ResolvedPlan, kind: string): Described[] {
  return resources.filter((each): each is Described => each.kind === "described" && each.of === kind);
}

function notesOf({ corrections }: ResolvedPlan, kind: string): Correction[] {
  return corrections.filter(({ action, field }) => action === "KeptInPrimaryRegion" && field === `infra_plan.${kind}`);
}
