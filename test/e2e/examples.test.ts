import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readInput } from "../../cli/readInput.js";
import { exampleDocument, exampleNames } from "../../local/demo/anyExample.js";
import { CostProjection } from "../../shared/contracts/cost.js";
import { PreviewRecord } from "../../shared/contracts/evidence.js";
import type { RunView } from "../../shared/contracts/run.js";
import { isEnded, isWaiting, startService, type Service } from "../kit/service.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Submits an example as a run of its own, decides when asked, and returns how it ended. */
async function play(service: Service, name: string, runId: string, atGate?: AtGate) {
  const { body, contentType } = await readInput(`${root}${await exampleDocument(root, name)}`);
  const headers = { "operation-id": runId, "content-type": contentType };
  const answer = await service.call("POST", "/api/provision/stack", { body, as: "ada", headers });
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  const waiting = await service.until(runId, (view) => isWaiting(view) || isEnded(view));
  if (waiting.gate) {
    await atGate?.(service, waiting);
    const decision = { body: { verdict: "approve", reason: "reviewed" }, as: "grace" };
    const headers = { "if-match": `"${waiting.gate.pin}"` };
    assert.equal((await service.call("POST", `/api/runs/${runId}/decision`, { ...decision, headers })).status, 200);
  }
  return service.until(runId, isEnded);
}

/** What a test looks at before anybody decides. */
type AtGate = (service: Service, run: RunView) => Promise<void>;

/** Plays an example to its end and once more, and returns what it planned and what it made. */
async function showsTwice(name: string, atGate?: AtGate): Promise<Shown> {
  const service = await startService();
  try {
    const runId = `example-${name}`;
    const first = await play(service, name, runId, atGate);
    assert.equal(first.outcome?.kind, "applied", JSON.stringify(first.outcome));
    const second = await play(service, name, `${runId}-again`);
    assert.equal(second.outcome?.kind, "unchanged", JSON.stringify(second.outcome));
    const artifact = async (file: string, of = runId): Promise<unknown> =>
      (await service.call("GET", `/api/runs/${of}/artifacts/${file}`)).body;
    const { drift } = PreviewRecord.parse(await artifact("preview-1.json", `${runId}-again`));
    assert.deepEqual(drift, { kind: "none" }, "what Azure returns is what was written");
    const { resourcePlan } = (await artifact("plan.json")) as { resourcePlan: string[] };
    const { resources } = (await artifact("provisioned-resources.json")) as { resources: Made[] };
    const { outputs, resources: ids } = (await artifact("outputs.json")) as Pick<Shown, "outputs"> & {
      resources: Shown["ids"];
    };
    return { plan: resourcePlan.toSorted(), resources, outputs, ids };
  } finally {
    await service.close();
  }
}

interface Shown {
  /** Labels of what was planned, sorted. */
  readonly plan: readonly string[];
  readonly resources: readonly Made[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The resource map: ids in the cloud by name. */
  readonly ids: Readonly<Record<string, string>>;
}

interface Made {
  readonly type: string;
  readonly tags?: Readonly<Record<string, string>>;
}

test("runs edition EU-MultiTenant to its resource map: cluster, wildcard names, vault, blobs, tags [CP-009]", async () => {
  const { plan, resources, outputs, ids } = await showsTwice("eu-multi-tenant");
  assert.deepEqual(plan, ["AKS", "BlobStorage", "DNS", "KeyVault", "LogAnalytics", "ManagedIdentity", "PublicIP"]);
  const cluster = resources.find(({ type }) => type.endsWith(":ManagedCluster"));
  assert.deepEqual(
    ["environment", "region", "edition"].map((tag) => cluster?.tags?.[tag]),
    ["staging", "westeurope", "EU"],
  );
  assert.equal(outputs["dns_record"], "*.edition.connectsoft.io");
  const mapped = Object.values(ids);
  for (const id of [
    /\/managedClusters\//,
    /\/vaults\/[^/]+$/,
    /\/storageAccounts\/[^/]+$/,
    /\/dnsZones\/edition\.connectsoft\.io\/[A-Z]+\/\*$/i,
  ])
    assert.ok(
      mapped.some((each) => id.test(each)),
      `${String(id)} among ${mapped.join(" ")}`,
    );
});

test("runs production in a network of its own: a private cluster with pools and a window, reached at an address [CP-012]", async () => {
  const { plan, resources } = await showsTwice("checkout-production");
  assert.ok(plan.includes("PublicIP"));
  const count = (type: string): number => resources.filter((made) => made.type.endsWith(`:${type}`)).length;
  assert.deepEqual(
    ["AgentPool", "MaintenanceConfiguration", "PublicIPAddress", "ManagementPolicy", "PrivateEndpoint"].map(count),
    [2, 2, 1, 1, 1],
  );
  assert.deepEqual(
    ["ResourceGroup", "VirtualNetwork"].map((type) => count(type)),
    [1, 1],
  );
});

test("gives a partial plan what its use case auth-service needs [CP-073]", async () => {
  const { plan } = await showsTwice("auth-blueprint");
  for (const kind of ["AKS", "DNS", "KeyVault", "BlobStorage"]) assert.ok(plan.includes(kind), kind);
});

test("gives a request without a plan what its use case report-generator needs [CP-074]", async () => {
  const { plan } = await showsTwice("report-generator");
  assert.deepEqual(plan, ["BlobStorage", "KeyVault", "LogAnalytics"]);
});

test("gives a tenant what its use case tenant-onboarding needs [CP-075]", async () => {
  const { plan } = await showsTwice("tenant-onboarding");
  assert.deepEqual(plan, ["BlobStorage", "DNS", "KeyVault", "ManagedIdentity"]);
});

test("runs AuthService in two regions: clusters, logs and groups in both, one name that fails over [CP-013, CP-015, CP-016]", async () => {
  const { resources } = await showsTwice("auth-service");
  const count = (type: string): number => resources.filter((made) => made.type.endsWith(`:${type}`)).length;
  const kinds = ["ResourceGroup", "Workspace", "ManagedCluster", "Profile"].map(count);
  assert.deepEqual(kinds, [2, 2, 2, 1]);
});

test("runs monitoring, databases, messages and apps that a plan names, and says before what they cost [CP-002, CP-003, CP-110]", async () => {
  let looks = 0;
  const { resources } = await showsTwice("orders-platform", async (service, { runId, cost }) => {
    const artifact = async (name: string): Promise<unknown> =>
      (await service.call("GET", `/api/runs/${runId}/artifacts/${name}`)).body;
    const projection = CostProjection.parse(await artifact("cost-projection.json"));
    assert.ok(projection.rows.some(({ resource, what }) => resource === "postgres" && what === "compute"));
    assert.deepEqual([cost?.atLeast, cost?.notPriced], [projection.atLeast, projection.notPriced.length]);
    assert.match(String(await artifact("manual-approval.yaml")), new RegExp(`at_least: ${projection.atLeast}\\n`));
    looks++;
  });
  assert.equal(looks, 1, "somebody was asked");
  const types = new Set(resources.map(({ type }) => type.replace("azure-native:", "")));
  for (const type of [
    "operationalinsights:Workspace",
    "applicationinsights:Component",
    "dbforpostgresql:Server",
    "servicebus:Namespace",
    "app:ManagedEnvironment",
    "monitor:MetricAlert",
    "monitor:ActivityLogAlert",
  ])
    assert.ok(types.has(type), `${type} among ${[...types].join(" ")}`);
});

const shownAbove = [
  "checkout-production",
  "eu-multi-tenant",
  "auth-blueprint",
  "report-generator",
  "tenant-onboarding",
  "auth-service",
  "orders-platform",
];
for (const name of (await exampleNames(root)).filter((each) => !shownAbove.includes(each)))
  test(`runs ${name}, and a second run changes nothing`, async () => {
    await showsTwice(name);
  });
