import assert from "node:assert/strict";
import { test } from "node:test";
import {
  authRequest,
  dualRegionRequest,
  invoiceRequest,
  readKnowledge,
  sha256,
  wideRequest,
} from "../../test/kit/requests.js";
import { ResolvedPlan, type PlannedKind, type PlannedResource } from "../contracts/plan.js";
import type { Fault } from "../contracts/problem.js";
import type { AcceptedRequest, ProvisionRequest } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();

test("plans one module for each entry and what the entries imply [CP-001]", () => {
  const plan = planned(authRequest());
  assert.deepEqual(
    plan.resources.map(({ kind }) => kind),
    [
      "resource-group",
      "log-analytics",
      "key-vault",
      "storage",
      "aks",
      "ingress-address",
      "workload-identity",
      "dns-zone",
    ],
  );
  assert.deepEqual(plan.resourcePlan, [
    "LogAnalytics",
    "KeyVault",
    "BlobStorage",
    "AKS",
    "PublicIP",
    "ManagedIdentity",
    "DNS",
  ]);
  assert.deepEqual(ResolvedPlan.parse(JSON.parse(JSON.stringify(plan))), plan);
});

test("brings every secret through the stack's bindings, in whatever region a vault is [CP-089]", () => {
  for (const request of [authRequest(), dualRegionRequest(), invoiceRequest(), wideRequest()]) {
    const plan = planned(request);
    const bound = plan.secrets.map(({ secretName, vaultRef }) => ({ name: secretName, valueFrom: vaultRef }));
    const vaults = plan.resources.flatMap((each) => (each.kind === "key-vault" ? [each.args.secrets] : []));
    assert.ok(vaults.length > 0);
    for (const secrets of vaults) assert.deepEqual(secrets, bound);
    const elsewhere = JSON.stringify(plan.resources.filter(({ kind }) => kind !== "key-vault"));
    for (const { vaultRef } of plan.secrets) assert.ok(!elsewhere.includes(vaultRef), vaultRef);
  }
});

test("plans production with more care", () => {
  const vault = resource(invoiceRequest(), "key-vault");
  assert.deepEqual([vault.args.purgeProtection, vault.args.softDeleteRetentionInDays], [true, 90]);
  const other = resource(authRequest(), "key-vault");
  assert.deepEqual([other.args.purgeProtection, other.args.softDeleteRetentionInDays], [false, 7]);
});

test("records every default, inference and change with a reason", () => {
  const { corrections } = planned(
    authRequest({
      infraPlan: [{ kind: "aks" }, { kind: "storage" }],
      replication: {},
      constraints: { requireTags: [] },
    }),
  );
  assert.deepEqual(
    new Set(corrections.map(({ action }) => action)),
    new Set([
      ...[
        "NormalisedPrefix",
        "InferredDns",
        "InferredKeyVault",
        "InferredMonitoring",
        "InferredIngressAddress",
        "DefaultedLifecycle",
        "InferredIdentity",
        "OpenedFirewall",
        "AdjustedName",
        "DefaultedAccess",
      ],
      ...["DefaultedReplication", "DefaultedTier", "DefaultedContainer", "DefaultedKubernetesVersion"],
      ...["DefaultedNodeCount", "DefaultedZones", "AutoInjectedTags"],
    ]),
  );
  for (const { reason } of corrections) assert.ok(reason.length > 0);
});

test("keeps the corrections that intake made, first", () => {
  const correction = { action: "NormalisedEnvironment", field: "environment", valueApplied: "staging", reason: "stg" };
  const plan = planned({ ...authRequest(), corrections: [correction] });
  assert.deepEqual(plan.corrections[0], correction);
});

test("keeps the trace of the stack apart from the trace of the run", () => {
  const result = resolvePlan(authRequest(), knowledge, sha256, { stackTraceId: "trace-first" });
  assert.ok(result.ok);
  assert.equal(result.value.traceId, "trace-auth-789");
  assert.equal(result.value.tags["trace_id"], "trace-first");
});

test("refuses a Kubernetes version that AKS never had, naming those it has", () => {
  const [fault] = faultsOf(withEntry({ kind: "aks", kubernetesVersion: "1.99" }));
  assert.equal(fault?.rule, "unknown-kubernetes-version");
  assert.match(fault.remedy ?? "", /of 1\.31, 1\.32, 1\.33, 1\.34, 1\.35, 1\.36, 1\.37; 1\.36 is the default/);
});

test("spreads a cluster over the zones of the region map [CP-017]", () => {
  const zonal = authRequest({ regions: { primary: "westeurope", zones: ["3", "1"] } });
  assert.deepEqual(resource(zonal, "aks").args.zones, ["1", "3"]);
});

test("takes zones from the environment's topology where the map names none, as far as the region has them", () => {
  assert.deepEqual(resource(authRequest(), "aks").args.zones, ["1", "2"]);
  const regional = authRequest({ region: "ukwest", regions: { primary: "ukwest", zones: [] } });
  assert.deepEqual(resource(regional, "aks").args.zones, []);
});

test("refuses zones that a region does not have", () => {
  const request = authRequest({ region: "ukwest", regions: { primary: "ukwest", zones: ["1"] }, replication: {} });
  assert.deepEqual(rules(request), ["unknown-zone"]);
});

for (const region of ["atlantis", "constructor"])
  test(`refuses the region ${region} without stumbling over it`, () => {
    const request = authRequest({ region, regions: { primary: region, zones: [] }, replication: {} });
    assert.ok(rules(request).includes("unknown-region"));
  });

const skus: [NonNullable<ProvisionRequest["replication"]["storage"]>, string][] = [
  ["local", "Standard_LRS"],
  ["zone-redundant", "Standard_ZRS"],
  ["geo-redundant", "Standard_GRS"],
];
for (const [storage, sku] of skus)
  test(`stores ${storage} data as ${sku} [CP-014]`, () => {
    assert.equal(resource(authRequest({ replication: { storage } }), "storage").args.sku, sku);
  });

test("stays in one region when no replication is given, and still replicates what is stateful [CP-043, CP-068]", () => {
  assert.equal(resource(authRequest({ replication: {} }), "storage").args.sku, "Standard_ZRS");
  assert.ok(actions(authRequest({ replication: {} })).includes("DefaultedReplication"));
  const zoneless = authRequest({ replication: {}, region: "ukwest", regions: { primary: "ukwest", zones: [] } });
  assert.equal(resource(zoneless, "storage").args.sku, "Standard_LRS");
});

test("refuses a replication that plan or region cannot have [CP-131]", () => {
  const storage = { kind: "storage", tier: "premium" } as const;
  assert.deepEqual(rules(withEntry(storage, { replication: { storage: "geo-redundant" } })), ["replication-mismatch"]);
  const unpaired = { region: "italynorth", regions: { primary: "italynorth", zones: [] } };
  assert.deepEqual(rules(authRequest({ ...unpaired, replication: { storage: "geo-redundant" } })), [
    "replication-mismatch",
  ]);
  const zoneless = { region: "ukwest", regions: { primary: "ukwest", zones: [] } };
  assert.deepEqual(rules(authRequest({ ...zoneless, replication: { storage: "zone-redundant" } })), [
    "replication-mismatch",
  ]);
});

test("says what of a replication strategy the plan does not hold", () => {
  const request = invoiceRequest({
    replication: { storage: "local", dns: "failover", observability: "dual-region" },
    infraPlan: [{ kind: "dns", fqdn: "invoices.connectsoft.io" }],
    secrets: [],
  });
  const notes = planned(request).corrections.filter(({ field }) => field.startsWith("replication."));
  assert.deepEqual(
    notes.map(({ field }) => field),
    ["replication.storage", "replication.dns", "replication.observability"],
  );
});

test("enforces the quotas of resource constraints [CP-036]", () => {
  const constraints = { maxAksClusters: 1, maxNodesPerCluster: 5, requireTags: [] };
  const infraPlan: ProvisionRequest["infraPlan"] = [
    { kind: "aks", nodeCount: 6 },
    { kind: "aks", nodeCount: 1 },
  ];
  assert.deepEqual(
    faultsOf(authRequest({ constraints, infraPlan, replication: {} })).map(({ pointer, rule }) => [pointer, rule]),
    [
      ["#/infraPlan/0/nodeCount", "quota-exceeded"],
      ["#/infraPlan/1", "quota-exceeded"],
    ],
  );
  assert.deepEqual(rules(authRequest({ constraints })), []);
});

test("keeps a default below the quota", () => {
  const request = withEntry({ kind: "aks" }, { constraints: { maxNodesPerCluster: 2, requireTags: [] } });
  assert.equal(resource(request, "aks").args.nodeCount, 2);
});

test("requires the tags that constraints name [CP-037]", () => {
  const request = authRequest({ constraints: { requireTags: ["cost_center", "trace_id"] } });
  assert.deepEqual(
    faultsOf(request).map(({ rule, detail }) => [rule, detail.includes("cost_center")]),
    [["missing-tag", true]],
  );
});

test("checks the required tags after injecting those that it knows, and refuses one that has no value even then [CP-127]", () => {
  const required = ["agent_origin", "blueprint_id", "environment", "trace_id"];
  const { tags } = planned(authRequest({ tags: {} }));
  assert.deepEqual(
    required.map((name) => tags[name]),
    ["cloud-provisioner-agent", "blueprint-auth-multi", "staging", "trace-auth-789"],
  );
  const { tagging } = knowledge;
  const without = (blank: Partial<ProvisionRequest>) => ({
    ...authRequest(),
    request: { ...authRequest().request, ...blank },
  });
  const nobody = { ...knowledge, tagging: { ...tagging, constants: { ...tagging.constants, agent_origin: "" } } };
  for (const [name, result] of [
    ["trace_id", resolvePlan(without({ traceId: " " }), knowledge, sha256)],
    ["blueprint_id", resolvePlan(without({ blueprintId: "" }), knowledge, sha256)],
    ["agent_origin", resolvePlan(authRequest(), nobody, sha256)],
  ] as const)
    assert.deepEqual(result.ok ? [] : result.faults.map(({ rule, detail }) => [rule, detail.split(" ")[2]]), [
      ["missing-tag", name],
    ]);
});

test("seeds the vault with references, and names a place for the kubeconfig", () => {
  const plan = planned(authRequest());
  assert.deepEqual(resource(authRequest(), "key-vault").args.secrets, [
    { name: "auth-secret", valueFrom: "authservice-app-secret" },
  ]);
  assert.equal(resource(authRequest(), "aks").args.kubeconfigSecret, "auth-kubeconfig");
  assert.deepEqual(plan.secrets, [
    { name: "AUTH_SECRET", vaultRef: "authservice-app-secret", secretName: "auth-secret", mountStrategy: "env" },
  ]);
});

test("plans a vault where there are secrets and none was planned, and says so", () => {
  const request = authRequest({ infraPlan: [{ kind: "storage" }], replication: {} });
  assert.equal(resource(request, "key-vault").args.secrets.length, 1);
  assert.ok(actions(request).includes("InferredKeyVault"));
});

test("refuses two secrets that would meet in one vault, and one that would meet the kubeconfig", () => {
  const secret = (name: string) => ({ name, vaultRef: "ref", mountStrategy: "env" as const });
  assert.deepEqual(rules(authRequest({ secrets: [secret("APP_KEY"), secret("app-key")] })), ["duplicate-secret"]);
  assert.deepEqual(rules(authRequest({ secrets: [secret("AUTH_KUBECONFIG")] })), ["duplicate-secret"]);
});

test("allows the mount strategies that policy allows the environment [CP-071]", () => {
  const { environments } = knowledge.environments;
  const strict = {
    ...knowledge,
    environments: {
      ...knowledge.environments,
      environments: {
        ...environments,
        staging: { ...environments.staging, mountStrategies: ["volume"] as ["volume"] },
      },
    },
  };
  const result = resolvePlan(authRequest(), strict, sha256);
  assert.deepEqual(result.ok ? [] : result.faults.map(({ rule }) => rule), ["forbidden-mount-strategy"]);
  assert.deepEqual(rules(authRequest()), []);
});

test("makes the record of a name in its zone, following the address that the cluster's ingress takes", () => {
  const zone = resource(authRequest(), "dns-zone");
  assert.equal(zone.name, "europe.connectsoft.io");
  assert.deepEqual(zone.args.records, [
    {
      name: "auth",
      type: "A",
      ttlSeconds: 60,
      target: { kind: "resource", logicalName: "ingress" },
    },
  ]);
  const { args, name } = resource(authRequest(), "ingress-address");
  assert.equal(name, "cs-stg-weu-auth-pip");
  assert.match(args.dnsLabel, /^cs-stg-weu-auth-ingress-[a-z0-9]{5}$/);
  assert.deepEqual(
    [args.clusterPrincipalId.logicalName, args.zones],
    ["cluster", ["1", "2", "3"]],
    "also where the nodes are in two zones",
  );
});

test("names an address by its own name once as many records follow it as Azure lets", () => {
  const named = (count: number): ProvisionRequest["infraPlan"] => [
    { kind: "aks" },
    ...Array.from({ length: count }, (_, index) => ({ kind: "dns" as const, fqdn: `n${index}.auth.connectsoft.io` })),
  ];
  const targets = (count: number): unknown[] =>
    resource(authRequest({ infraPlan: named(count), replication: {} }), "dns-zone").args.records.map(
      ({ type, target }) => `${type} ${target.kind}`,
    );
  assert.deepEqual(new Set(targets(20)), new Set(["A resource"]));
  assert.deepEqual(new Set(targets(21)), new Set(["CNAME output"]));
});

test("gives an address to the cluster that names lead to and to no other", () => {
  const infraPlan: ProvisionRequest["infraPlan"] = [{ kind: "aks" }, { kind: "aks" }];
  const { resources } = planned(authRequest({ infraPlan, replication: {} }));
  assert.equal(resources.filter(({ kind }) => kind === "aks").length, 2);
  assert.deepEqual(
    resources.flatMap((each) => (each.kind === "ingress-address" ? [each.args.clusterPrincipalId.logicalName] : [])),
    ["cluster"],
  );
});

test("leaves out a record that nothing could answer, and says so", () => {
  assert.deepEqual(resource(invoiceRequest(), "dns-zone").args.records, []);
  assert.ok(actions(invoiceRequest()).includes("DeferredDnsRecord"));
});

test("infers a DNS name for a cluster that has none, and says so [CP-088]", () => {
  const request = authRequest({ infraPlan: [{ kind: "aks", nodeCount: 1 }], replication: {} });
  const zone = resource(request, "dns-zone");
  assert.equal(`${zone.args.records[0]?.name ?? ""}.${zone.name}`, "auth.weu.stg.connectsoft.io");
  assert.ok(actions(request).includes("InferredDns"));
});

test("puts names of one zone into one zone, a wildcard first label among them", () => {
  const infraPlan: ProvisionRequest["infraPlan"] = [
    { kind: "aks" },
    { kind: "dns", fqdn: "*.edition.connectsoft.io" },
    { kind: "dns", fqdn: "Admin.edition.connectsoft.io." },
    { kind: "dns", fqdn: "auth.europe.connectsoft.io" },
  ];
  const { resources } = planned(authRequest({ infraPlan, replication: {} }));
  assert.deepEqual(
    resources.flatMap((each) =>
      each.kind === "dns-zone" ? [[each.logicalName, each.name, each.args.records.map(({ name }) => name)]] : [],
    ),
    [
      ["dns", "edition.connectsoft.io", ["*", "admin"]],
      ["dns-2", "europe.connectsoft.io", ["auth"]],
    ],
  );
});

for (const fqdn of [
  "localhost",
  "a..b",
  "-a.b.c",
  "a_b.c.d",
  "x.*.y",
  "*.io",
  `${"a".repeat(64)}.b.c`,
  "a.b.c/../d",
  "",
])
  test(`refuses ${JSON.stringify(fqdn).slice(0, 20)} as a domain name`, () => {
    assert.ok(rules(withEntry({ kind: "dns", fqdn })).includes("invalid-domain"));
  });

test("numbers further resources of a kind in names, logical names and secrets", () => {
  const request = authRequest({ infraPlan: [{ kind: "aks" }, { kind: "aks" }, { kind: "keyvault" }], replication: {} });
  const clusters = planned(request).resources.filter((each) => each.kind === "aks");
  assert.deepEqual(
    clusters.map(({ logicalName, name, args }) => [logicalName, name, args.kubeconfigSecret]),
    [
      ["cluster", "cs-stg-weu-auth-aks", "auth-kubeconfig"],
      ["cluster-2", "cs-stg-weu-auth-aks2", "auth-kubeconfig-2"],
    ],
  );
});

test("keeps the name of a cluster's node group within 80 characters", () => {
  const resourceGroup = `cs-${"g".repeat(40)}`;
  const { name } = resource(authRequest({ resourceGroup, component: "CustomerNotificationService" }), "aks");
  assert.ok(`MC_${resourceGroup}_${name}_westeurope`.length <= 80, name);
  assert.deepEqual(rules(authRequest({ resourceGroup: "g".repeat(60) })), ["name-too-long"]);
});

test("finds every fault of a request at once", () => {
  const found = rules(
    authRequest({
      ...{ region: "atlantis", resourceGroup: "CS_stg", resourcePrefix: "c*", tenantId: "../x" },
      infraPlan: [
        { kind: "aks", kubernetesVersion: "1.99" },
        { kind: "keyvault" },
        { kind: "keyvault" },
        { kind: "dns", fqdn: "x" },
      ],
      constraints: { maxNodesPerCluster: 1, requireTags: ["owner"] },
      replication: {},
    }),
  );
  for (const rule of [
    "unknown-region",
    "forbidden-name",
    "unknown-kubernetes-version",
    "duplicate-entry",
    "invalid-domain",
    "missing-tag",
  ])
    assert.ok(found.includes(rule), `${rule} is not among ${found.join(", ")}`);
  assert.equal(found.filter((rule) => rule === "forbidden-name").length, 3);
});

function planned(accepted: AcceptedRequest): ResolvedPlan {
  const result = resolvePlan(accepted, knowledge, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function faultsOf(accepted: AcceptedRequest): readonly Fault[] {
  const result = resolvePlan(accepted, knowledge, sha256);
  return result.ok ? [] : result.faults;
}

function rules(accepted: AcceptedRequest): string[] {
  return faultsOf(accepted).map(({ rule }) => rule);
}

function actions(accepted: AcceptedRequest): string[] {
  return planned(accepted).corrections.map(({ action }) => action);
}

function resource<K extends PlannedKind>(accepted: AcceptedRequest, kind: K): Extract<PlannedResource, { kind: K }> {
  const found = planned(accepted).resources.find(
    (each): each is Extract<PlannedResource, { kind: K }> => each.kind === kind,
  );
  assert.ok(found, `no ${kind} is planned`);
  return found;
}

function withEntry(
  entry: ProvisionRequest["infraPlan"][number],
  changes: Partial<ProvisionRequest> = {},
): AcceptedRequest {
  return authRequest({ infraPlan: [entry], replication: {}, ...changes });
}
