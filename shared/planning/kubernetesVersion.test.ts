import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, invoiceRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import type { AcceptedRequest } from "../contracts/request.js";
import { resolvePlan, type KnownStack } from "./resolvePlan.js";

const knowledge = await readKnowledge();

function plannedWith(accepted: AcceptedRequest, known: KnownStack = {}): ResolvedPlan {
  const plan = resolvePlan(accepted, knowledge, sha256, known);
  assert.ok(plan.ok, JSON.stringify(plan));
  return plan.value;
}

function clusterOf({ resources }: ResolvedPlan): Extract<PlannedResource, { kind: "aks" }>["args"] {
  const cluster = resources.find((each) => each.kind === "aks");
  assert.ok(cluster);
  return cluster.args;
}

const asking = (kubernetesVersion: string): AcceptedRequest =>
  authRequest({ infraPlan: [{ kind: "aks", kubernetesVersion }], replication: {} });
const versionIn = (asked: string, declared?: string): string =>
  clusterOf(plannedWith(asking(asked), declared === undefined ? {} : { clusterVersions: { cluster: declared } }))
    .kubernetesVersion;
const correctionsOf = (plan: ResolvedPlan) => plan.corrections.filter(({ field }) => field.endsWith(".k8s_version"));

test("keeps a version in support as the text it is, with its patch [CP-034]", () => {
  for (const version of ["1.34", "1.34.2", "1.37"]) {
    assert.equal(versionIn(version), version);
    assert.deepEqual(correctionsOf(plannedWith(asking(version))), []);
  }
});

test("raises a version whose support has ended for a cluster that is not there, and says so", () => {
  for (const version of ["1.28", "1.30", "1.29.4"]) {
    const plan = plannedWith(asking(version));
    assert.equal(clusterOf(plan).kubernetesVersion, "1.34");
    const [raised] = correctionsOf(plan);
    assert.deepEqual(
      [raised?.action, raised?.valueBefore, raised?.valueApplied, raised?.severity],
      ["RaisedKubernetesVersion", version, "1.34", "warning"],
    );
    const chain = plan.provenance["resources.cluster.args.kubernetesVersion"] ?? [];
    assert.deepEqual(chain.at(-1)?.replaced, { value: version });
  }
});

test("leaves a cluster on the version that it has, though its support has ended", () => {
  assert.equal(versionIn("1.28", "1.28"), "1.28");
  const plan = plannedWith(asking("1.28.15"), { clusterVersions: { cluster: "1.28" } });
  assert.equal(clusterOf(plan).kubernetesVersion, "1.28.15", "its patches are still there");
  assert.equal(correctionsOf(plan)[0]?.action, "KeptUnsupportedKubernetesVersion");
});

test("never goes back to a version whose support has ended", () => {
  assert.equal(versionIn("1.28", "1.34"), "1.34", "as the cluster was made");
  assert.equal(versionIn("1.28", "1.35"), "1.35");
  assert.equal(versionIn("1.28", "1.27"), "1.34", "nor takes a step to one");
});

test("knows a cluster by its name: another one of the stack is new", () => {
  const plan = plannedWith(asking("1.28"), { clusterVersions: { "cluster-northeurope": "1.28" } });
  assert.equal(clusterOf(plan).kubernetesVersion, "1.34");
});

test("plans the tier and the support plan that a version under long-term support needs, and says so", () => {
  const plan = plannedWith(asking("1.32"));
  const { kubernetesVersion, tier, supportPlan } = clusterOf(plan);
  assert.deepEqual([kubernetesVersion, tier, supportPlan], ["1.32", "Premium", "AKSLongTermSupport"]);
  assert.equal(correctionsOf(plan)[0]?.action, "PlannedLongTermSupport");
  for (const leaf of ["tier", "supportPlan"])
    assert.match(JSON.stringify(plan.provenance[`resources.cluster.args.${leaf}`]), /long-term support only/);
});

test("pays for a promise in production and over zones, and nowhere else", () => {
  const inPlace = (request: AcceptedRequest) => {
    const { tier, zones, supportPlan } = clusterOf(plannedWith(request));
    return [tier, zones.length > 0, supportPlan];
  };
  const plan = { infraPlan: [{ kind: "aks" as const }], replication: {} };
  const zoneless = { region: "ukwest", regions: { primary: "ukwest", zones: [] } };
  assert.deepEqual(inPlace(invoiceRequest({ ...plan, ...zoneless })), ["Standard", false, undefined]);
  assert.deepEqual(inPlace(authRequest(plan)), ["Standard", true, undefined]);
  assert.deepEqual(inPlace(authRequest({ ...plan, ...zoneless })), ["Free", false, undefined]);
});
