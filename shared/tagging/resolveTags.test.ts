import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, invoiceRequest, readKnowledge } from "../../test/kit/requests.js";
import type { ProvisionRequest } from "../contracts/request.js";
import { inputsOf } from "../planning/inputs.js";
import type { TagFacts } from "./knownTags.js";
import { resolveTags } from "./resolveTags.js";
import { tagFaults } from "./tagFaults.js";

const { tagging } = await readKnowledge();
const facts = { stackTraceId: "trace-auth-789", isSensitive: true };
const resolve = (request: ProvisionRequest, of: TagFacts = facts) =>
  resolveTags(request, of, tagging, inputsOf({ corrections: [] }));
const tagsOf = (tags: Record<string, string>) => resolve(authRequest({ tags }).request);

test("puts every required tag on a stack, and the request's own [CP-005, CP-006, CP-072]", () => {
  const { value } = tagsOf({ env: "staging", edition: "EU", compliance_level: "high" });
  assert.deepEqual(value, {
    agent_origin: "cloud-provisioner-agent",
    blueprint_id: "blueprint-auth-multi",
    compliance: "high",
    compliance_level: "high",
    component: "AuthService",
    edition: "EU",
    env: "staging",
    environment: "staging",
    provisioned_by: "cloud-provisioner-agent",
    region: "westeurope",
    trace_id: "trace-auth-789",
  });
  assert.deepEqual(Object.keys(value), Object.keys(value).sort());
});

test("carries the tenant where the request has one [CP-072]", () => {
  const { request } = authRequest({ tenantId: "T-134" });
  assert.equal(resolve(request).value["tenant_id"], "T-134");
});

test("never makes a tag of a run's own id", () => {
  const { value, corrections } = tagsOf({ execution_id: "exec-auth-789" });
  assert.ok(!JSON.stringify(value).includes("exec-auth-789"));
  assert.ok(corrections.some(({ action, field }) => action === "DroppedTag" && field === "tags.execution_id"));
});

test("keeps the trace a stack was created with when a later run has another", () => {
  const { request } = authRequest({ traceId: "trace-later" });
  assert.equal(resolve(request).value["trace_id"], "trace-auth-789");
});

test("lets what is known win over what a request says otherwise, and records both", () => {
  const { value, corrections } = tagsOf({ trace_id: "trace-789", Environment: "prod", provisioned_by: "me" });
  assert.equal(value["trace_id"], "trace-auth-789");
  assert.equal(value["environment"], "staging");
  assert.equal(value["Environment"], undefined);
  assert.deepEqual(
    corrections.filter(({ action }) => action === "OverruledTag").map(({ field, valueBefore }) => [field, valueBefore]),
    [
      ["tags.Environment", "prod"],
      ["tags.provisioned_by", "me"],
      ["tags.trace_id", "trace-789"],
    ],
  );
});

test("understands env as environment and brings its value to the canonical one", () => {
  const { request } = invoiceRequest();
  const { value } = resolve(request);
  assert.deepEqual([value["env"], value["environment"]], ["prod", "prod"]);
});

test("marks a stack with sensitive resources as such, whatever the request says [CP-069]", () => {
  const { request } = authRequest({ tags: { compliance: "low" } });
  assert.equal(resolve(request).value["compliance"], "high");
  assert.equal(resolve(request, { ...facts, isSensitive: false }).value["compliance"], "low");
});

test("names the tags it injected", () => {
  const [injected] = tagsOf({ env: "staging", provisioned_by: "cloud-provisioner-agent" }).corrections;
  assert.equal(injected?.action, "AutoInjectedTags");
  assert.deepEqual(injected.valueApplied, [
    "agent_origin",
    "blueprint_id",
    "compliance",
    "component",
    "region",
    "trace_id",
  ]);
});

const complete = tagsOf({}).value;
const faultsOf = (tags: Record<string, string>, required: string[] = []) =>
  tagFaults(tags, required, ["storage", "dns-zone"], tagging);

test("finds nothing wrong with complete tags", () => {
  assert.deepEqual(faultsOf(complete), []);
});

for (const name of ["trace_id", "blueprint_id", "environment", "agent_origin"])
  test(`refuses resources without ${name}, missing or blank [CP-100, CP-127]`, () => {
    for (const value of [undefined, "", "  "]) {
      const faults = faultsOf(withTag(name, value));
      assert.deepEqual(
        faults.map(({ rule, detail }) => [rule, detail.includes(name)]),
        [["missing-tag", true]],
      );
    }
  });

test("adds the tags a request requires, by whichever name [CP-037]", () => {
  assert.deepEqual(
    faultsOf(complete, ["cost_center", "env"]).map(({ detail }) => detail),
    ["The tag cost_center is required and has no value."],
  );
  assert.deepEqual(faultsOf({ ...complete, cost_center: "7" }, ["Cost_Center", "Env", "Region"]), [], "in any case");
});

for (const [name, value] of [
  ["a<b", "x"],
  ["tab\there", "x"],
  ["azure-x", "x"],
  ["n".repeat(129), "x"],
  ["long", "v".repeat(257)],
  ["control", "a\u0000b"],
  ["half", "\ud800"],
  ["Region", "x"],
  ["1st", "x"],
  ["with space", "x"],
  ["__proto__:", "x"],
] as const)
  test(`refuses the tag ${JSON.stringify(name).slice(0, 30)}, which Azure would refuse`, () => {
    const faults = faultsOf({ ...complete, ...Object.fromEntries([[name, value]]) });
    assert.deepEqual([...new Set(faults.map(({ rule }) => rule))], ["forbidden-tag"]);
  });

test("takes names that every object inherits as the names they are", () => {
  const { value } = tagsOf({ constructor: "us", toString: "x" });
  assert.equal(value["constructor"], "us");
  assert.deepEqual(
    faultsOf(complete, ["constructor", "hasOwnProperty"]).map(({ rule }) => rule),
    ["missing-tag", "missing-tag"],
  );
});

test("refuses more tags than a DNS zone takes", () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`extra${index}`, "x"]));
  assert.deepEqual(
    faultsOf({ ...complete, ...many }).map(({ rule }) => rule),
    ["too-many-tags"],
  );
  assert.deepEqual(tagFaults({ ...complete, ...many }, [], ["storage"], tagging), []);
});

function withTag(name: string, value: string | undefined): Record<string, string> {
  const others = Object.entries(complete).filter(([key]) => key !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}
