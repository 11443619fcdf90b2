import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as handlers from "../functions/handlers.js";
import { httpRequest, memoryApplication } from "../test/kit/application.js";
import { smallRequest } from "../test/kit/exampleBundle.js";
import { bundledCli, stubService } from "../test/kit/cliStub.js";
import { sampleDocuments } from "../shared/intake/testing/samples.js";

let cli: Awaited<ReturnType<typeof bundledCli>>;
let folder: string;
before(async () => {
  cli = await bundledCli();
  folder = await mkdtemp(join(tmpdir(), "cs-stack-validate-"));
});
after(() => Promise.all([cli.remove(), rm(folder, { recursive: true })]));

/** Calls the CLI against a service that answers as the real handler answers this body. */
async function validate(
  body: string,
  contentType: string,
  args: readonly string[],
  query: Readonly<Record<string, string>> = {},
) {
  const { app } = await memoryApplication();
  const answer = await handlers.validateRequest(
    app,
    httpRequest("POST", { body, headers: { "content-type": contentType }, query }),
  );
  const text: unknown = answer.jsonBody ?? JSON.parse(answer.body as string);
  const service = await stubService({ "POST /api/validate": { status: answer.status ?? 200, body: text } });
  try {
    return { ...(await cli.run(["--url", service.url, "validate", ...args])), requests: service.requests };
  } finally {
    await service.close();
  }
}

async function bundleIn(path: string): Promise<string> {
  const names = (await readdir(path)).sort();
  const texts = await Promise.all(names.map(async (name) => [name, await readFile(join(path, name), "utf8")] as const));
  return JSON.stringify({ documents: Object.fromEntries(texts) });
}

test("init writes a folder that validate accepts, with a schema line for editors in each document", async () => {
  const path = join(folder, "order-service");
  const made = await cli.run(["--url", "http://127.0.0.1:7071", "init", path]);
  assert.equal(made.code, 0, made.stderr);
  const names = await readdir(path);
  assert.ok(names.length >= 6);
  const schemas = handlers.listSchemas((await memoryApplication()).app, httpRequest("GET")).jsonBody as {
    value: { url: string }[];
  };
  for (const name of names) {
    const [line = ""] = (await readFile(join(path, name), "utf8")).split("\n");
    const url = /^# yaml-language-server: \$schema=(\S+)$/.exec(line)?.[1];
    assert.ok(
      schemas.value.some((schema) => schema.url === url),
      `${name}: ${line}`,
    );
  }
  const body = await bundleIn(path);
  const { code, stdout, stderr, requests } = await validate(body, "application/json", [path]);
  assert.equal(code, 0, stderr);
  assert.equal(requests[0]?.body, body);
  assert.match(stdout, /✓ OrderService in dev, westeurope/);
  assert.match(stdout, /\+ key-vault +cs-dev-weu-orde-kv-/);
});

test("init overwrites nothing, and refuses what cannot be a component or an environment", async () => {
  const path = join(folder, "again");
  assert.equal((await cli.run(["init", path, "--component", "Auth", "--environment", "prod"])).code, 0);
  await writeFile(join(path, "infra-plan.yaml"), "mine");
  const again = await cli.run(["init", path]);
  assert.deepEqual([again.code, await readFile(join(path, "infra-plan.yaml"), "utf8")], [2, "mine"]);
  assert.match(again.stderr, /infra-plan\.yaml/);
  assert.match(await readFile(join(path, "component-scope.yaml"), "utf8"), /^component: Auth$/m);
  assert.equal((await cli.run(["init", join(folder, "x"), "--component", "a b"])).code, 2);
  assert.equal((await cli.run(["init", join(folder, "y"), "--environment", "moon"])).code, 2);
});

test("init writes nothing that the service would refuse: an unknown region, a word that Azure keeps", async () => {
  const { app } = await memoryApplication();
  for (const [args, says] of [
    [["--region", "atlantis"], /#\/primary_region {2}cloud-region-map\.yaml:\d+:\d+ {2}unknown-region/],
    [["--component", "MicrosoftLogin"], /#\/component {2}component-scope\.yaml:\d+:\d+ {2}forbidden-name/],
  ] as const) {
    const path = join(folder, args[1]);
    // What the handler answers to the very documents that the command asks about.
    const dry = await cli.run(["--url", "http://127.0.0.1:9", "init", join(folder, `${args[1]}-dry`), ...args]);
    assert.match(dry.stderr, /is not checked: Nothing answers/);
    const body = await bundleIn(join(folder, `${args[1]}-dry`));
    const answer = await handlers.validateRequest(app, httpRequest("POST", { body }));
    const service = await stubService({
      "POST /api/validate": { status: answer.status ?? 200, body: JSON.parse(answer.body as string) as unknown },
    });
    const { code, stderr } = await cli.run(["--url", service.url, "init", path, ...args]);
    await service.close();
    assert.equal(code, 2, stderr);
    assert.match(stderr, says);
    await assert.rejects(readdir(path), { code: "ENOENT" });
  }
});

test("validate shows the plan, and apart what to look at, what was changed and what was assumed", async () => {
  const path = join(folder, "auth.json");
  const body = JSON.stringify({ documents: sampleDocuments() });
  await writeFile(path, body);
  const { code, stdout, stderr } = await validate(body, "application/json", [path]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /look at\n {4}tags\.trace_id {2}trace-789 → trace-auth-789\n/);
  assert.match(stdout, /\(environment-overlay\.yaml #\/tags\/trace_id\)/);
  assert.match(stdout, /assumed\n(?:.*\n)* {4}auto_proceed {2}false/);
  assert.match(stdout, /Nothing was started/);
  const json = await validate(body, "application/json", [path, "--json"]);
  assert.equal((JSON.parse(json.stdout) as { runId: string }).runId, "exec-auth-789");
});

test("validate shows what a request costs that asks for it, charge by charge [CP-110]", async () => {
  const path = join(folder, "cost.json");
  const request = { ...smallRequest("exec-cost"), infra_plan: [{ type: "redis" }, { type: "storage" }] };
  const body = JSON.stringify({ ...request, cost_estimate_required: true });
  await writeFile(path, body);
  const { code, stdout, stderr } = await validate(body, "application/json", [path]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /cost {7}at least 11\.68 USD a month; \d charges have no price/);
  assert.match(stdout, / 11\.68 {2}cache: nodes, Balanced_B0\n {6}the list price of eastus/);
  assert.match(stdout, /not priced\n {6}storage: stored data, Standard_/);
  const silent = JSON.stringify(request);
  assert.doesNotMatch((await validate(silent, "application/json", [path])).stdout, /USD/);
});

test("validate exits with 2 where a run would be refused, and says why and where", async () => {
  const path = join(folder, "broken.yaml");
  const body = await readFile(new URL("../examples/broken/request.yaml", import.meta.url), "utf8");
  await writeFile(path, body);
  const { code, stderr } = await validate(body, "application/yaml", [path]);
  assert.equal(code, 2);
  assert.match(stderr, /#\/infra_plan\/aks\/k8s_version {2}line 15:18 {2}version-lost-zero/);
  assert.doesNotMatch(stderr, /not-a-real/);
});

test("validate checks one document alone, and says what a run also needs", async () => {
  const path = join(folder, "infra-plan.yaml");
  const document = { document: "infra-plan.yaml" };
  const good = "resources:\n  - type: keyvault\n";
  await writeFile(path, good);
  const answer = await validate(good, "application/yaml", [path], document);
  assert.equal(answer.code, 0, answer.stderr);
  assert.equal(answer.requests[0]?.url, "/api/validate?document=infra-plan.yaml");
  assert.match(answer.stdout, /✓ infra-plan\.yaml has no fault in itself/);
  assert.match(answer.stdout, /a run also needs\n {4}environment-overlay\.yaml\n(?:.*\n)+ {4}component-scope\.yaml\n/);

  const bad = "resources:\n  - type: keyvalt\n";
  await writeFile(path, bad);
  const { code, stderr } = await validate(bad, "application/yaml", [path], document);
  assert.equal(code, 2);
  assert.match(stderr, /#\/resources\/0\/type {2}infra-plan\.yaml:2:11 {2}unknown-kind/);
  assert.doesNotMatch(stderr, /component-scope|not a field/);
});

test("validate --why tells who set the values below a path, as why does for a run", async () => {
  const path = join(folder, "why.json");
  const body = JSON.stringify({ documents: sampleDocuments() });
  await writeFile(path, body);
  const args = [path, "--why", "identity"];
  const { code, stdout, stderr, requests } = await validate(body, "application/json", args, { why: "identity" });
  assert.equal(code, 0, stderr);
  assert.equal(requests[0]?.url, "/api/validate?document=why.json&why=identity");
  assert.match(
    stdout,
    /Nothing was started.*\n\nidentity\n(?:.*\n)* {2}component: "AuthService"\n {4}← request: component/,
  );
  assert.match(stdout, /← overlay: environment \(environment-overlay\.yaml:1:14\)/);

  const unknown = await validate(body, "application/json", [path, "--why", "nothing"], { why: "nothing" });
  assert.equal(unknown.code, 2);
  const all = await validate(body, "application/json", [path, "--why"], { why: "" });
  assert.match(all.stdout, /\nresources\n/);
});
