import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, dualRegionRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { ArgumentValue, PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import type { AcceptedRequest, PlanEntry, SettingValue } from "../contracts/request.js";
import { resolvePlan, type PlanOptions } from "./resolvePlan.js";

const knowledge = await readKnowledge();
type Described = Extract<PlannedResource, { kind: "described" }>;

const administrator = { administrator: "sg-databases", administrator_id: "11111111-2222-3333-4444-555555555555" };
const described = (of: string, settings: Record<string, SettingValue> = {}): PlanEntry => ({
  kind: "described",
  of,
  settings: {
    ...(of === "postgresql" || of === "azure-sql" ? { ...administrator, databases: ["orders"] } : {}),
    ...settings,
  },
});
const asking = (...infraPlan: PlanEntry[]): AcceptedRequest => authRequest({ infraPlan, replication: {}, secrets: [] });

const closed: Readonly<Record<string, PlanEntry>> = {
  postgresql: described("postgresql"),
  "azure-sql": described("azure-sql"),
  redis: described("redis"),
  "event-grid": described("event-grid"),
  "service-bus": described("service-bus", { sku: "Premium" }),
  "container-registry": described("container-registry", { sku: "Premium" }),
};
for (const [kind, entry] of Object.entries(closed))
  test(`reaches ${kind}, which is closed, at an address and by a name in a network that the plan then has [CP-012]`, () => {
    const plan = planned(asking({ kind: "aks" }, entry));
    const place = one(plan, kind).args["privateEndpoint"];
    assert.ok(place?.kind === "object");
    assert.deepEqual(place.members["subnetId"], { kind: "subnet", network: "network", subnet: "endpoints" });
    const zone = place.members["dnsZoneId"];
    assert.ok(zone?.kind === "output");
    const inPlan = plan.resources.find(({ logicalName }) => logicalName === zone.logicalName);
    assert.equal(inPlan?.name, knowledge.kinds[kind]?.privateLink?.zone);
    const [zoneWhy] = plan.provenance[`resources.${zone.logicalName}.name`] ?? [];
    const { title = "" } = knowledge.kinds[kind] ?? {};
    assert.ok(zoneWhy?.kind === "rule" && zoneWhy.reason === `Azure's zone for private endpoints of ${title}`);
    assert.equal(actions(plan).filter((action) => action === "InferredNetwork").length, 1);
    const [why] = plan.provenance["resources.network.of"] ?? [];
    assert.ok(why?.kind === "rule" && why.reason.startsWith(`${kind} can be reached from inside`));
  });

test("puts what runs workloads into a subnet of its own, and has no subnet that nothing needs [CP-012]", () => {
  const cluster = planned(asking({ kind: "aks" }, described("redis")));
  assert.deepEqual(subnets(cluster), { nodes: "10.20.0.0/20", endpoints: "10.20.16.0/24" });
  const [aks] = cluster.resources.filter((each) => each.kind === "aks");
  assert.deepEqual(aks?.args.subnet, { network: "network", subnet: "nodes" });
  const apps = planned(asking(described("container-apps"), described("redis")));
  assert.deepEqual(subnets(apps), { endpoints: "10.20.16.0/24", apps: "10.20.18.0/23" });
  assert.deepEqual(one(apps, "container-apps").args["subnetId"], {
    kind: "subnet",
    network: "network",
    subnet: "apps",
  });
});

test("takes subnets from the address space that is given, and refuses one without room at its place", () => {
  const network = described("virtual-network", { address_space: ["192.168.4.0/22"] });
  const plan = planned(asking({ kind: "aks" }, { kind: "storage" }, network));
  assert.deepEqual(subnets(plan), { nodes: "192.168.4.0/24", endpoints: "192.168.5.0/26" });
  const small = resolvePlan(
    asking({ kind: "aks" }, described("virtual-network", { address_space: ["192.168.4.0/28"] })),
    knowledge,
    sha256,
  );
  assert.ok(!small.ok);
  assert.deepEqual(
    small.faults.map(({ rule, pointer }) => [rule, pointer]),
    [["no-room-for-subnet", "#/infraPlan/1/settings/address_space"]],
  );
});

test("plans no network where nothing is closed, and lets vault and accounts be reached by Entra alone, on record [CP-012]", () => {
  const plan = planned(asking({ kind: "aks" }, { kind: "storage" }, { kind: "keyvault" }, described("service-bus")));
  assert.ok(!plan.resources.some(({ logicalName }) => logicalName === "network"));
  const open = plan.resources.flatMap((each) =>
    each.kind === "key-vault" || each.kind === "storage" ? [[each.kind, each.args.reachableFrom]] : [],
  );
  assert.deepEqual(open, [
    ["key-vault", "anywhere"],
    ["storage", "anywhere"],
  ]);
  const opened = plan.corrections.filter(({ action }) => action === "OpenedFirewall");
  assert.deepEqual(
    opened.map(({ field }) => field),
    ["infra_plan.keyvault", "infra_plan.storage"],
  );
});

test("leaves vault and accounts closed where nothing of the stack runs workloads", () => {
  const plan = planned(asking({ kind: "storage" }, { kind: "keyvault" }, described("postgresql")));
  assert.deepEqual(
    plan.resources.flatMap((each) =>
      each.kind === "key-vault" || each.kind === "storage" ? [each.args.reachableFrom] : [],
    ),
    [undefined, undefined],
  );
  assert.ok(!actions(plan).some((action) => ["InferredNetwork", "OpenedFirewall"].includes(action)));
});

test("moves no cluster that is there into a network, because only another one could be in it, and says so", () => {
  const request = asking({ kind: "aks" }, described("postgresql"));
  const plan = planned(request, { outsideNetwork: ["cluster"] });
  assert.ok(!plan.resources.some(({ logicalName }) => logicalName === "network"));
  const kept = plan.corrections.find(({ action }) => action === "KeptOutsideNetwork");
  assert.equal(kept?.severity, "warning");
  assert.match(kept.reason, /postgresql .* cluster is in none/);
  const named = planned(asking({ kind: "aks" }, described("postgresql"), described("virtual-network")), {
    outsideNetwork: ["cluster"],
  });
  assert.ok(
    named.resources.some(({ logicalName }) => logicalName === "network"),
    "who asks for it gets it",
  );
});

test("gives workloads the roles that entries name, on the one resource each, and nodes the right to pull [CP-086]", () => {
  const kinds = ["service-bus", "event-grid", "container-registry", "redis"].map((of) => described(of));
  const plan = planned(asking({ kind: "aks" }, ...kinds));
  const [identity] = plan.resources.filter((each) => each.kind === "workload-identity");
  assert.deepEqual(
    identity?.args.roles.map(({ role, scope }) => [role, scope.logicalName]),
    [
      ["Azure Service Bus Data Sender", "bus"],
      ["Azure Service Bus Data Receiver", "bus"],
      ["EventGrid Data Sender", "topic"],
    ],
  );
  const [cluster] = plan.resources.filter((each) => each.kind === "aks");
  assert.deepEqual(
    cluster?.args.registries?.map(({ name }) => name),
    ["registry"],
  );
  assert.deepEqual(one(plan, "redis").args["users"], {
    kind: "list",
    items: [{ kind: "output", logicalName: "identity", output: "principalId" }],
  });
});

test("lets apps pull as the identity that they act as, and has it without a cluster [CP-086]", () => {
  const plan = planned(asking(described("container-apps"), described("container-registry")));
  const [identity] = plan.resources.filter((each) => each.kind === "workload-identity");
  assert.deepEqual(
    identity?.args.roles.map(({ role, scope }) => [role, scope.logicalName]),
    [["AcrPull", "registry"]],
  );
  const [why] = plan.provenance["resources.identity.args.roles.0.role"]?.slice(-1) ?? [];
  assert.equal(why?.kind === "rule" && why.reason, "has AcrPull on registry");
  assert.deepEqual(identity.args.federatedCredentials, []);
  const [none] = plan.provenance["resources.identity.args.federatedCredentials"]?.slice(-1) ?? [];
  assert.equal(none?.kind === "rule" && none.reason, "no cluster runs the workloads");
  const named = planned(
    asking(described("container-apps"), described("managed-identity"), described("container-registry")),
  );
  assert.ok(!named.resources.some(({ kind }) => kind === "workload-identity"), "the one that the plan names");
});

test("gives what stands in elsewhere a network beside the first, and addresses there for what both regions use", () => {
  const infraPlan: PlanEntry[] = [
    { kind: "aks" },
    { kind: "storage" },
    described("container-registry"),
    described("virtual-network", { address_space: ["10.243.0.0/16"] }),
  ];
  const replication = { dns: "failover", storage: "geo-redundant" } as const;
  const plan = planned(dualRegionRequest({ infraPlan, secrets: [], replication }));
  assert.deepEqual(subnets(plan, "network-northeurope"), { nodes: "10.245.0.0/20", endpoints: "10.245.16.0/24" });
  const [, cluster] = plan.resources.filter((each) => each.kind === "aks");
  assert.deepEqual(cluster?.args.subnet, { network: "network-northeurope", subnet: "nodes" });
  assert.deepEqual(
    cluster.args.registries?.map(({ id }) => id.logicalName),
    ["registry"],
  );
  const shared = plan.resources.filter(
    (each): each is Described => each.kind === "described" && each.module === "PrivateEndpoint",
  );
  assert.deepEqual(
    shared.map(({ args }) => [args["resourceId"], args["groupId"]].map((value) => value && plain(value))),
    [
      ["storage", "blob"],
      ["registry", "registry"],
    ],
  );
});

function planned(accepted: AcceptedRequest, options: PlanOptions = {}): ResolvedPlan {
  const plan = resolvePlan(accepted, knowledge, sha256, options);
  assert.ok(plan.ok, JSON.stringify(plan));
  return plan.value;
}

function one({ resources }: ResolvedPlan, kind: string): Described {
  const found = resources.find((each): each is Described => each.kind === "described" && each.of === kind);
  assert.ok(found, kind);
  return found;
}

function actions({ corrections }: ResolvedPlan): string[] {
  return corrections.map(({ action }) => action);
}

/** Ranges of a network's subnets by name. */
function subnets(plan: ResolvedPlan, network = "network"): Record<string, unknown> {
  const found = plan.resources.find(
    (each): each is Described => each.logicalName === network && each.kind === "described",
  );
  const listed = found?.args["subnets"];
  assert.ok(listed?.kind === "list");
  return Object.fromEntries<unknown>(
    listed.items.flatMap((item) =>
      item.kind === "object" && item.members["name"] && item.members["addressPrefix"]
        ? [[String(plain(item.members["name"])), plain(item.members["addressPrefix"])]]
        : [],
    ),
  );
}

function plain(value: ArgumentValue): unknown {
  return value.kind === "literal" ? value.value : value.kind === "output" ? value.logicalName : value.kind;
}
