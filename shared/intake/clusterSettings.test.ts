import assert from "node:assert/strict";
import { test } from "node:test";
import { accepted, faultsOf, withPlan } from "./testing/samples.js";

const requestOf = (plan: string) => accepted(withPlan(`infra_plan: ${plan}`));
const faultsIn = (plan: string) => faultsOf(withPlan(`infra_plan: ${plan}`)).map(({ rule }) => rule);

test("takes what a plan says of a cluster's pools, access and upgrades, by each of its names", () => {
  const entry = {
    kind: "aks",
    userPools: [{ name: "web", size: "large", nodeCount: 2, maxCount: 8, taints: ["app=web:NoSchedule"] }],
    private: true,
    upgradeChannel: "stable",
    maintenanceWindow: { day: "Sunday", startTime: "02:00", durationHours: 4, utcOffset: "+01:00" },
  };
  const spellings = [
    `{ aks: { user_pools: [{ name: web, size: large, node_count: 2, max_count: 8, taints: ["app=web:NoSchedule"] }],
       private: true, auto_upgrade_channel: stable,
       maintenance_window: { day: Sunday, start_time: "02:00", duration_hours: 4, utc_offset: "+01:00" } } }`,
    `[{ type: aks, nodePools: [{ name: web, size: LARGE, minCount: 2, maxCount: 8, taints: ["app=web:NoSchedule"] }],
        private_cluster: true, upgradeChannel: Stable,
        maintenance: { day: sunday, start: "02:00", duration: 4, utcOffset: "+01:00" } }]`,
  ];
  for (const spelling of spellings) assert.deepEqual(requestOf(spelling).request.infraPlan, [entry], spelling);
  assert.deepEqual(requestOf("{ aks: { authorised_ip_ranges: [203.0.113.0/24] } }").request.infraPlan, [
    { kind: "aks", authorizedIpRanges: ["203.0.113.0/24"] },
  ]);
});

test("takes what becomes of an account's blobs, and knows where each of it was written", () => {
  const { request, origins = {} } = requestOf(
    "{ storage: { lifecycle: { coolAfterDays: 30, delete_after_days: 90 } } }",
  );
  assert.deepEqual(request.infraPlan, [{ kind: "storage", lifecycle: { coolAfterDays: 30, deleteAfterDays: 90 } }]);
  assert.match(origins["/infraPlan/0/lifecycle/deleteAfterDays"]?.pointer ?? "", /lifecycle\/delete_after_days$/);
});

const refused: readonly (readonly [what: string, plan: string, rule: string])[] = [
  ["a setting that no cluster has", "{ aks: { spot: true } }", "unknown-field"],
  ["a pool without a name", "{ aks: { user_pools: [{ size: small }] } }", "missing-field"],
  [
    "a window too short for an upgrade",
    "{ aks: { maintenance_window: { day: Sunday, start_time: '02:00', duration_hours: 3 } } }",
    "out-of-range",
  ],
  ["an address that is none", "{ aks: { authorized_ip_ranges: [203.0.113.7, 999.1.1.1] } }", "invalid-range"],
  ["a range of too many bits", "[{ type: aks, authorized_ip_ranges: [203.0.113.0/33] }]", "invalid-range"],
  ["an address inside of a range", "{ aks: { authorized_ip_ranges: [203.0.113.7/24] } }", "invalid-range"],
  ["a lifecycle of no days", "{ storage: { lifecycle: { delete_after_days: 0 } } }", "out-of-range"],
];
for (const [what, plan, rule] of refused)
  test(`refuses ${what}`, () => {
    assert.deepEqual(faultsIn(plan), [rule]);
  });
