import assert from "node:assert/strict";
import { test } from "node:test";
import type { AcceptedRequest, ProvisionRequest } from "../../shared/contracts/request.js";
import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import { resolvePlan } from "../../shared/planning/resolvePlan.js";
import type { StackTarget } from "../../shared/ports/stackEngine.js";
import { renderStack } from "../../shared/rendering/renderStack.js";
import { builtModules } from "../kit/builtModules.js";
import { moduleStacks } from "../kit/moduleStacks.js";
import { authRequest, dualRegionRequest, readKnowledge, sha256 } from "../kit/requests.js";

/** What planning decides and rendering writes, run by the real engine against the simulated Azure. */
const [knowledge, modulesPackage] = await Promise.all([readKnowledge(), builtModules()]);

type Planned = StackTarget & { readonly plan: ResolvedPlan };

/**
 * Lives through a stack in a cloud of its own: a vault that another test deleted keeps its name. One with something that
 * production must not lose lives on.
 */
async function live(target: Planned): Promise<Readonly<Record<string, unknown>>> {
  const stacks = await moduleStacks();
  try {
    if (!target.plan.resources.some(({ protect }) => protect)) return await stacks.live(target);
    const { outputs } = await stacks.create(target);
    assert.deepEqual((await stacks.preview(target)).plan.steps, [], "a second run has nothing to do");
    const refused = await stacks.world.engine.destroy(target, { operationId: "destroy", fencingToken: 1000 });
    assert.deepEqual([refused.kind, refused.kind === "failed" && refused.code], ["failed", "resource-protected"]);
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  } finally {
    await stacks.world.close();
  }
}

/** The one secret of the world's vault. */
const secrets: ProvisionRequest["secrets"] = [{ name: "AUTH_SECRET", vaultRef: "db-password", mountStrategy: "env" }];

function target(accepted: AcceptedRequest): Planned {
  const plan = resolvePlan(accepted, knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  const rendered = renderStack(plan.value, { ...knowledge.versions, modulesPackage }, sha256);
  return { plan: plan.value, rendered, secrets: plan.value.secrets.map(({ vaultRef }) => vaultRef) };
}

test("a stack of two regions lives: groups, clusters, telemetry and names that fail over [CP-013, CP-014, CP-015, CP-016]", async () => {
  const stack = target(dualRegionRequest({ secrets }));
  assert.match(stack.rendered.files["index.ts"] ?? "", /^ {2}sku: "Standard_GRS",/m);
  const outputs = await live(stack);
  assert.deepEqual(
    [outputs["resource_group"], outputs["secondary_resource_group"]],
    ["cs-stg-rg-auth", "cs-stg-rg-auth-neu"],
  );
  assert.match(String(outputs["traffic_manager_fqdn"]), /^cs-stg-weu-auth-traf-\w+\.trafficmanager\.net$/);
  assert.match(String(outputs["secondary_aks_cluster_fqdn"]), /\.northeurope\./);
  assert.match(String(outputs["secondary_ingress_fqdn"]), /^cs-stg-neu-auth-dr-weu-ingress-\w+\.northeurope\.cloudapp/);
  assert.deepEqual(outputs["ingress_annotations"], {
    "service.beta.kubernetes.io/azure-load-balancer-resource-group": "cs-stg-rg-auth",
    "service.beta.kubernetes.io/azure-pip-name": "cs-stg-weu-auth-pip",
  });
  assert.match(String(outputs["secondary_log_analytics_workspace_id"]), /cs-stg-rg-auth-neu/);
  assert.ok(outputs["redis_host"], "a described kind puts out what its entry names");
});

test("a name directly below the organisation's zone is a zone of its own that fails over [CP-015]", async () => {
  const infraPlan: ProvisionRequest["infraPlan"] = [{ kind: "aks" }, { kind: "dns", fqdn: "signin.connectsoft.io" }];
  const outputs = await live(target(dualRegionRequest({ infraPlan, replication: { dns: "failover" }, secrets: [] })));
  assert.deepEqual([outputs["dns_zone"], outputs["dns_record"]], ["signin.connectsoft.io", "signin.connectsoft.io"]);
  assert.match(String(outputs["traffic_manager_fqdn"]), /\.trafficmanager\.net$/);
});

test("a stack with a network lives: nodes in their subnet, vault and accounts at private addresses [CP-012]", async () => {
  const { infraPlan } = dualRegionRequest().request;
  const network: ProvisionRequest["infraPlan"][number] = { kind: "described", of: "virtual-network", settings: {} };
  const stack = target(dualRegionRequest({ secrets, infraPlan: [...infraPlan, network], replication: {} }));
  assert.deepEqual(
    stack.plan.resources.slice(0, 4).map(({ logicalName }) => logicalName),
    ["resource-group", "network", "vault-zone", "blob-zone"],
  );
  const outputs = await live(stack);
  assert.match(String(outputs["virtual_network_id"]), /\/virtualNetworks\/cs-stg-weu-auth-vnet$/);
});

test("what described kinds have in a second region lives there, and a registry reaches into it", async () => {
  const kinds = ["container-apps", "container-registry", "event-grid", "managed-identity", "service-bus"];
  const infraPlan = kinds.map((of) => ({ kind: "described" as const, of, settings: sampleSettings(of) }));
  const outputs = await live(target(dualRegionRequest({ secrets, infraPlan, replication: { dns: "failover" } })));
  assert.match(String(outputs["secondary_service_bus_namespace"]), /^cs-stg-neu-auth-dr-weu-bus-/);
  assert.notEqual(outputs["secondary_event_grid_endpoint"], outputs["event_grid_endpoint"]);
  assert.match(String(outputs["secondary_container_apps_domain"]), /northeurope/);
  assert.ok(outputs["container_registry"]);
  assert.ok(!("secondary_container_registry" in outputs), "it is the same registry");
});

test("a production cluster lives: private in the stack's network, with pools, a window and a lifecycle for its blobs", async () => {
  const infraPlan: ProvisionRequest["infraPlan"] = [
    {
      kind: "aks",
      userPools: [
        { name: "work", nodeCount: 2, maxCount: 6 },
        { name: "batch", size: "small" },
      ],
    },
    { kind: "storage", lifecycle: { coolAfterDays: 30, deleteAfterDays: 365 } },
    { kind: "described", of: "virtual-network", settings: {} },
  ];
  const stack = target(authRequest({ environment: "prod", infraPlan, replication: {}, secrets }));
  const [cluster] = stack.plan.resources.filter((each) => each.kind === "aks");
  assert.deepEqual(
    [cluster?.args.private, cluster?.args.tier, cluster?.args.maintenanceWindow?.day],
    [true, "Standard", "Sunday"],
  );
  const outputs = await live(stack);
  assert.match(String(outputs["aks_cluster_fqdn"]), /\.privatelink\./);
  assert.match(String(outputs["ingress_address"]), /^203\.0\.113\./, "and yet its workloads are reached");
});

test("a cluster of a version under long-term support lives, in the tier that has it", async () => {
  const infraPlan: ProvisionRequest["infraPlan"] = [{ kind: "aks", kubernetesVersion: "1.32" }];
  await live(target(authRequest({ infraPlan, replication: {}, secrets: [] })));
});

for (const kind of Object.keys(knowledge.kinds))
  test(`a stack with ${kind}, as its entry describes it, lives`, async () => {
    const settings = sampleSettings(kind);
    const infraPlan: ProvisionRequest["infraPlan"] = [{ kind: "described", of: kind, settings }];
    await live(target(authRequest({ infraPlan, replication: {}, secrets: [] })));
  });

/** What a plan must give of a kind, as the entry's own examples say it. */
function sampleSettings(kind: string): Record<string, string | string[]> {
  const { required = [], settings = {} } = knowledge.kinds[kind] ?? {};
  return Object.fromEntries(
    required.map((name) => {
      const setting = settings[name];
      assert.ok(setting?.type === "text" || setting?.type === "texts", `${kind}.${name}`);
      return [name, setting.type === "texts" ? [setting.example] : setting.example];
    }),
  );
}
