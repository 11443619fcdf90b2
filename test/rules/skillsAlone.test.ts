import assert from "node:assert/strict";
import { test } from "node:test";
import type { ProvisionRequest } from "../../shared/contracts/request.js";
import { nameParts } from "../../shared/naming/nameParts.js";
import { adviseFallbackRegion } from "../../shared/planning/adviseFallbackRegion.js";
import { composeAccess } from "../../shared/planning/composeAccess.js";
import { expandTopology } from "../../shared/planning/expandTopology.js";
import { injectSecrets } from "../../shared/planning/injectSecrets.js";
import { inputsOf } from "../../shared/planning/inputs.js";
import type { PlanContext } from "../../shared/planning/planContext.js";
import { resolvePlace } from "../../shared/planning/resolvePlace.js";
import { resolvePlan } from "../../shared/planning/resolvePlan.js";
import { selectTemplates } from "../../shared/planning/selectTemplates.js";
import { stackIdentity } from "../../shared/planning/stackIdentity.js";
import { tagFaults } from "../../shared/tagging/tagFaults.js";
import { authRequest, readKnowledge, sha256 } from "../kit/requests.js";

const knowledge = await readKnowledge();
const accepted = frozen(authRequest({ infraPlan: [{ kind: "aks" }, { kind: "storage" }] }));

/** What a skill reads of a plan, made without the plan's other skills. */
function contextOf(request: ProvisionRequest): PlanContext {
  const identity = stackIdentity(request, knowledge);
  const { environment, region } = resolvePlace(request, knowledge).value;
  const parts = nameParts(knowledge.naming.prefix.default, identity, knowledge);
  const inputs = inputsOf(accepted);
  return {
    ...{ request, inputs, knowledge, digest: sha256, identity, environment, clusterVersions: {} },
    site: { role: "primary", name: request.region, region, parts, resourceGroup: "group", why: [] },
  };
}

const context = contextOf(accepted.request);
const topology = () => expandTopology(accepted.request, context.inputs, context.site.parts, knowledge).value;

const skills: readonly [skill: string, decide: () => unknown, expected: unknown][] = [
  ["StackNamingPlanner", () => stackIdentity(accepted.request, knowledge).stack, "staging-westeurope-auth"],
  [
    "TopologyExpander",
    () => {
      const value = topology();
      return [
        value.clusters.length,
        value.storages.length,
        value.domains.length,
        Boolean(value.vault && value.monitoring),
      ];
    },
    [1, 1, 1, true],
  ],
  [
    "SecretsInjectionSkill",
    () => injectSecrets(context, topology()).value.map(({ name, secretName }) => [name, secretName]),
    [["AUTH_SECRET", "auth-secret"]],
  ],
  ["RegionFallbackAdvisor", () => adviseFallbackRegion(context).value, "northeurope"],
  [
    "PolicyComplianceChecker",
    () =>
      tagFaults({}, ["owner"], ["storage"], knowledge.tagging)
        .map(({ missing }) => missing)
        .includes("owner"),
    true,
  ],
];
for (const [skill, decide, expected] of skills)
  test(`${skill} decides alone and by rule, the same every time [CP-085, CP-087]`, () => {
    assert.deepEqual(decide(), expected);
    assert.deepEqual(decide(), expected);
  });

test("the skills that need a plan's resources decide on them alone [CP-085, CP-086]", () => {
  const plan = resolvePlan(accepted, knowledge, sha256);
  assert.ok(plan.ok, JSON.stringify(plan));
  const { resources } = plan.value;
  const of = <K extends (typeof resources)[number]["kind"]>(kind: K) =>
    resources.filter((each): each is Extract<(typeof resources)[number], { kind: K }> => each.kind === kind);
  assert.ok(selectTemplates(resources).includes("AksCluster"));
  const reachable = {
    ...{ clusters: of("aks"), vaults: of("key-vault"), storages: of("storage") },
    ...{ hasApps: false, roles: [] },
  };
  const [identity] = composeAccess(context, reachable).value;
  assert.deepEqual(
    identity?.resource.args.roles.map(({ role }) => role),
    ["Key Vault Secrets User", "Storage Blob Data Contributor"],
  );
  assert.deepEqual(composeAccess(context, { ...reachable, clusters: [] }).value, []);
});

/** The same value, which throws where anybody changes it. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
