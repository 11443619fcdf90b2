import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { ProvisionRequest } from "../contracts/request.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();

function advised(changes: Partial<ProvisionRequest>): string | undefined {
  const result = resolvePlan(authRequest({ replication: {}, ...changes }), knowledge, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value.fallbackRegion;
}

const secondary: ProvisionRequest["regions"] = { primary: "westeurope", secondary: "swedencentral", zones: [] };

for (const [what, changes, region] of [
  ["the one that the request names", { fallbackRegion: "uksouth", regions: secondary }, "uksouth"],
  ["the secondary one of the region map", { regions: secondary }, "swedencentral"],
  ["the environment's", {}, "northeurope"],
  [
    "the paired one where the environment's is the stack's own",
    { region: "northeurope", regions: { primary: "northeurope", zones: [] } },
    "westeurope",
  ],
  [
    "the next that has the zones asked for",
    { fallbackRegion: "ukwest", regions: { primary: "westeurope", zones: ["1"] } },
    "northeurope",
  ],
] as const)
  test(`advises to fall back to ${what} [CP-087, CP-142]`, () => {
    assert.equal(advised(changes as Partial<ProvisionRequest>), region);
  });

test("corrects what a request leaves open, and says so of each: prefix, tags, fallback, Kubernetes version, DNS [CP-141]", () => {
  const { request } = authRequest({ infraPlan: [{ kind: "aks" }], regions: secondary, replication: {} });
  delete request.resourcePrefix;
  const result = resolvePlan({ request, corrections: [] }, knowledge, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  const made = new Map(result.value.corrections.map(({ action, valueApplied }) => [action, valueApplied]));
  assert.equal(made.get("AutoCorrectedMissingPrefix"), "cs-stg-weu-auth");
  assert.ok((made.get("AutoInjectedTags") as string[]).includes("trace_id"));
  assert.equal(made.get("DefaultedFallbackRegion"), "swedencentral");
  assert.match(String(made.get("DefaultedKubernetesVersion")), /^1\.\d\d$/);
  assert.equal(made.get("InferredDns"), "auth.weu.stg.connectsoft.io");
});

test("records no fallback that the request names itself", () => {
  const result = resolvePlan(
    authRequest({ fallbackRegion: "uksouth", regions: secondary, replication: {} }),
    knowledge,
    sha256,
  );
  assert.ok(result.ok && !result.value.corrections.some(({ action }) => action === "DefaultedFallbackRegion"));
});

test("advises no region that is not known", () => {
  assert.notEqual(advised({ fallbackRegion: "atlantis" }), "atlantis");
});
