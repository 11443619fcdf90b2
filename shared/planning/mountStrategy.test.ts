import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { EnvironmentKnowledge, Knowledge } from "../contracts/knowledge.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import type { ProvisionRequest } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
const apps = { kind: "described", of: "container-apps", settings: {} } as const;
const silent: ProvisionRequest["secrets"] = [{ name: "AUTH_SECRET", vaultRef: "authservice-app-secret" }];

const byWorkload: [string, ProvisionRequest["infraPlan"], string, number][] = [
  ["a cluster", [{ kind: "aks" }], "volume", 0],
  ["a Container Apps environment", [apps], "env", 1],
  ["a cluster beside a Container Apps environment", [apps, { kind: "aks" }], "volume", 0],
  ["nothing that runs a workload", [{ kind: "storage" }], "env", 2],
];
for (const [what, infraPlan, strategy, rule] of byWorkload)
  test(`brings a secret that does not say how to ${what} by ${strategy}, and says who decided [CP-071]`, () => {
    const plan = planned({ infraPlan, replication: {}, secrets: silent });
    assert.equal(plan.secrets[0]?.mountStrategy, strategy);
    assert.deepEqual(plan.provenance["secrets.AUTH_SECRET.mountStrategy"], [
      { kind: "default", file: "environments.yaml", path: `mountDefaults.${rule}.strategy` },
    ]);
    const assumed = plan.corrections.filter(({ action }) => action === "DefaultedMountStrategy");
    assert.deepEqual(
      assumed.map(({ field, valueApplied }) => [field, valueApplied]),
      [["secrets[0].mount_strategy", strategy]],
    );
  });

test("lets an environment's own word go before the kind's, and never brings what it does not allow [CP-071]", () => {
  const strategyWith = (changes: Partial<EnvironmentKnowledge>) => {
    const plan = planned({ infraPlan: [{ kind: "aks" }], replication: {}, secrets: silent }, stagingWith(changes));
    return [plan.secrets[0]?.mountStrategy, plan.provenance["secrets.AUTH_SECRET.mountStrategy"]?.[0]];
  };
  const from = (path: string) => ({ kind: "default", file: "environments.yaml", path });
  assert.deepEqual(strategyWith({ mountStrategy: "vault-agent-sidecar" }), [
    "vault-agent-sidecar",
    from("environments.staging.mountStrategy"),
  ]);
  assert.deepEqual(strategyWith({ mountStrategies: ["env"] }), ["env", from("mountDefaults.2.strategy")]);
  assert.deepEqual(strategyWith({ mountStrategies: ["vault-agent-sidecar"] }), [
    "vault-agent-sidecar",
    from("environments.staging.mountStrategies"),
  ]);
});

test("keeps how a secret says that it comes, and assumes nothing [CP-071]", () => {
  const plan = planned({});
  assert.equal(plan.secrets[0]?.mountStrategy, "env");
  assert.ok(!plan.corrections.some(({ action }) => action === "DefaultedMountStrategy"));
});

function stagingWith(changes: Partial<EnvironmentKnowledge>): Knowledge {
  const { environments } = knowledge.environments;
  const staging = { ...environments.staging, ...changes };
  return { ...knowledge, environments: { ...knowledge.environments, environments: { ...environments, staging } } };
}

function planned(changes: Partial<ProvisionRequest>, by: Knowledge = knowledge): ResolvedPlan {
  const result = resolvePlan(authRequest(changes), by, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
