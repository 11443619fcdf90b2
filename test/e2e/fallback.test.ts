import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openCloud } from "../../local/azure/cloudStore.js";
import type { RunView } from "../../shared/contracts/run.js";
import { checkInvariants } from "../kit/checkInvariants.js";
import { smallRequest } from "../kit/exampleBundle.js";
import { isEnded, isWaiting, startService, type Service } from "../kit/service.js";
import { storeReader } from "../kit/storeReader.js";

let service: Service;
before(async () => {
  service = await startService();
  const lost = { match: { location: "westeurope" }, effect: { kind: "region-unavailable" } };
  await writeFile(join(service.surroundings.cloudDir, "faults.json"), JSON.stringify({ rules: [lost] }));
});
after(() => service.close());

const infraPlan = { dns: { fqdn: "reports.example.connectsoft.io" }, keyvault: { policy: "rbac" } };

async function submit(runId: string, more: Record<string, unknown>): Promise<void> {
  const body = smallRequest(runId, { infra_plan: infraPlan, ...more });
  const answer = await service.call("POST", "/api/provision/stack", { body, as: "ada" });
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
}

async function approve(runId: string, isMeant: (run: RunView) => boolean): Promise<RunView> {
  const run = await service.until(runId, (view) => isEnded(view) || (isWaiting(view) && isMeant(view)));
  assert.ok(run.gate, JSON.stringify(run.outcome));
  const answer = await service.call("POST", `/api/runs/${runId}/decision`, {
    body: { verdict: "approve", reason: "seen" },
    as: "grace",
    headers: { "if-match": `"${run.gate.pin}"` },
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return run;
}

const text = async (runId: string, name: string): Promise<string> => {
  const { status, body } = await service.call("GET", `/api/runs/${runId}/artifacts/${name}`);
  assert.equal(status, 200, name);
  return typeof body === "string" ? body : JSON.stringify(body);
};

interface Told {
  readonly type: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
}

async function events(runId: string): Promise<Told[]> {
  const all = (await (await fetch(service.surroundings.topicUrl)).json()) as Told[];
  return all.filter(({ subject }) => subject.endsWith(`/runs/${runId}`));
}

const runId = "exec-moved";
const stack = "staging-northeurope-report";

test("asks for approval again, of the plan in the fallback region, when the first region cannot take it [CP-111]", async () => {
  await submit(runId, { auto_proceed: false, fallback_region: "northeurope" });
  const first = await approve(runId, () => true);
  assert.deepEqual([first.stack.region, first.gate?.round, first.movedFrom], ["westeurope", 1, undefined]);
  const second = await service.until(runId, (view) => isEnded(view) || view.gate?.round === 2);
  assert.deepEqual(
    [second.stack.stack, second.stack.region, second.movedFrom?.region],
    [stack, "northeurope", "westeurope"],
  );
  assert.notEqual(second.gate?.pin, first.gate?.pin);
  assert.match(second.gate?.reasons.join() ?? "", /northeurope instead of westeurope/);

  const asked = await text(runId, "manual-approval.yaml");
  assert.match(asked, /^region: northeurope$/m);
  assert.match(asked, new RegExp(`^stack_id: reportservice-northeurope/${stack}$`, "m"));
  const { body } = await service.call("GET", "/api/runs");
  const listed = (body as { value: { runId: string; stack: string }[] }).value.find((run) => run.runId === runId);
  assert.equal(listed?.stack, stack);
});

test("applies in the fallback region what was approved there [CP-111]", async () => {
  const { gate } = await approve(runId, (view) => view.gate?.round === 2);
  assert.equal(gate?.round, 2);
  const run = await service.until(runId, isEnded);
  assert.equal(run.outcome?.kind, "applied", JSON.stringify(run.outcome));
  assert.deepEqual([run.stack.stack, run.movedFrom?.region], [stack, "westeurope"]);

  const cloud = openCloud(service.surroundings.cloudDir);
  const locations = cloud.resources().map(({ location }) => location);
  cloud.close();
  assert.ok(locations.includes("northeurope") && !locations.includes("westeurope"), locations.join(" "));
});

test("says in every artifact, event and memory of the run where it has gone", async () => {
  for (const name of ["outputs.json", "provisioned-resources.json", "secret-bindings.json", "provisioning-event.json"])
    assert.match(await text(runId, name), /"region":"northeurope"/, name);
  const log = await text(runId, "provisioning.log");
  assert.match(log, /^# region: northeurope$/m);
  const line = /^\[correction\] (\{.*"RetriedInFallbackRegion".*\})$/m.exec(log)?.[1] ?? "{}";
  const { reason, ...correction } = JSON.parse(line) as Record<string, unknown>;
  assert.deepEqual(correction, {
    trace_id: `trace-${runId}`,
    action: "RetriedInFallbackRegion",
    field: "region",
    value_before: "westeurope",
    value_applied: "northeurope",
    retry_attempt: 1,
    status: "provisioning_resumed",
  });
  assert.match(String(reason), /LocationNotAvailable/);

  const record = JSON.parse(await text(runId, "run.json")) as {
    region: string;
    run: RunView;
    work: { before: { outcome: { code: string }; decision: { kind: string } } };
    artifacts: { name: string }[];
  };
  assert.deepEqual([record.region, record.run.stack.stack], ["northeurope", stack]);
  const { outcome, decision } = record.work.before;
  assert.deepEqual([outcome.code, decision.kind], ["region-unavailable", "approved"]);
  assert.ok(record.artifacts.some(({ name }) => name.endsWith(`/stack-northeurope/Pulumi.${stack}.yaml`)));

  assert.deepEqual(
    (await events(runId)).map(({ type, data }) => [type, data["region"]]),
    [
      ["ProvisioningPreviewReady", "westeurope"],
      ["ProvisioningPreviewReady", "northeurope"],
      ["ResourcesProvisioned", "northeurope"],
    ],
  );
  const records = storeReader(service.surroundings.storageConnection, "records");
  const remembered = (await records.names("memory/")).filter((name) => name.includes("/applies/"));
  assert.ok(remembered.length === 1 && remembered[0]?.includes("northeurope"), remembered.join(" "));
  const shown = await records.names("infrastructure/stacks/reportservice/staging/");
  assert.ok(shown.length > 5 && shown.every((name) => name.includes("/northeurope/")), shown.join(" "));
});

test("explains the region by the plan that was applied", async () => {
  const { body } = await service.call("GET", `/api/runs/${runId}/why?path=identity.region`);
  const [explained] = (body as { value: { value: unknown; chain?: unknown }[] }).value;
  assert.equal(explained?.value, "northeurope");
  assert.match(JSON.stringify(explained), /RetriedInFallbackRegion/);
});

test("goes on without a person where the request asks for that and policy agrees, and says why it is there [CP-111]", async () => {
  await submit("exec-alone", { component: "AuditService", auto_proceed: true, fallback_region: "northeurope" });
  const run = await service.until("exec-alone", isEnded);
  assert.equal(run.outcome?.kind, "applied", JSON.stringify(run.outcome));
  const record = JSON.parse(await text("exec-alone", "run.json")) as { decision: { kind: string; reason: string } };
  assert.equal(record.decision.kind, "auto-approved");
  assert.match(record.decision.reason, /northeurope instead of westeurope/);
});

test("ends failed where the request names no fallback region, also when its region map has a second one [CP-083]", async () => {
  const map = { primary_region: "westeurope", secondary_region: "northeurope" };
  for (const [id, more] of [
    ["exec-plain", {}],
    ["exec-mapped", { cloud_region_map: map }],
  ] as const) {
    await submit(id, { component: `Plain${id.slice(5)}`, ...more });
    const run = await service.until(id, isEnded);
    assert.ok(run.outcome?.kind === "failed" && run.outcome.code === "region-unavailable", JSON.stringify(run.outcome));
    assert.deepEqual([run.stack.region, run.movedFrom], ["westeurope", undefined]);
    assert.deepEqual(
      (await events(id)).map(({ type, data }) => [type, data["region"]]),
      [["ProvisioningFailed", "westeurope"]],
    );
  }
});

test("breaks none of the service's promises on the way", async () => {
  const { storageConnection, cloudDir } = service.surroundings;
  const acknowledged = [runId, "exec-alone", "exec-plain", "exec-mapped"];
  assert.deepEqual(await checkInvariants({ storageConnection, cloudDir, acknowledged }), []);
});
