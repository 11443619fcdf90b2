import assert from "node:assert/strict";
import { test } from "node:test";
import type { CanonicalPlan, PlanStep } from "../contracts/change.js";
import { assess, defaultPolicy, type Wishes } from "./assess.js";

const step = (op: PlanStep["op"], type = "azure-native:dns:Zone"): PlanStep => ({
  urn: `urn:${op}`,
  type,
  name: "thing",
  op,
  replaceKeys: op === "replace" ? ["location"] : [],
  changes: [],
  retainOnDelete: false,
  protect: false,
});
const plan = (...steps: PlanStep[]): CanonicalPlan => ({
  version: 1,
  steps,
  changes: { create: 0, update: 0, replace: 0, delete: 0, same: 0 },
});
const wishes = (over: Partial<Wishes> = {}): Wishes => ({
  environment: "staging",
  autoProceed: true,
  manualApprovalRequired: false,
  ...over,
});

const cases: [string, Wishes, CanonicalPlan, string][] = [
  ["proceeds with a creation when the request asks for it [CP-079]", wishes(), plan(step("create")), "proceed"],
  [
    "asks a person when auto_proceed is false [CP-078, CP-106]",
    wishes({ autoProceed: false }),
    plan(step("create")),
    "needs-approval",
  ],
  [
    "asks a person in production even with auto_proceed [CP-162]",
    wishes({ environment: "prod" }),
    plan(step("create")),
    "needs-approval",
  ],
  [
    "asks a person before a replacement even with auto_proceed [CP-162]",
    wishes(),
    plan(step("replace")),
    "needs-approval",
  ],
  ["asks a person before a deletion even with auto_proceed [CP-162]", wishes(), plan(step("delete")), "needs-approval"],
  [
    "asks a person when the request demands it [CP-109]",
    wishes({ manualApprovalRequired: true }),
    plan(step("create")),
    "needs-approval",
  ],
  [
    "blocks a plan that deletes more than the policy allows",
    wishes(),
    plan(...Array.from({ length: 51 }, () => step("delete"))),
    "blocked",
  ],
];
for (const [title, asked, previewed, kind] of cases)
  test(title, () => {
    assert.equal(assess(asked, previewed, defaultPolicy).kind, kind);
  });

const fallback = { from: "westeurope", to: "northeurope", leavesStack: false };

test("names another region than the one asked for to whoever decides [CP-111]", () => {
  const goes = /^goes to northeurope instead of westeurope, which is unavailable/;
  const proceed = assess(wishes(), plan(step("create")), defaultPolicy, { fallback });
  assert.deepEqual([proceed.kind, goes.test(proceed.reasons[0] ?? "")], ["proceed", true]);
  const asks = assess(wishes({ autoProceed: false }), plan(step("create")), defaultPolicy, { fallback });
  assert.deepEqual([asks.kind, goes.test(asks.reasons[0] ?? "")], ["needs-approval", true]);
});

test("asks a person in production about another region too, even with auto_proceed", () => {
  const asked = assess(wishes({ environment: "prod" }), plan(step("create")), defaultPolicy, { fallback });
  assert.equal(asked.kind, "needs-approval");
});

test("asks a person before a second stack would stand beside one, even with auto_proceed", () => {
  const asked = assess(wishes(), plan(step("create")), defaultPolicy, { fallback: { ...fallback, leavesStack: true } });
  assert.equal(asked.kind, "needs-approval");
  assert.match(asked.reasons.join(), /the stack in westeurope stays, and one in northeurope stands beside it/);
});

test("names the resource, the reason of its replacement and the data at risk", () => {
  const { reasons } = assess(wishes(), plan(step("replace", "azure-native:storage:StorageAccount")), defaultPolicy);
  assert.deepEqual(reasons, ["replaces (location) thing, which holds data"]);
});

test("knows the data of databases, queues and registries, and that of no network", () => {
  const loses = (type: string): boolean =>
    assess(wishes(), plan(step("delete", type)), defaultPolicy).reasons.some((each) => /holds data/.test(each));
  for (const type of ["dbforpostgresql:Server", "sql:Database", "servicebus:Queue", "containerregistry:Registry"])
    assert.ok(loses(`azure-native:${type}`), type);
  for (const type of ["network:VirtualNetwork", "managedidentity:UserAssignedIdentity"])
    assert.ok(!loses(`azure-native:${type}`), type);
});

test("asks a person about a stack that was changed outside of runs, and says what [CP-132]", () => {
  const update = { ...step("update"), name: "storage", changes: ["a", "b", "c", "d"].map(changed) };
  const gone = { ...step("delete"), name: "vault" };
  const found = assess(wishes(), plan(step("create")), defaultPolicy, {
    drift: { kind: "found", steps: [update, gone] },
  });
  assert.deepEqual(found, {
    kind: "needs-approval",
    reasons: [
      "storage was changed outside of runs (a, b, c and 1 more)",
      "vault is gone from the cloud, though no run deleted it",
    ],
  });
  const unknown = assess(wishes(), plan(step("create")), defaultPolicy, { drift: { kind: "unknown", reason: "away" } });
  assert.equal(unknown.kind, "proceed");
  assert.match(unknown.reasons.join(), /not known whether the stack was changed outside of runs: away/);
});

const changed = (path: string) => ({ path, kind: "update", forcesReplacement: false }) as const;
