import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryTelemetry } from "../../adapters/memory/memoryTelemetry.js";
import { observeStep } from "../../functions/observeStep.js";
import type { StepName } from "../../orchestrations/stepResult.js";
import type { RunOutcome } from "../../shared/contracts/run.js";
import { runFixture } from "../kit/runFixture.js";

const times = { startMs: 1_000, endMs: 3_500 };
const changes = { create: 4, update: 0, replace: 0, delete: 0, same: 0 };
const previewed = { kind: "previewed", changes };

/** What telemetry hears of a run whose steps had these results. */
function observed(results: Partial<Record<StepName, unknown>>, outcome: RunOutcome) {
  const telemetry = memoryTelemetry();
  for (const [step, result] of Object.entries(results))
    observeStep(telemetry, step as StepName, { input: { run: runFixture }, result, ...times });
  const input = { run: runFixture, outcome, work: { retries: 2 } };
  observeStep(telemetry, "publish", { input, result: { published: 1 }, ...times });
  return telemetry;
}

const unchanged = { kind: "unchanged", changes } as const;
const applied = { kind: "applied", changes, resourceCount: 4, outputs: runFixture.request } as const;
const failed: RunOutcome = {
  kind: "failed",
  stage: "apply",
  code: "quota-exceeded",
  reason: "used up",
  diagnostics: [],
};
const whole = {
  validate: { kind: "valid" },
  preview: previewed,
  apply: { kind: "applied", changes, resourceCount: 4 },
};

test("a run that applied has the spans start, preview, up and success; one that failed ends with failed [CP-112]", () => {
  const names = (telemetry: ReturnType<typeof observed>) => telemetry.spans.map(({ name }) => name);
  const begun = ["cloud.provision.start", "cloud.provision.preview", "cloud.provision.up"];
  assert.deepEqual(names(observed(whole, applied)), [...begun, "cloud.provision.success"]);
  const broken = observed({ ...whole, apply: { kind: "failed" } }, failed);
  assert.deepEqual(names(broken), [...begun, "cloud.provision.failed"]);
  assert.deepEqual(
    broken.spans.map(({ isError }) => isError),
    [false, false, true, true],
  );
  assert.equal(broken.spans.at(-1)?.attributes["reason"], "used up");
});

test("a preview has its span although nothing is applied [CP-114]", () => {
  const { spans } = observed({ validate: { kind: "valid" }, preview: previewed }, unchanged);
  assert.ok(spans.some(({ name }) => name === "cloud.provision.preview"));
  assert.ok(!spans.some(({ name }) => name === "cloud.provision.up"));
  assert.equal(spans.at(-1)?.attributes["status"], "skipped");
});

test("every span and log line says whose it is and where it belongs [CP-113] [CP-157]", () => {
  const { spans, logs } = observed({ ...whole, plan: { kind: "planned", resourcePlan: ["AKS"] } }, applied);
  const who = {
    trace_id: runFixture.traceId,
    execution_id: runFixture.runId,
    agent: "cloud-provisioner-agent",
    agent_origin: "cloud-provisioner-agent",
    stack: "staging-westeurope",
    component: "AuthService",
    environment: "staging",
    region: "westeurope",
    provisioning_type: "automated",
  };
  assert.ok(spans.length >= 4 && logs.length >= 5);
  for (const carried of [...spans.map(({ attributes }) => attributes), ...logs.map(({ properties }) => properties)])
    assert.deepEqual({ ...carried, ...who }, carried);
  for (const { attributes } of spans) {
    assert.ok(["success", "failed", "skipped", "drifted"].includes(String(attributes["status"])));
    assert.equal(typeof attributes["resource_count"], "number");
  }
});

test("a run that falls back says from where, to where, why and at which attempt", () => {
  const telemetry = memoryTelemetry();
  const input = { run: runFixture, region: "northeurope", reason: "no room", retryAttempt: 1 };
  observeStep(telemetry, "fallBack", { input, result: { kind: "planned" }, ...times });
  observeStep(telemetry, "fallBack", { input, result: { kind: "invalid" }, ...times });
  const told = telemetry.logs.filter(({ event }) => event === "run.region.unavailable");
  assert.deepEqual(
    told.map(({ properties: { region, fallback_region, reason, retry_attempt, status } }) =>
      [region, fallback_region, reason, retry_attempt, status].join(),
    ),
    ["provisioning_resumed", "failed"].map((status) => `westeurope,northeurope,no room,1,${status}`),
  );
});

test("the end of a run is counted by region and environment [CP-154]", () => {
  const { counts, durations } = observed(whole, applied);
  const place = { environment: "staging", region: "westeurope" };
  const counted = Object.fromEntries(counts.map(({ metric, value, attributes }) => [metric, { value, ...attributes }]));
  assert.deepEqual(counted, {
    provision_runs_total: { value: 1, ...place, result: "success" },
    provision_retry_count: { value: 2, ...place },
    resources_provisioned_total: { value: 4, ...place },
  });
  assert.deepEqual(
    durations.map(({ metric }) => metric),
    ["provision_duration_ms"],
  );
});
