import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { RunView } from "../../shared/contracts/run.js";
import { RollbackPlan } from "../../shared/contracts/rollbackPlan.js";
import { smallRequest } from "../kit/exampleBundle.js";
import { isEnded, startService, type Service } from "../kit/service.js";

let service: Service;
before(async () => {
  service = await startService();
});
after(() => service.close());

/** Applies a plan to the one stack of this file, with one thing that goes wrong after all others had time to end. */
async function apply(runId: string, infraPlan: object, failing?: { type: string; effect: string }): Promise<RunView> {
  const rules = failing
    ? [{ match: { type: failing.type, op: "create" }, effect: { kind: failing.effect, delayMs: 5000 } }]
    : [];
  await writeFile(join(service.surroundings.cloudDir, "faults.json"), JSON.stringify({ rules }));
  const body = smallRequest(runId, { component: "ReportArchive", infra_plan: infraPlan });
  const answer = await service.call("POST", "/api/provision/stack", { body, as: "ada" });
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  return service.until(runId, isEnded);
}

async function artifacts(runId: string): Promise<string[]> {
  const { body } = await service.call("GET", `/api/runs/${runId}/artifacts`);
  return (body as { value: { name: string }[] }).value.map(({ name }) => name);
}

async function wayBack(runId: string): Promise<RollbackPlan> {
  assert.ok((await artifacts(runId)).includes("rollback-plan.json"));
  return RollbackPlan.parse((await service.call("GET", `/api/runs/${runId}/artifacts/rollback-plan.json`)).body);
}

const plan = { storage: { tier: "hot", containers: ["reports"] }, alerts: { emails: ["ops@connectsoft.io"] } };

test("says how to undo what a first apply made before a quota stopped it [CP-059, CP-070]", async () => {
  const { outcome } = await apply("exec-half", plan, { type: "storage:StorageAccount", effect: "quota" });
  assert.ok(outcome?.kind === "failed" && outcome.code === "quota-exceeded", JSON.stringify(outcome));
  const { target, starts_from_target, steps, skipped, unknown, evidence } = await wayBack("exec-half");
  assert.deepEqual([target, starts_from_target], [{ kind: "empty" }, true]);
  assert.deepEqual(evidence, { is_complete: true, notes: [] });
  assert.equal(steps.length + skipped.length, outcome.changes?.create);
  assert.ok(steps.every(({ action, part_of }) => action === "delete" && part_of !== null));
  assert.equal(steps.at(-1)?.type, "azure-native:resources:ResourceGroup", "made first, deleted last");
  assert.deepEqual(skipped.map(({ type, part_of }) => [type, part_of?.logical_name]).sort(), [
    ["azure-native:monitor:ActionGroup", "alerts"],
    ["azure-native:monitor:ActivityLogAlert", "alerts"],
  ]);
  assert.deepEqual(
    unknown.map(({ name, classes }) => [name, classes]),
    [["storage", ["stateful"]]],
  );
});

test("leaves no way back for a run that came to its end", async () => {
  const { outcome } = await apply("exec-whole", plan);
  assert.equal(outcome?.kind, "applied", JSON.stringify(outcome));
  assert.ok(!(await artifacts("exec-whole")).includes("rollback-plan.json"));
});

test("leads back to the last success, with the values that were there before [CP-059]", async () => {
  const changed = { ...plan, storage: { tier: "cool", containers: ["reports", "late"] } };
  const { outcome } = await apply("exec-change", changed, { type: "storage:BlobContainer", effect: "partial-failure" });
  assert.ok(outcome?.kind === "failed", JSON.stringify(outcome));
  const { target, starts_from_target, steps, unknown, approvals, evidence } = await wayBack("exec-change");
  assert.deepEqual([target.kind === "run" && target.execution_id, starts_from_target], ["exec-whole", true]);
  assert.equal(evidence.is_complete, true, evidence.notes.join());
  const account = steps.find(({ type }) => type === "azure-native:storage:StorageAccount");
  assert.deepEqual([account?.action, account?.notes], ["restore", ["Take a backup first."]]);
  assert.ok(
    account?.properties.some(({ value }) => value === "Hot"),
    JSON.stringify(account?.properties),
  );
  assert.ok(approvals.some((approval) => approval.steps.includes(account?.order ?? 0)));
  assert.deepEqual(
    unknown.map(({ name }) => name),
    ["storage-late"],
  );
});
