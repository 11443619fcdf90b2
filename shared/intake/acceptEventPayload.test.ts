import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptEventPayload, RequestEventType } from "./acceptEventPayload.js";
import { accepted, context, sample } from "./testing/samples.js";

const request = JSON.parse(sample("invocation.json")) as Record<string, unknown>;

test("accepts the data of every event that starts a run as the same request [CP-007]", () => {
  const plain = accepted(sample("invocation.json"), "json").request;
  for (const type of RequestEventType.options) {
    const answer = acceptEventPayload({ type, data: { ...request, tenantId: "T-134", edition: "EU" } }, context);
    assert.ok(answer.ok);
    assert.deepEqual(answer.value.request, { ...plain, tenantId: "T-134", tags: { ...plain.tags, edition: "EU" } });
  }
});

test("asks for what an event's name promises", () => {
  const { region, ...elsewhere } = request;
  assert.equal(region, "francecentral");
  for (const [type, data, pointer] of [
    ["CreateCloudResourcesForTenant", request, "#/tenant_id"],
    ["ProvisionEditionLevelInfra", request, "#/edition"],
    ["UpdateRegionCapacity", { ...elsewhere, cloud_region_map: { primary: "westeurope" } }, "#/region"],
  ] as const) {
    const answer = acceptEventPayload({ type, data }, context);
    assert.deepEqual(answer.ok ? [] : answer.faults.map((fault) => `${fault.pointer} ${fault.rule}`), [
      `${pointer} missing-field`,
    ]);
  }
});

test("refuses data that is no request, without lines, for it has none", () => {
  const data = { ...request, tenant_id: "*", region: "mars", status: "done" };
  const answer = acceptEventPayload({ type: "CreateCloudResourcesForTenant", data }, context);
  assert.deepEqual(answer.ok ? [] : answer.faults.map(({ pointer, rule, line }) => [pointer, rule, line]), [
    ["#/region", "unknown-region", undefined],
    ["#/tenant_id", "wildcard-name", undefined],
    ["#/status", "read-only-field", undefined],
  ]);
});
