import assert from "node:assert/strict";
import { test } from "node:test";
import { assertGolden } from "../../test/kit/golden.js";
import { authRequest, invoiceRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import { runFixture } from "../../test/kit/runFixture.js";
import { OpType, type ChangeSummary, type PlanStep } from "../contracts/change.js";
import type { PreviewRecord } from "../contracts/evidence.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import { RollbackPlan } from "../contracts/rollbackPlan.js";
import type { RunProgress } from "../contracts/run.js";
import { resolvePlan } from "../planning/resolvePlan.js";
import { isPartial, type EarlyEnd } from "./earlyEnd.js";
import type { RollbackEvidence } from "./rollbackDoubts.js";
import { rollbackPlan } from "./rollbackPlan.js";

const knowledge = await readKnowledge();
const plan = planned(
  authRequest({
    infraPlan: [
      { kind: "keyvault", policy: "rbac" },
      { kind: "storage", tier: "hot" },
      { kind: "storage", tier: "cool" },
      { kind: "described", of: "alerts", settings: { emails: ["ops@connectsoft.io"] } },
    ],
    replication: {},
  }),
);
const pin = { pin: sha256("pin"), render: "r", plan: "p", state: "before", policy: "q", engine: "e" };
const target = {
  kind: "run",
  execution_id: "exec-0",
  trace_id: "trace-0",
  folder: "runs/2026/10/exec-0",
  state_digest: "before",
} as const;

/** Resources of the cloud as the modules name them: component, type, name. */
const resources = {
  group: ["ResourceGroup", "resources:ResourceGroup", "resource-group"],
  vault: ["KeyVault", "keyvault:Vault", "vault"],
  storage: ["Storage", "storage:StorageAccount", "storage"],
  blobs: ["Storage", "storage:BlobServiceProperties", "storage-blobs"],
  storage2: ["Storage", "storage:StorageAccount", "storage-2"],
  alerts: ["Alerts", "monitor:ActionGroup", "alerts"],
  stranger: ["Widget", "network:PublicIPAddress", "address"],
} as const;
type Name = keyof typeof resources;

function named(which: Name) {
  const [component, type, name] = resources[which];
  const urn = `urn:pulumi:stack::project::cloud-provisioner:azure:${component}$azure-native:${type}::${name}`;
  return { urn, type: `azure-native:${type}`, name };
}

type State = "started" | "done" | "failed";
const line = (which: Name, op: string, state: State, operation: "apply" | "preview" = "apply"): RunProgress => ({
  ...{ kind: "resource", at: "2026-11-21T09:05:00.000Z", operation, op, state },
  ...named(which),
});
const done = (which: Name, ...ops: string[]): RunProgress[] =>
  ops.flatMap((op) => [line(which, op, "started"), line(which, op, "done")]);

const stepOf = (which: Name, op: string, changes: PlanStep["changes"] = []): PlanStep => ({
  ...named(which),
  ...{ op: OpType.parse(op), replaceKeys: [], changes, retainOnDelete: false, protect: false },
});
const preview = (...steps: PlanStep[]): PreviewRecord => ({
  ...{ version: 1, round: 1, pin, engineVersion: "3", files: [], diagnostics: [], durationMs: 1 },
  plan: { version: 1, steps, changes: { create: 0, update: 0, replace: 0, delete: 0, same: 0 } },
});
const failed = (changes: Partial<ChangeSummary>): EarlyEnd => ({
  ...{ kind: "failed", stage: "apply", code: "quota-exceeded", reason: "no more of them here", diagnostics: [] },
  changes: { create: 0, update: 0, replace: 0, delete: 0, same: 0, ...changes },
});

const rolledBack = (outcome: EarlyEnd, evidence: Partial<RollbackEvidence>, run = runFixture): RollbackPlan =>
  RollbackPlan.parse(rollbackPlan(run, outcome, { plan, preview: preview(), feed: [], target, ...evidence }));
const stepWords = ({ steps }: RollbackPlan): string[] => steps.map(({ action, name }) => `${action} ${name}`);

const skuChange = { path: "sku.name", kind: "update", forcesReplacement: false } as const;

test("leads back to the last successful state: last done first, ephemeral left alone [CP-059, CP-070]", async () => {
  const feed = [
    line("group", "create", "done", "preview"),
    ...done("group", "same"),
    ...done("vault", "update"),
    ...done("storage2", "delete-replaced", "create-replacement"),
    ...done("blobs", "create"),
    ...done("alerts", "update"),
    line("storage", "update", "started"),
    line("storage", "update", "failed"),
    ...done("stranger", "delete"),
  ];
  const previewed = preview(
    stepOf("vault", "update", [
      { path: "properties.accessPolicies[0]", kind: "add", forcesReplacement: false, after: {} },
    ]),
    stepOf("storage2", "replace", [{ ...skuChange, before: "Standard_LRS", after: "Premium_LRS" }]),
    stepOf("storage", "update", [{ ...skuChange, before: "Standard_LRS", after: "Standard_GRS" }]),
    stepOf("stranger", "delete"),
  );
  const outcome = failed({ create: 1, update: 2, replace: 1, delete: 1, same: 1 });
  const found = rolledBack(outcome, { feed, preview: previewed });
  assert.deepEqual(stepWords(found), [
    "recreate address",
    "delete storage-blobs",
    "recreate storage-2",
    "restore vault",
  ]);
  assert.deepEqual(
    found.skipped.map(({ action, name, reason }) => [action, name, /^It is ephemeral/.test(reason)]),
    [["restore", "alerts", true]],
  );
  assert.deepEqual(
    found.unknown.map(({ name, reason }) => [name, reason]),
    [["storage", "Its update failed: Azure may hold a part of it."]],
  );
  assert.deepEqual(found.evidence, { is_complete: true, notes: [] });
  await assertGolden("rollback", { "rollback-plan.json": `${JSON.stringify(found, null, 2)}\n` });
});

test("leaves nothing of a stack that was never applied, and says that what stays goes with its group [CP-070]", () => {
  const feed = [...done("group", "create"), ...done("alerts", "create"), ...done("vault", "create")];
  const found = rolledBack(failed({ create: 3 }), {
    feed,
    preview: { ...preview(), pin: { ...pin, state: "empty" } },
    target: { kind: "empty" },
  });
  assert.deepEqual(stepWords(found), ["delete vault", "delete resource-group"]);
  assert.match(found.skipped[0]?.reason ?? "", /goes with its resource group in step 2/);
  assert.deepEqual(
    [found.starts_from_target, found.steps[1]?.part_of, found.steps[0]?.classes],
    [true, { logical_name: "resource-group", name: plan.resourceGroup }, ["sensitive"]],
  );
});

test("asks for a word, and a backup, where data or something sensitive is at stake", () => {
  const feed = [...done("vault", "update"), ...done("blobs", "update"), ...done("group", "update")];
  const found = rolledBack(failed({ update: 3 }), { feed });
  assert.deepEqual(
    found.steps.map(({ name, requires_approval, notes }) => [
      name,
      requires_approval,
      notes.includes("Take a backup first."),
    ]),
    [
      ["resource-group", false, false],
      ["storage-blobs", true, true],
      ["vault", true, false],
    ],
  );
  assert.deepEqual(
    found.approvals.map(({ approver, steps }) => [approver, steps]),
    [["HumanOpsAgent", [2, 3]]],
  );
});

test("tells how to lift the protection of what is to be deleted, and of nothing else", () => {
  const feed = [...done("storage", "create"), ...done("vault", "update"), ...done("group", "create")];
  const kept = { protect: true };
  const { steps } = rolledBack(failed({ create: 2, update: 1 }), {
    feed,
    preview: preview(
      { ...stepOf("storage", "create"), ...kept },
      { ...stepOf("vault", "update", [skuChange]), ...kept },
      stepOf("group", "create"),
    ),
  });
  const lifted = steps.filter(({ notes }) => notes.some((note) => note.includes("pulumi state unprotect")));
  assert.deepEqual(
    lifted.map(({ name }) => name),
    ["storage"],
  );
  assert.ok(lifted[0]?.notes.some((note) => note.includes(`'${named("storage").urn}'`)));
});

test("needs the product owner's override for every step in production", () => {
  const run = { ...runFixture, stack: { ...runFixture.stack, environment: "prod" as const } };
  const feed = [...done("group", "update"), ...done("vault", "create")];
  const { approvals, steps } = rolledBack(
    failed({ create: 1, update: 1 }),
    { feed, plan: planned(invoiceRequest()) },
    run,
  );
  assert.deepEqual(
    approvals.map(({ approver, steps: waiting }) => [approver, waiting]),
    [
      ["HumanOpsAgent", [1]],
      ["HumanOpsAgent", [1]],
      ["ProductOwnerAgent", [1, 2]],
    ],
  );
  assert.ok(steps.every(({ requires_approval }) => requires_approval));
});

test("goes by what was done last, not by what was begun last", () => {
  const feed = [
    ...[line("vault", "create", "started"), line("storage", "create", "started")],
    ...[line("storage", "create", "done"), line("vault", "create", "done")],
  ];
  assert.deepEqual(stepWords(rolledBack(failed({ create: 2 }), { feed })), ["delete vault", "delete storage"]);
});

test("deletes only the new half of a replacement whose old half is still there", () => {
  const found = rolledBack(failed({ replace: 1 }), { feed: done("storage", "create-replacement") });
  assert.deepEqual(stepWords(found), ["delete storage"]);
  assert.match(found.steps[0]?.notes.join() ?? "", /only the new one goes/);
});

test("brings back what went before its replacement came, and leaves open what became of that", () => {
  const feed = [...done("storage", "delete-replaced"), line("storage", "create-replacement", "started")];
  const found = rolledBack(failed({ delete: 1 }), { feed });
  assert.deepEqual(stepWords(found), ["recreate storage"]);
  assert.deepEqual(found.unknown[0]?.reason, "Its create-replacement was under way when the run ended.");
});

test("forgets a failure that a later try made good", () => {
  const feed = [line("vault", "create", "started"), line("vault", "create", "failed"), ...done("vault", "create")];
  const found = rolledBack(failed({ create: 1 }), { feed });
  assert.deepEqual([stepWords(found), found.unknown], [["delete vault"], []]);
});

test("says what is not known instead of guessing", () => {
  const previewed = preview(stepOf("vault", "create"), stepOf("storage", "create"));
  const lines = done("vault", "create");
  const lost = rolledBack(failed({ create: 2 }), { feed: lines, preview: previewed });
  assert.deepEqual(lost.evidence, {
    is_complete: false,
    notes: ["The run counted 2 create; its feed names 1 create."],
  });
  assert.deepEqual(
    lost.unknown.map(({ name, reason }) => [name, reason]),
    [["storage", "Its create was planned; whether it was done was not reported."]],
  );

  const blind = rolledBack(failed({ create: 1 }), {
    ...{ feed: undefined, plan: undefined, preview: undefined, target: { kind: "unknown" } },
  });
  assert.deepEqual([blind.steps, blind.starts_from_target, blind.evidence.is_complete], [[], null, false]);
  assert.equal(blind.evidence.notes.length, 5);

  const classless = rolledBack(failed({ update: 1 }), { feed: done("alerts", "update"), plan: undefined });
  assert.deepEqual(
    classless.steps.map(({ name, part_of, requires_approval }) => [name, part_of, requires_approval]),
    [["alerts", null, true]],
  );
});

test("plans for a run that was cut off, although nobody counted what it did", () => {
  const outcome: EarlyEnd = {
    ...{ kind: "failed", stage: "apply", code: "apply-interrupted" },
    ...{ reason: "cut off", diagnostics: [] },
  };
  assert.ok(isPartial(outcome));
  const found = rolledBack(outcome, { feed: done("vault", "create") });
  assert.deepEqual([stepWords(found), found.evidence.is_complete], [["delete vault"], false]);
});

test("tells whether another run had changed the stack since its last success", () => {
  const starts = (evidence: Partial<RollbackEvidence>): boolean | null =>
    rolledBack(failed({ create: 1 }), evidence).starts_from_target;
  assert.equal(starts({}), true);
  assert.equal(starts({ target: { ...target, state_digest: "another" } }), false);
  assert.equal(starts({ target: { ...target, state_digest: null } }), null);
  assert.equal(starts({ target: { kind: "empty" } }), false);
});

test("is for runs that changed something and did not come to their end", () => {
  const none = { create: 0, update: 0, replace: 0, delete: 0, same: 3 };
  assert.ok(isPartial(failed({ create: 1 })));
  assert.ok(isPartial({ kind: "cancelled", stage: "apply", changes: { ...none, update: 1 } }));
  assert.ok(!isPartial(failed({ same: 3 })));
  assert.ok(!isPartial({ kind: "cancelled", stage: "gate" }));
  assert.ok(!isPartial({ kind: "unchanged", changes: { ...none, update: 1 } }));
});

function planned(request: ReturnType<typeof authRequest>): ResolvedPlan {
  const result = resolvePlan(request, knowledge, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
