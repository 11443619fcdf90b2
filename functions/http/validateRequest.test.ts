import assert from "node:assert/strict";
import { test } from "node:test";
import { DocumentValidation, Validation } from "../../shared/contracts/validation.js";
import { sample, sampleDocuments } from "../../shared/intake/testing/samples.js";
import { httpRequest, memoryApplication } from "../../test/kit/application.js";
import { stackMemoryFixture } from "../../test/kit/runFixture.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { smallRequest } from "../../test/kit/exampleBundle.js";
import { validateRequest } from "./validateRequest.js";

const yaml = { "content-type": "application/yaml" };

/** What validation answers to a file of this name. */
async function answerTo(document: string, body: string, headers = yaml) {
  const { app } = await memoryApplication();
  const answer = await validateRequest(app, httpRequest("POST", { body, headers, query: { document } }));
  const text: unknown = answer.jsonBody ?? JSON.parse(answer.body as string);
  return { status: answer.status ?? 200, body: text as Record<string, unknown> };
}

const needsOf = (body: unknown): string[] => DocumentValidation.parse(body).needs.map(({ document }) => document);
const scope = ["environment-overlay.yaml", "component-scope.yaml"];

test("says of each document of several that it is well, and what a run needs besides it", async () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    "environment-overlay.yaml": ["component-scope.yaml", "infra-plan.yaml"],
    // Its blueprint is one of a known use case, which says what to provision.
    "component-scope.yaml": ["environment-overlay.yaml"],
    "infra-plan.yaml": scope,
  };
  for (const [name, text] of Object.entries(sampleDocuments())) {
    const { status, body } = await answerTo(name, text);
    assert.equal(status, 200, JSON.stringify(body));
    const needs = needsOf(body).filter((document) => document !== "cloud-region-map.yaml");
    assert.deepEqual(needs, expected[name] ?? [...scope, "infra-plan.yaml"], name);
  }
  const ownScope = "component: Auth\nexecution_id: e\ntrace_id: t\nblueprint_id: b\n";
  const { body } = await answerTo("component-scope.yaml", ownScope);
  assert.deepEqual(needsOf(body).slice(0, 2), ["environment-overlay.yaml", "infra-plan.yaml"]);
  for (const [name, text] of [
    ["zone-mapping.yaml", "zones: [1]"],
    ["dns-domain-map.yml", "zones: [connectsoft.io]"],
    ["resource_compliance_tags.yaml", "compliance: high"],
    ["environment-overlay.prod.yaml", "tags: { owner: me }"],
    ["region_map.yaml", sample("exchanged-cloud-region-map.yaml")],
  ] as const)
    assert.equal((await answerTo(name, text)).status, 200, name);
});

test("answers what a request costs that asks for it, and writes nothing [CP-110]", async () => {
  const { app, artifacts } = await memoryApplication();
  const ask = async (more: Record<string, unknown>) => {
    const body = smallRequest("exec-cost", { infra_plan: [{ type: "aks" }, { type: "storage" }], ...more });
    return Validation.parse((await validateRequest(app, httpRequest("POST", { body }))).jsonBody);
  };
  const { cost, plan } = await ask({ cost_estimate_required: true });
  assert.ok(cost && cost.atLeast > 100);
  const cents = cost.rows.reduce((sum, { monthly }) => sum + Math.round(monthly * 100), 0);
  assert.equal(Math.round(cost.atLeast * 100), cents);
  const planned = plan.resources.map(({ logicalName }) => logicalName);
  for (const { resource } of [...cost.rows, ...cost.notPriced]) assert.ok(planned.includes(resource), resource);
  assert.equal((await ask({})).cost, undefined);
  assert.deepEqual([...artifacts.stored.keys()], []);
});

test("plans with what is remembered of the stack, as a run would, and writes nothing", async () => {
  const { app, artifacts } = await memoryApplication();
  const body = smallRequest("exec-known", { infra_plan: [{ type: "aks", k8s_version: "1.28" }] });
  const validated = async () =>
    Validation.parse((await validateRequest(app, httpRequest("POST", { body }))).jsonBody).plan;
  const versionIn = ({ resources }: Validation["plan"]): unknown =>
    resources.find((each) => each.kind === "aks")?.args.kubernetesVersion;
  const fresh = await validated();
  assert.notEqual(versionIn(fresh), "1.28", "a new cluster is raised to a version in support");
  const memory = { ...stackMemoryFixture, cluster_versions: { cluster: "1.28" } };
  await app.ledger.create(runPaths.memory(fresh.identity.path, 3), JSON.stringify(memory), { token: "3" });
  assert.equal(versionIn(await validated()), "1.28", "one that is there keeps its own");
  assert.deepEqual([...artifacts.stored.keys()], []);
});

test("names the faults of one document at their places, and nothing that other documents would say", async () => {
  const { status, body } = await answerTo("infra-plan.yaml", "resources:\n  - type: aks\n    node_count: 0\n");
  assert.equal(status, 422);
  assert.deepEqual(
    (body["errors"] as Record<string, unknown>[]).map(({ document, pointer, line, rule }) => [
      document,
      pointer,
      line,
      rule,
    ]),
    [["infra-plan.yaml", "#/resources/0/node_count", 3, "out-of-range"]],
  );
  const json = await answerTo("cloud-region-map.json", '{ "primary_region": "atlantis" }', {
    "content-type": "application/json",
  });
  assert.deepEqual(
    (json.body["errors"] as { rule: string }[]).map(({ rule }) => rule),
    ["unknown-region"],
  );
});

test("knows a document by the schema that its comment names, and keeps the file's own name", async () => {
  const line = (name: string) => `# yaml-language-server: $schema=http://127.0.0.1:7071/api/schemas/${name}.json\n`;
  const good = await answerTo("draft.yaml", `${line("infra-plan")}resources: [{ type: keyvault }]\n`);
  assert.deepEqual([good.status, good.body["document"]], [200, "draft.yaml"]);
  const bad = await answerTo("draft.yaml", `${line("named-environment-overlay")}environment: moon\n`);
  assert.deepEqual(
    (bad.body["errors"] as Record<string, unknown>[]).map(({ document, rule }) => [document, rule]),
    [["draft.yaml", "not-one-of"]],
  );
  const request = `${line("request")}${sample("invocation.yaml")}`;
  for (const name of ["infra-plan.yaml", "request.yaml"])
    assert.ok("plan" in (await answerTo(name, request)).body, name);
});

test("refuses a document that is not readable, and a name that is none", async () => {
  assert.equal((await answerTo("infra-plan.yaml", "resources: [")).status, 400);
  assert.equal((await answerTo("", "resources: []")).status, 400);
});

test("tells who set the values at a path of the plan, and refuses a path that leads nowhere", async () => {
  const { app } = await memoryApplication();
  const asked = async (why: string) => {
    const sent = { body: sample("invocation.yaml"), headers: yaml, query: { why } };
    const answer = await validateRequest(app, httpRequest("POST", sent));
    const body: unknown = answer.jsonBody ?? JSON.parse(answer.body as string);
    return { status: answer.status ?? 200, body: body as Record<string, unknown> };
  };
  const { value, provenance } = Validation.parse((await asked("identity.environment")).body).why?.[0] ?? {};
  assert.equal(value, "staging");
  const [said] = provenance ?? [];
  assert.ok(said?.kind === "input");
  assert.deepEqual([said.field, said.origin?.pointer], ["environment", "#/environment"]);
  const all = Validation.parse((await asked("")).body);
  assert.deepEqual((all.why ?? []).map(({ path }) => path).toSorted(), Object.keys(all.plan.provenance).toSorted());
  const unknown = await asked("identity.enviroment");
  assert.deepEqual([unknown.status, unknown.body["code"]], [404, "path-not-found"]);
  assert.match(unknown.body["detail"] as string, /identity\.environment/);
});

test("sends a request without a region where its environment lives, and says so of it [CP-067]", async () => {
  const { app } = await memoryApplication();
  const body = sample("invocation.yaml").replace("region: westeurope\n", "");
  const answer = await validateRequest(
    app,
    httpRequest("POST", { body, headers: yaml, query: { why: "identity.region" } }),
  );
  const [explained] = Validation.parse(answer.jsonBody).why ?? [];
  assert.equal(explained?.value, "westeurope");
  const [said] = explained.provenance;
  assert.ok(said?.kind === "rule");
  assert.equal(said.rule, "AssumedTopology");
});
