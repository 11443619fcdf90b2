import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptRequest } from "./acceptRequest.js";
import { context } from "./testing/samples.js";

/** A request in canonical spelling. */
const request = {
  trace_id: "trace-a-1",
  execution_id: "exec-a-1",
  blueprint_id: "blueprint-a",
  component: "AuthService",
  environment: "staging",
  region: "francecentral",
  infra_plan: { keyvault: true },
};

/** Values that the schema takes, and that are not in their one form; written by hand where JSON would lose how. */
const spelled: Readonly<Record<string, string>> = {
  "nothing to change": "{}",
  "a version as a number": '{"infra_plan":{"aks":{"k8s_version":1.30}}}',
  "a version as a number in a list": '{"infra_plan":[{"type":"aks","k8s_version":1.30}]}',
  "a domain name in capitals": '{"infra_plan":{"dns":"Auth.Example.COM"}}',
  "a domain name in capitals in a list": '{"infra_plan":{"resources":[{"type":"dns","fqdn":"Auth.Example.COM"}]}}',
  "tags that are no texts": '{"tags":{"rate":1.50,"is_new":true}}',
  "zones as numbers": '{"zones":[1,2.0]}',
  "zones as numbers in a region map": '{"cloud_region_map":{"primary":"francecentral","zones":[1]}}',
  "another word for a kind": '{"infra_plan":[{"type":"AKS"}]}',
  "another name of a field": '{"infraPlan":{"keyvault":true},"infra_plan":{"keyvault":true}}',
  "a value in capitals": '{"infra_plan":{"storage":"Standard"}}',
};
for (const [what, changes] of Object.entries(spelled))
  test(`makes of ${what} in JSON, which is read natively, what it makes of the same text read as YAML`, () => {
    const { infra_plan: plan, ...others } = request;
    const rest = changes.includes("infra_plan") ? others : { ...others, infra_plan: plan };
    const text = `${JSON.stringify(rest).slice(0, -1)}${changes === "{}" ? "" : ","}${changes.slice(1)}`;
    const answers = (["json", "yaml"] as const).map((format) => acceptRequest({ text, format }, context));
    const [json, yaml] = answers.map((answer) => (answer.ok ? { ...answer.value } : answer));
    assert.deepEqual(json, yaml);
  });
