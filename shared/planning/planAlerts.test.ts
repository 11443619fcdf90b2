import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { plainArguments } from "../../test/kit/plainArguments.js";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { ProvisionRequest, SettingValue } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
/** What is watched for each threshold: by its name in the program, and the metric. */
const thresholds: Readonly<Record<string, readonly [scopeId: string, metric: string]>> = {
  aks_cpu_percent: ["cluster.id", "node_cpu_usage_percentage"],
  aks_memory_percent: ["cluster.id", "node_memory_working_set_percentage"],
  aks_disk_percent: ["cluster.id", "node_disk_usage_percentage"],
  postgresql_cpu_percent: ["postgres.id", "cpu_percent"],
  postgresql_storage_percent: ["postgres.id", "storage_percent"],
  redis_memory_percent: ["cache.id", "usedmemorypercentage"],
  service_bus_dead_letters: ["bus.id", "DeadletteredMessages"],
  event_grid_dropped_events: ["topic.id", "DroppedEventCount"],
  storage_availability_percent: ["storage.id", "Availability"],
  keyvault_availability_percent: ["vault.id", "Availability"],
};
const MetricAlerts = z.array(
  z.object({ name: z.string(), threshold: z.number(), scopeId: z.string(), metric: z.object({ name: z.string() }) }),
);
const watchable: ProvisionRequest["infraPlan"] = [
  { kind: "aks" },
  { kind: "storage" },
  { kind: "keyvault" },
  described("redis"),
  described("service-bus", { queues: ["orders"] }),
  described("event-grid"),
  described("postgresql", {
    administrator: "sg-admins",
    administrator_id: "11111111-2222-3333-4444-555555555555",
  }),
];

test("tells of Azure's health in the stack's regions unless it is asked not to", () => {
  const [name, alone] = alertsOf(asked({}));
  assert.deepEqual(alone["serviceHealth"], { name: `${name}-azure-health`, regions: ["West Europe"] });
  const [, both] = alertsOf(asked({}, { regions: { primary: "westeurope", secondary: "northeurope", zones: [] } }));
  assert.deepEqual(both["serviceHealth"], { name: `${name}-azure-health`, regions: ["West Europe", "North Europe"] });
  const [, none] = alertsOf(asked({ service_health: false }));
  assert.ok(!("serviceHealth" in none));
});

test("signs with the component, in the twelve characters that a message has for it", () => {
  const [, args] = alertsOf(asked({}, { component: "Tenant-Onboarding" }));
  assert.equal(args["shortName"], "tenantonboar");
});

test("watches no metric that nobody asked for", () => {
  const [, args] = alertsOf(asked({}, { infraPlan: [alerts({}), ...watchable] }));
  assert.deepEqual(args["metricAlerts"], []);
});

test("has an alert for every threshold that it takes", () => {
  const settings = Object.keys(knowledge.kinds["alerts"]?.settings ?? {});
  assert.deepEqual(settings, ["emails", "service_health", ...Object.keys(thresholds)]);
});

for (const [threshold, [scopeId, metric]] of Object.entries(thresholds))
  test(`watches what ${threshold} names, and refuses it where that is not planned`, () => {
    const [name, args] = alertsOf(asked({}, { infraPlan: [alerts({ [threshold]: 42 }), ...watchable] }));
    const found = MetricAlerts.parse(args["metricAlerts"]);
    assert.deepEqual(
      found.map((alert) => [alert.threshold, alert.scopeId, alert.metric.name]),
      [[42, scopeId, metric]],
    );
    assert.ok(found[0]?.name.startsWith(`${name}-`));
    const lonely = resolvePlan(asked({ [threshold]: 42 }), knowledge, sha256);
    assert.deepEqual(lonely.ok || lonely.faults.map(({ rule }) => rule), ["missing-resource"]);
  });

function described(of: string, settings: Record<string, SettingValue> = {}): ProvisionRequest["infraPlan"][number] {
  return { kind: "described", of, settings };
}

function alerts(settings: Record<string, SettingValue>): ProvisionRequest["infraPlan"][number] {
  return described("alerts", { emails: ["ops@connectsoft.io"], ...settings });
}

function asked(settings: Record<string, SettingValue>, changes: Partial<ProvisionRequest> = {}) {
  return authRequest({ infraPlan: [alerts(settings)], replication: {}, secrets: [], ...changes });
}

/** The group's name and its arguments. */
function alertsOf(accepted: ReturnType<typeof authRequest>): readonly [string, Record<string, unknown>] {
  const result = resolvePlan(accepted, knowledge, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  for (const each of result.value.resources)
    if (each.kind === "described" && each.of === "alerts") return [each.name, plainArguments(each)];
  assert.fail("no alerts are planned");
}
