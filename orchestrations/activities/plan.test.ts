import assert from "node:assert/strict";
import { test } from "node:test";
import { projectCost } from "../../shared/planning/projectCost.js";
import { resolvePlan } from "../../shared/planning/resolvePlan.js";
import { ResolvedPlan } from "../../shared/contracts/plan.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { authRequest, readKnowledge } from "../../test/kit/requests.js";
import { digest, memoryRecords, runFixture, stackMemoryFixture } from "../../test/kit/runFixture.js";
import { putDocument, readDocument } from "./documents.js";
import { plan } from "./plan.js";

const knowledge = await readKnowledge();

/** The version that the step plans for a cluster of which the request asks 1.28. */
async function plannedVersion(memory: Memory): Promise<unknown> {
  const resources = await plannedWith(memory);
  return resources.find((each) => each.kind === "aks")?.args.kubernetesVersion;
}

type Memory = Readonly<Record<string, unknown>> | undefined;

async function plannedWith(memory: Memory, accepted = authRequest()): Promise<ResolvedPlan["resources"]> {
  const { artifacts, ledger } = memoryRecords();
  const request = await putDocument(artifacts, `${runFixture.folder}/request.json`, accepted, runFixture.traceId);
  const run = { ...runFixture, request };
  if (memory) await ledger.create(runPaths.memory(run.stack.path, 3), JSON.stringify(memory), { token: "3" });
  const step = plan({
    artifacts,
    ledger,
    resolve: (accepted, known) => resolvePlan(accepted, knowledge, digest, known),
    projectCost: (planned) => projectCost(planned, knowledge.prices),
  });
  const planned = await step(run);
  assert.ok(planned.kind === "planned", JSON.stringify(planned));
  const { resources } = await readDocument(artifacts, planned.plan, ResolvedPlan);
  return resources;
}

test("plans a cluster on the version that its stack is remembered to have, and a new one on one in support", async () => {
  assert.equal(await plannedVersion(undefined), "1.34");
  assert.equal(await plannedVersion({ ...stackMemoryFixture, cluster_versions: { cluster: "1.28" } }), "1.28");
  assert.equal(await plannedVersion(stackMemoryFixture), "1.34", "remembered before clusters were");
});

test("plans a new cluster into a network for what is closed, and leaves one that is remembered where it is", async () => {
  const redis = { kind: "described", of: "redis", settings: {} } as const;
  const accepted = authRequest({ infraPlan: [{ kind: "aks" }, redis] });
  const hasNetwork = async (memory: Memory): Promise<boolean> =>
    (await plannedWith(memory, accepted)).some(({ logicalName }) => logicalName === "network");
  const clusters = { cluster_versions: { cluster: "1.34" } };
  assert.equal(await hasNetwork(undefined), true);
  assert.equal(
    await hasNetwork({ ...stackMemoryFixture, ...clusters, outside_network: [] }),
    true,
    "it is in the network already",
  );
  assert.equal(await hasNetwork({ ...stackMemoryFixture, ...clusters, outside_network: ["cluster"] }), false);
  assert.equal(
    await hasNetwork({ ...stackMemoryFixture, ...clusters }),
    false,
    "remembered before networks were inferred",
  );
});
