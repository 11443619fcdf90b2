import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, dualRegionRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import type { AcceptedRequest } from "../contracts/request.js";
import { allowedFallback, inFallbackRegion } from "./inFallbackRegion.js";
import { resolvePlan } from "./resolvePlan.js";

const knowledge = await readKnowledge();
const why = { reason: "no room", retryAttempt: 1 };
const planned = (accepted: AcceptedRequest) => {
  const result = resolvePlan(accepted, knowledge, sha256);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

test("allows the region that a request names, and none that was derived from its region map [CP-083]", () => {
  assert.equal(allowedFallback(authRequest({ fallbackRegion: "northeurope" })), "northeurope");
  assert.equal(allowedFallback(authRequest()), undefined);
  const derived = authRequest({ fallbackRegion: "northeurope" });
  derived.corrections.push({
    action: "DefaultedFallbackRegion",
    field: "fallback_region",
    valueApplied: "northeurope",
    reason: "none was named",
  });
  assert.equal(allowedFallback(derived), undefined);
  const already = inFallbackRegion(authRequest({ fallbackRegion: "northeurope" }), "northeurope", why);
  assert.equal(allowedFallback(already), undefined, "a run that has fallen back is where it may go");
});

test("plans a stack of its own in the fallback region, and nothing in the one that is unavailable [CP-111]", () => {
  const { identity, resources, tags, corrections, provenance } = planned(
    inFallbackRegion(authRequest({ fallbackRegion: "northeurope" }), "northeurope", why),
  );
  const { project, stack, label, path, region } = identity;
  assert.deepEqual(
    { project, stack, label, path, region },
    {
      project: "authservice-northeurope",
      stack: "staging-northeurope-auth",
      label: "staging-northeurope",
      path: "infrastructure/stacks/authservice/staging/northeurope",
      region: "northeurope",
    },
  );
  assert.deepEqual([...new Set(resources.map((resource) => resource.region))].sort(), ["northeurope", undefined]);
  assert.equal(tags["region"], "northeurope");
  assert.deepEqual(
    corrections.find(({ action }) => action === "RetriedInFallbackRegion"),
    {
      action: "RetriedInFallbackRegion",
      field: "region",
      valueBefore: "westeurope",
      valueApplied: "northeurope",
      reason: "no room",
      severity: "warning",
      retryAttempt: 1,
    },
  );
  const chain = provenance["identity.region"] ?? [];
  assert.deepEqual(chain.at(-1), {
    kind: "correction",
    action: "RetriedInFallbackRegion",
    reason: "no room",
    replaced: { value: "westeurope" },
  });
});

test("lets the unavailable region stand in for nothing where the secondary one takes the stack over", () => {
  const accepted = inFallbackRegion(dualRegionRequest({ fallbackRegion: "northeurope" }), "northeurope", why);
  assert.equal(accepted.request.regions.secondary, undefined);
  const { resources, corrections } = planned(accepted);
  assert.ok(resources.every(({ region }) => region === undefined || region === "northeurope"));
  const dropped = corrections.find(({ action }) => action === "DroppedSecondaryRegion");
  assert.deepEqual([dropped?.valueBefore, dropped?.valueApplied], ["northeurope", null]);
});

test("keeps a secondary region that is a third one", () => {
  const accepted = inFallbackRegion(dualRegionRequest({ fallbackRegion: "uksouth" }), "uksouth", why);
  assert.deepEqual(accepted.request.regions, { primary: "uksouth", secondary: "northeurope", zones: ["1", "2"] });
  assert.deepEqual(
    accepted.corrections.map(({ action }) => action),
    ["RetriedInFallbackRegion"],
  );
});

test("refuses a fallback region without the zones that are asked for, instead of doing without them", () => {
  const request = authRequest({ regions: { primary: "westeurope", zones: ["1"] }, fallbackRegion: "ukwest" });
  const result = resolvePlan(inFallbackRegion(request, "ukwest", why), knowledge, sha256);
  assert.ok(!result.ok && result.faults.some(({ rule }) => rule === "unknown-zone"), JSON.stringify(result));
});
