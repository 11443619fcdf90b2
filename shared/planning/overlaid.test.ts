import assert from "node:assert/strict";
import { test } from "node:test";
import { accepted, sampleDocuments } from "../intake/testing/samples.js";
import { readKnowledge, sha256 } from "../../test/kit/requests.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();

test("says of a value that an overlay set where it stands, and what it replaced where", () => {
  const overlay = "infra_plan:\n  aks: { node_count: 5 }\n  redis: true\n";
  const documents = { ...sampleDocuments(), "environment-overlay.staging.yaml": overlay };
  const plan = resolvePlan(accepted(JSON.stringify({ documents }), "json"), knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  const { provenance } = plan.value;
  assert.deepEqual(provenance["resources.cluster.args.nodeCount"]?.[0], {
    kind: "overlay",
    field: "infra_plan.aks.node_count",
    origin: {
      document: "environment-overlay.staging.yaml",
      pointer: "#/infra_plan/aks/node_count",
      line: 2,
      column: 22,
    },
    replaced: {
      value: 3,
      origin: { document: "infra-plan.yaml", pointer: "#/resources/0/node_count", line: 4, column: 17 },
    },
  });
  const added = Object.entries(provenance).find(([path]) => path.startsWith("resources.cache."))?.[1][0];
  assert.equal(added?.kind, "overlay", "a kind that only the overlay asks for");
  assert.equal(provenance["resources.cluster.args.kubernetesVersion"]?.[0]?.kind, "input");
});

test("plans what a plan or its overlay says no to only on record, as a warning at that word", () => {
  const warned = (overlay: string) => {
    const plan = "aks: true\nkeyvault: false\nmonitoring: false\n";
    const documents = { ...sampleDocuments(), "infra-plan.yaml": plan, "environment-overlay.staging.yaml": overlay };
    const resolved = resolvePlan(accepted(JSON.stringify({ documents }), "json"), knowledge, sha256);
    assert.ok(resolved.ok, JSON.stringify(resolved));
    return resolved.value.corrections
      .filter(({ action, severity }) => action.startsWith("Inferred") && severity === "warning")
      .map(({ field, valueBefore, document, pointer }) => [field, valueBefore, document, pointer]);
  };
  const monitoring = ["infra_plan.monitoring", false, "infra-plan.yaml", "#/monitoring"];
  const vault = ["infra_plan.keyvault", false, "infra-plan.yaml", "#/keyvault"];
  assert.deepEqual(warned("tags: { owner: ada }\n"), [monitoring, vault], "a cluster and secrets need them");
  assert.deepEqual(warned("infra_plan: { monitoring: true }\n"), [vault], "the overlay asks for it");
  assert.deepEqual(warned("infra_plan: { dns: false, keyvault: true }\n"), [
    ["infra_plan.dns", false, "environment-overlay.staging.yaml", "#/infra_plan/dns"],
    monitoring,
  ]);
  assert.deepEqual(warned("infra_plan: { keyvault: true, monitoring: true, redis: true, virtual-network: false }\n"), [
    ["infra_plan.virtual-network", false, "environment-overlay.staging.yaml", "#/infra_plan/virtual-network"],
  ]);
});
