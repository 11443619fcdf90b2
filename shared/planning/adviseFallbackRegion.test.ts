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

test("advises no region that is not known", () => {
  assert.notEqual(advised({ fallbackRegion: "atlantis" }), "atlantis");
});
