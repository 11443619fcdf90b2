import assert from "node:assert/strict";
import { test } from "node:test";
import { appliedFixture, planFixture, tagsFixture } from "../../test/kit/runFixture.js";
import type { AppliedRecord } from "../contracts/evidence.js";
import { verificationFindings } from "./verificationFindings.js";

type Resource = AppliedRecord["resources"][number];

const unborn: Resource = {
  urn: "urn:group",
  type: "azure-native:resources:ResourceGroup",
  name: "group",
  inputs: { tags: tagsFixture },
  outputs: {},
};
const group: Resource = { ...unborn, id: "/subscriptions/s/resourceGroups/CS-STG-WEU-AUTH-RG" };
const record: Resource = {
  ...group,
  type: "azure-native:dns:RecordSet",
  name: "www",
  id: "/zones/z/A/www",
  inputs: {},
};
const found = (...resources: Resource[]): string[] =>
  verificationFindings(planFixture, { ...appliedFixture, resources });

test("finds nothing when every planned resource is there under its name with the plan's tags [CP-081]", () => {
  assert.deepEqual(found(group, record), []);
});

const cases: [string, Resource[], RegExp][] = [
  ["a planned resource that is not there", [], /resource-group cs-stg-weu-auth-rg is planned but was not found/],
  [
    "a planned resource under another name",
    [{ ...group, id: "/subscriptions/s/resourceGroups/cs-stg-auth" }],
    /cs-stg-weu-auth-rg is planned but was not found/,
  ],
  [
    "another trace in a tag",
    [{ ...group, inputs: { tags: { ...tagsFixture, trace_id: "trace-2" } } }],
    /group carries the tag trace_id=trace-2 instead of trace-1/,
  ],
  [
    "a missing tag",
    [{ ...group, inputs: { tags: { ...tagsFixture, provisioned_by: undefined } } }],
    /tag provisioned_by=undefined instead of cloud-provisioner-agent/,
  ],
  ["a planned resource without any tags", [{ ...group, inputs: {} }], /^group carries no tags$/],
  ["a resource without an id", [group, { ...unborn, name: "lost" }], /^lost has no id in the cloud$/],
];
for (const [title, resources, finding] of cases)
  test(`finds ${title} [CP-081]`, () => {
    const findings = found(...resources);
    assert.equal(findings.length, 1, findings.join("\n"));
    assert.match(findings[0] ?? "", finding);
  });

test("finds that there are fewer or more resources than the preview foresaw [CP-081]", () => {
  const among = (resourceCount: number): string[] =>
    verificationFindings(planFixture, { ...appliedFixture, resources: [group, record] }, { resourceCount });
  assert.deepEqual(among(2), []);
  assert.deepEqual(among(3), ["the preview foresaw 3 resources, the apply left 2"]);
});
