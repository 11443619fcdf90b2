import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, readKnowledge, sha256 } from "../../test/kit/requests.js";
import { explainedAt } from "./explainedAt.js";
import { resolvePlan } from "./resolvePlan.js";

const resolved = resolvePlan(authRequest(), await readKnowledge(), sha256);
assert.ok(resolved.ok);
const plan = resolved.value;

test("takes a pointer or indexes for the path that the plan spells by names", () => {
  const storage = plan.resources.findIndex(({ kind }) => kind === "storage");
  const canonical = explainedAt(plan, "resources.storage.args.sku");
  assert.ok(canonical.kind === "found" && canonical.values.length === 1);
  for (const path of [
    "/resources/storage/args/sku",
    "#/resources/storage/args/sku",
    `/resources/${storage}/args/sku`,
    `resources[${storage}].args.sku`,
    `resources.${storage}.args.sku`,
  ])
    assert.deepEqual(explainedAt(plan, path), canonical, path);
  assert.deepEqual(explainedAt(plan, "secrets[0]"), explainedAt(plan, "secrets.AUTH_SECRET"));
});

for (const [path, whole] of [
  ["resources.cluster.args.zones.0", "resources.cluster.args.zones"],
  ["resources.cluster.args.zones[0]", "resources.cluster.args.zones"],
  ["tags.trace_id.x", "tags.trace_id"],
  ["/tags/trace_id/x/y", "tags.trace_id"],
] as const)
  test(`says of ${path} that ${whole} is one value`, () => {
    assert.deepEqual(explainedAt(plan, path), { kind: "inside", whole });
  });

for (const [path, nearest] of [
  ["tags.enviroment", ["tags.environment"]],
  ["/tags/enviroment", ["tags.environment"]],
  ["resource.storage", ["resources"]],
  ["resources.99.name", plan.resources.map(({ logicalName }) => `resources.${logicalName}`)],
] as const)
  test(`names for ${path} what may have been meant`, () => {
    assert.deepEqual(explainedAt(plan, path), { kind: "unknown", nearest: nearest.slice(0, 12) });
  });
