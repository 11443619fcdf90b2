import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryApplication, memoryRuns } from "../test/kit/application.js";
import { smallRequest } from "../test/kit/exampleBundle.js";
import { AcceptedRequest } from "../shared/contracts/request.js";
import type { Person } from "../shared/contracts/decision.js";
import { RunError } from "../shared/errors.js";
import { runPaths } from "../shared/records/runPaths.js";
import { listedPhases } from "../test/kit/runFixture.js";
import type { Submission } from "./application.js";
import type { Runs } from "./durable/runs.js";
import { readDocument } from "../orchestrations/activities/documents.js";
import { submit, type Submitted } from "./submit.js";

const ada = { id: "ada", name: "ada", kind: "person" } as const;
const grace = { id: "grace", name: "grace", kind: "person" } as const;
const json = (request: Record<string, unknown>): Submission => ({ text: JSON.stringify(request), format: "json" });

async function door() {
  const world = await memoryApplication();
  const durable = memoryRuns();
  const send = (submission: Submission, runs: Runs = durable.runs, caller: Person = ada): Promise<Submitted> =>
    submit(world.app, runs, submission, world.app.accept(submission, caller), caller);
  return { ...world, ...durable, send };
}

test("claims, records and starts a run, and lists it by time and by trace [CP-091]", async () => {
  const { send, started, artifacts, ledger } = await door();
  const submitted = await send(json(smallRequest("exec-1")));
  assert.ok(submitted.kind === "started");
  assert.deepEqual(started, ["exec-1"]);
  assert.ok(artifacts.stored.has(submitted.run.request.name));
  assert.deepEqual(await listedPhases(ledger, submitted.run), ["submitted", "submitted"]);
});

test("answers the same request with the same run, however it is written and whoever sends it again [CP-145]", async () => {
  const { send, started } = await door();
  await send(json(smallRequest("exec-1")));
  const yaml = Object.entries(smallRequest("exec-1")).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const again = await send({ text: yaml.join("\n"), format: "yaml" }, undefined, grace);
  assert.equal(again.kind, "existing");
  assert.deepEqual(started, ["exec-1"]);
});

test("answers the same request with the same run also when it would be refused by now [CP-145]", async () => {
  const { app, runs, started } = await door();
  const secrets = [{ name: "APP_SECRET", vault_ref: "authservice-app-secret" }];
  const send = (has: boolean, more: Record<string, unknown> = {}) => {
    const submission = json(smallRequest("exec-1", { secrets, ...more }));
    const vault = { ...app, secrets: { ...app.secrets, has: () => Promise.resolve(has) } };
    return submit(vault, runs, submission, app.accept(submission, ada), ada);
  };
  assert.equal((await send(true)).kind, "started");
  assert.equal((await send(false)).kind, "existing", "the secret has gone since");
  assert.equal((await send(false, { region: "northeurope" })).kind, "refused", "another request under its id");
  assert.deepEqual(started, ["exec-1"]);
});

test("refuses another request under the same execution id, and changes nothing", async () => {
  const { send, started, artifacts } = await door();
  await send(json(smallRequest("exec-1")));
  const before = new Map(artifacts.stored);
  assert.deepEqual(await send(json(smallRequest("exec-1", { region: "northeurope" }))), {
    kind: "mismatch",
    runId: "exec-1",
  });
  assert.deepEqual(artifacts.stored, before);
  assert.deepEqual(started, ["exec-1"]);
});

test("starts the claimed run after a crash before its start, also from a submission in other words", async () => {
  const { send, started, app, runs } = await door();
  const dying: Runs = { ...runs, start: () => Promise.reject(new Error("the host died")) };
  await assert.rejects(send(json(smallRequest("exec-1")), dying), /the host died/);
  // The same request, with a field under another name: what was corrected differs, what is asked for does not.
  const { execution_id, ...rest } = smallRequest("exec-1");
  const resumed = await send(json({ ...rest, executionId: execution_id }));
  assert.ok(resumed.kind === "existing");
  assert.deepEqual(started, ["exec-1"]);
  const { request } = await readDocument(app.artifacts, resumed.run.request, AcceptedRequest);
  assert.equal(request.executionId, "exec-1");
});

test("starts nothing a second time while the engine does not say whether the run is there", async () => {
  const { send, started, runs } = await door();
  await send(json(smallRequest("exec-1")));
  const away: Runs = { ...runs, look: () => Promise.reject(new RunError("transient", "the engine is away")) };
  await assert.rejects(send(json(smallRequest("exec-1")), away), /the engine is away/);
  assert.deepEqual(started, ["exec-1"]);
});

test("lets the caller name the run, and records that correction", async () => {
  const { send, app } = await door();
  const submitted = await send({ ...json(smallRequest("exec-1")), executionId: "exec-mine" });
  assert.ok(submitted.kind === "started");
  assert.equal(submitted.run.runId, "exec-mine");
  const { request, corrections } = await readDocument(app.artifacts, submitted.run.request, AcceptedRequest);
  assert.equal(request.executionId, "exec-mine");
  assert.deepEqual(
    corrections.find(({ action }) => action === "ReplacedExecutionId"),
    {
      action: "ReplacedExecutionId",
      field: "execution_id",
      valueBefore: "exec-1",
      valueApplied: "exec-mine",
      reason: "the caller named the run in the Operation-Id header",
    },
  );
});

test("names faults of plan and vault together, and writes nothing [CP-042]", async () => {
  const { send, artifacts, ledger } = await door();
  const secrets = [{ name: "A", vault_ref: "nobody-knows", mount_strategy: "env" }];
  const refused = await send(json(smallRequest("exec-1", { secrets, infra_plan: { keyvault: { policy: "rbac" } } })));
  assert.ok(refused.kind === "refused" && refused.faults.some(({ rule }) => rule === "unknown-vault-ref"));
  assert.equal(artifacts.stored.size, 0);
  assert.equal(await ledger.read(runPaths.claim("exec-1")), undefined);
});

test("starts one run for many equal submissions at once [CP-145]", async () => {
  const { send, artifacts } = await door();
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(json(smallRequest("exec-1")))));
  assert.equal(answers.filter(({ kind }) => kind === "started").length, 1);
  assert.equal([...artifacts.stored.keys()].filter((name) => name.endsWith("/accepted.json")).length, 1);
});
