import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, dualRegionRequest, invoiceRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { Knowledge } from "../contracts/knowledge.js";
import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import type { AcceptedRequest, PlanEntry, ProvisionRequest } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
type Aks = Extract<PlanEntry, { kind: "aks" }>;
type Cluster = Extract<PlannedResource, { kind: "aks" }>;
type Request = typeof authRequest;

const network: PlanEntry = { kind: "described", of: "virtual-network", settings: {} };
const asking = (entry: Omit<Aks, "kind">, changes: Partial<ProvisionRequest> = {}, request: Request = authRequest) =>
  request({ infraPlan: [{ kind: "aks", ...entry }], replication: {}, secrets: [], ...changes });
const inProduction = (entry: Omit<Aks, "kind">, changes: Partial<ProvisionRequest> = {}) =>
  asking(entry, changes, invoiceRequest);

function planned(accepted: AcceptedRequest, known: Knowledge = knowledge): ResolvedPlan {
  const plan = resolvePlan(accepted, known, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  return plan.value;
}

function clusters(accepted: AcceptedRequest): Cluster[] {
  return planned(accepted).resources.filter((each): each is Cluster => each.kind === "aks");
}

function args(accepted: AcceptedRequest): Cluster["args"] {
  const [cluster] = clusters(accepted);
  assert.ok(cluster);
  return cluster.args;
}

function rules(accepted: AcceptedRequest): string[] {
  const plan = resolvePlan(accepted, knowledge, sha256);
  return plan.ok ? [] : plan.faults.map(({ rule }) => rule);
}

test("keeps workloads apart from the system in production, with the size and the nodes asked for", () => {
  const { nodeCount, vmSize, userPools } = args(inProduction({ size: "large", nodeCount: 4 }));
  assert.deepEqual([nodeCount, vmSize], [3, "Standard_D4s_v5"], "the system pool of aks.yaml");
  assert.deepEqual(userPools, [{ name: "work", vmSize: "Standard_D8s_v5", nodeCount: 4 }]);
  const elsewhere = args(asking({ size: "large", nodeCount: 4 }));
  assert.deepEqual([elsewhere.nodeCount, elsewhere.vmSize, elsewhere.userPools], [4, "Standard_D8s_v5", undefined]);
});

test("makes the system pool smaller before it breaks a quota, and has none of its own where that is not enough [CP-036]", () => {
  const within = (maxNodesPerCluster: number) =>
    inProduction({ nodeCount: 3 }, { constraints: { maxNodesPerCluster, requireTags: [] } });
  const counts = (allowed: number) => {
    const { nodeCount, userPools } = args(within(allowed));
    return [nodeCount, userPools?.[0]?.nodeCount];
  };
  assert.deepEqual(
    [counts(6), counts(5), counts(4)],
    [
      [3, 3],
      [2, 3],
      [3, undefined],
    ],
  );
  assert.ok(planned(within(4)).corrections.some(({ action }) => action === "SharedSystemPool"));
});

test("plans the pools that a request lists, which may scale; size and nodes are then the system pool's", () => {
  const userPools: Aks["userPools"] = [
    { name: "web", size: "large", nodeCount: 2, maxCount: 8 },
    { name: "batch", size: "small", taints: ["dedicated=batch:NoSchedule"] },
  ];
  const found = args(asking({ nodeCount: 2, userPools }));
  assert.deepEqual(found.userPools, [
    { name: "web", vmSize: "Standard_D8s_v5", nodeCount: 2, autoscale: { minCount: 2, maxCount: 8 } },
    { name: "batch", vmSize: "Standard_D2s_v5", nodeCount: 1, taints: ["dedicated=batch:NoSchedule"] },
  ]);
  assert.deepEqual([found.nodeCount, found.vmSize], [2, "Standard_D4s_v5"]);
  assert.equal(args(inProduction({ userPools: [] })).userPools, undefined, "a list of none is none");
});

const pools: readonly (readonly [title: string, entry: Omit<Aks, "kind">, rule: string])[] = [
  ["two pools of one name", { userPools: [{ name: "web" }, { name: "web" }] }, "duplicate-entry"],
  ["a second system pool", { userPools: [{ name: "system" }] }, "duplicate-entry"],
  ["a pool that is to shrink to grow", { userPools: [{ name: "web", nodeCount: 5, maxCount: 2 }] }, "contradiction"],
];
for (const [title, entry, rule] of pools)
  test(`refuses ${title}`, () => {
    assert.deepEqual(rules(asking(entry)), [rule]);
  });

test("counts all that pools may grow to against the quota [CP-036]", () => {
  const entry = { nodeCount: 1, userPools: [{ name: "web", nodeCount: 1, maxCount: 5 }] };
  const allowing = (maxNodesPerCluster: number) => ({ constraints: { maxNodesPerCluster, requireTags: [] } });
  assert.deepEqual(rules(asking(entry, allowing(5))), ["quota-exceeded"]);
  assert.deepEqual(rules(asking(entry, allowing(6))), []);
});

test("upgrades patches by itself, in production on Sunday night, and otherwise as asked", () => {
  const usual = args(inProduction({}));
  assert.deepEqual(usual.maintenanceWindow, { day: "Sunday", startTime: "02:00", durationHours: 4 });
  assert.equal(usual.upgradeChannel, "patch");
  assert.equal(args(asking({})).maintenanceWindow, undefined);
  const maintenanceWindow = { day: "Monday", startTime: "22:00", durationHours: 6, utcOffset: "+01:00" } as const;
  const asked = args(asking({ upgradeChannel: "stable", maintenanceWindow }));
  assert.deepEqual([asked.upgradeChannel, asked.maintenanceWindow], ["stable", maintenanceWindow]);
});

test("makes a cluster private in a network: as asked, and in production where nobody opens it", () => {
  const within = (request: typeof asking, entry: Omit<Aks, "kind">) =>
    args(request(entry, { infraPlan: [{ kind: "aks", ...entry }, network] })).private;
  assert.equal(within(asking, { private: true }), true);
  assert.equal(within(asking, {}), undefined);
  assert.equal(within(inProduction, {}), true);
  assert.equal(within(inProduction, { private: false }), undefined);
  assert.equal(within(inProduction, { authorizedIpRanges: ["203.0.113.0/24"] }), undefined);
  assert.equal(args(inProduction({})).private, undefined, "without a network nobody could reach it");
});

test("refuses a private cluster that nobody could reach, and one that is open as well", () => {
  assert.deepEqual(rules(asking({ private: true })), ["missing-resource"]);
  const both = asking({ private: true, authorizedIpRanges: ["203.0.113.0/24"] });
  assert.deepEqual(rules(both), ["contradiction", "contradiction"]);
});

test("keeps a stand-in private in a network of its own, and says so where it has none", () => {
  const infraPlan: PlanEntry[] = [{ kind: "aks", private: true }, network];
  const accepted = dualRegionRequest({ infraPlan, secrets: [] });
  const entry = knowledge.kinds["virtual-network"];
  assert.ok(entry);
  const here: Knowledge["kinds"][string] = { ...entry, secondRegion: { is: "primary-only", reason: "one is enough" } };
  const alone = { ...knowledge, kinds: { ...knowledge.kinds, "virtual-network": here } };
  for (const [known, expected] of [
    [knowledge, [true, true]],
    [alone, [true, undefined]],
  ] as const) {
    const found = planned(accepted, known);
    const asked = found.resources.filter((each): each is Cluster => each.kind === "aks");
    assert.deepEqual(
      asked.map((cluster) => cluster.args.private),
      expected,
    );
    const note = found.corrections.find(({ action }) => action === "DeferredPrivateCluster");
    assert.equal(note?.severity, expected[1] ? undefined : "warning");
  }
});

test("names for every choice of a cluster who made it", () => {
  const { provenance } = planned(inProduction({ nodeCount: 4, upgradeChannel: "stable" }));
  const last = (leaf: string) => {
    const said = provenance[`resources.cluster.args.${leaf}`]?.at(-1);
    return said?.kind === "default" ? `${said.file}: ${said.path}` : said?.kind;
  };
  assert.deepEqual(["upgradeChannel", "userPools.0.nodeCount"].map(last), ["input", "input"]);
  assert.deepEqual(
    ["nodeCount", "vmSize", "userPools.0.name", "userPools.0.vmSize", "maintenanceWindow.day", "tier"].map(last),
    [
      ...["aks.yaml: systemPool", "aks.yaml: systemPool", "aks.yaml: userPool.production"],
      ...["aks.yaml: sizes.standard.vmSize", "aks.yaml: maintenanceWindow.production", "aks.yaml: tier.production"],
    ],
  );
});
