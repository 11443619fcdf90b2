import assert from "node:assert/strict";
import { test } from "node:test";
import type { HttpResponseInit } from "@azure/functions";
import { remember } from "../../orchestrations/activities/stackMemory.js";
import type { StackMemory } from "../../shared/contracts/memory.js";
import { AcceptedRequest } from "../../shared/contracts/request.js";
import type { RunStatus } from "../../shared/contracts/run.js";
import { RunError } from "../../shared/errors.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { sampleDocuments } from "../../shared/intake/testing/samples.js";
import { httpRequest, memoryApplication, memoryRuns } from "../../test/kit/application.js";
import { assertDescribed } from "../../test/kit/describedAnswers.js";
import { smallRequest } from "../../test/kit/exampleBundle.js";
import { appliedFixture, digest, planFixture, runFixture } from "../../test/kit/runFixture.js";
import type { LiveRun } from "../durable/runs.js";
import * as handlers from "../handlers.js";
import { routes } from "../routes.js";

const pin = digest("pin");
const gate: RunStatus = {
  stage: "gate",
  round: 1,
  pin,
  reasons: ["a person decides"],
  gateExpiresAt: "2026-11-24T09:00:00.000Z",
};

type Options = Parameters<typeof httpRequest>[1];

/** A service with one submitted run, `exec-1` of Ada, that waits at its gate. */
async function service() {
  const world = await memoryApplication();
  const durable = memoryRuns();
  const call = async (
    handler: keyof typeof handlers,
    method: "GET" | "POST",
    options: Options = {},
  ): Promise<{ status: number; code: unknown; body: Record<string, unknown>; answer: HttpResponseInit }> => {
    const answer = await handlers[handler](world.app, httpRequest(method, options), durable.runs);
    assertDescribed(handler, answer);
    const body = (answer.jsonBody ?? parsed(answer.body)) as Record<string, unknown>;
    return { status: answer.status ?? 200, code: body["code"], body, answer };
  };
  await call("provisionStack", "POST", { body: smallRequest("exec-1"), as: "ada" });
  durable.live.set("exec-1", { kind: "running", status: gate });
  const folder = "runs/2026/11/exec-1";
  return { ...world, ...durable, call, folder };
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return { text: body };
  }
}

const id = { id: "exec-1" };
const verdict = { verdict: "approve", reason: "reviewed" };
const seen = { "if-match": `"${pin}"` };

for (const [coordinator, occasion, blueprint] of [
  ["IaCCoordinator", "a blueprint's activation", "blueprint-small"],
  ["EnvironmentSetupCoordinator", "a new environment", "environment-staging"],
  ["EnvironmentSetupCoordinator", "a tenant's onboarding", "tenant-onboarding"],
] as const)
  test(`starts a run when ${coordinator} calls for ${occasion}, and keeps who asked [CP-008]`, async () => {
    const { call, started, artifacts, folder } = await service();
    const body = smallRequest("exec-2", { agent_origin: coordinator, blueprint_id: blueprint });
    assert.equal((await call("provisionStack", "POST", { body, as: "coordinator" })).status, 202);
    assert.deepEqual(started, ["exec-1", "exec-2"]);
    const accepted = await artifacts.find(`${folder.replace("exec-1", "exec-2")}/accepted.json`);
    assert.equal(
      (JSON.parse(accepted ?? "{}") as { request: { requestedBy: string } }).request.requestedBy,
      coordinator,
    );
  });

test("accepts a submission with its own status URL, and answers its repetition with the same run [CP-091]", async () => {
  const { call } = await service();
  const { status, body, answer } = await call("provisionStack", "POST", { body: smallRequest("exec-1"), as: "ada" });
  assert.deepEqual([status, body["runId"], body["status"]], [202, "exec-1", "existing"]);
  assert.equal((answer.headers as Record<string, string>)["location"], "/api/runs/exec-1");
});

for (const [title, body, status, code] of [
  ["a reused execution id", smallRequest("exec-1", { region: "northeurope" }), 422, "execution-id-reused"],
  ["a text that is no JSON", "{", 400, "unreadable-document"],
  ["a request that says something impossible", smallRequest("exec-2", { region: "atlantis" }), 422, "invalid-request"],
] as const)
  test(`answers ${title} with ${status}`, async () => {
    const { call } = await service();
    const answer = await call("provisionStack", "POST", { body });
    assert.deepEqual([answer.status, answer.code], [status, code]);
  });

const decisions: [string, Options, number, unknown][] = [
  ["another person's approval", { as: "grace", headers: seen, body: verdict }, 200, undefined],
  ["nobody in particular", { headers: seen, body: verdict }, 401, "not-signed-in"],
  ["nobody who rejects", { headers: seen, body: { ...verdict, verdict: "reject" } }, 401, "not-signed-in"],
  ["nobody about an unknown run", { params: { id: "exec-9" }, headers: seen, body: verdict }, 401, "not-signed-in"],
  ["the requester's approval", { as: "ada", headers: seen, body: verdict }, 403, "self-approval"],
  ["a decision without a pin", { as: "grace", body: verdict }, 428, "pin-required"],
  ["a decision on any pin", { as: "grace", headers: { "if-match": "*" }, body: verdict }, 428, "pin-required"],
  [
    "a decision on an older plan",
    { as: "grace", headers: { "if-match": `"${digest("old")}"` }, body: verdict },
    412,
    "stale-pin",
  ],
  ["a verdict without a reason", { as: "grace", headers: seen, body: { verdict: "approve" } }, 422, "invalid-verdict"],
  [
    "a verdict that names its own author",
    { as: "grace", headers: seen, body: { ...verdict, by: "alan" } },
    422,
    "invalid-verdict",
  ],
  ["a verdict that is no JSON", { as: "grace", headers: seen, body: "yes!" }, 400, "unreadable-document"],
  [
    "an endless reason",
    { as: "grace", headers: seen, body: { ...verdict, reason: "x".repeat(20_000) } },
    413,
    "too-large",
  ],
  [
    "a decision on an unknown run",
    { as: "grace", params: { id: "exec-9" }, headers: seen, body: verdict },
    404,
    "run-not-found",
  ],
];
for (const [title, options, status, code] of decisions)
  test(`answers ${title} with ${status}`, async () => {
    const { call, ledger, folder } = await service();
    const answer = await call("decideRun", "POST", { params: id, ...options });
    assert.deepEqual([answer.status, answer.code], [status, code]);
    const record = await ledger.read(runPaths.decision({ folder }, 1));
    assert.equal(record !== undefined, status === 200, "a refused verdict leaves no record");
  });

test("tells the second of two people who decided first", async () => {
  const { call } = await service();
  await call("decideRun", "POST", { params: id, as: "grace", headers: seen, body: verdict });
  const second = await call("decideRun", "POST", { params: id, as: "alan", headers: seen, body: verdict });
  assert.deepEqual([second.status, second.code], [409, "already-decided"]);
  assert.match(JSON.stringify(second.body["context"]), /"name":"grace"/);
});

test("refuses a decision on a run that does not wait", async () => {
  const { call, live } = await service();
  live.set("exec-1", { kind: "running", status: { stage: "apply", round: 1, pin } });
  const answer = await call("decideRun", "POST", { params: id, as: "grace", headers: seen, body: verdict });
  assert.deepEqual([answer.status, answer.code], [409, "not-waiting"]);
});

for (const [title, options, status] of [
  ["a wish to cancel", { as: "ada", body: { reason: "wrong region" } }, 202],
  ["a wish to cancel without a reason", {}, 202],
  ["a cancellation that is no JSON", { body: "stop" }, 400],
  ["a cancellation with another field", { body: { because: "x" } }, 422],
  ["a cancellation of an unknown run", { params: { id: "exec-9" } }, 404],
] as const)
  test(`answers ${title} with ${status}`, async () => {
    const { call, ledger, folder, woken } = await service();
    assert.equal((await call("cancelRun", "POST", { params: id, ...options })).status, status);
    assert.equal((await ledger.read(runPaths.cancellation({ folder }))) !== undefined, status === 202);
    assert.equal(woken.includes("exec-1"), status === 202);
  });

test("keeps the first wish to cancel, and logs who had it [CP-169]", async () => {
  const { call, ledger, folder, telemetry } = await service();
  for (const as of ["ada", "grace"]) await call("cancelRun", "POST", { params: id, as, body: { reason: "stop" } });
  assert.match((await ledger.read(runPaths.cancellation({ folder }))) ?? "", /"id":"ada"/);
  assert.deepEqual(
    telemetry.logs.map(({ properties: { action, approver } }) => [action, approver]),
    [["cancel", "ada"]],
  );
});

test("refuses to cancel what has ended", async () => {
  const { call, live } = await service();
  const atIso = "2026-11-21T09:00:00.000Z";
  const endings: LiveRun[] = [
    { kind: "ended", outcome: { kind: "blocked", reasons: [] }, atIso },
    { kind: "lost", runtimeStatus: "Failed", reason: "no", atIso },
  ];
  for (const ended of endings) {
    live.set("exec-1", ended);
    assert.equal((await call("cancelRun", "POST", { params: id })).status, 409);
  }
});

test("shows the pin as ETag at the gate only", async () => {
  const { call, live } = await service();
  const headers = async () => (await call("getRun", "GET", { params: id })).answer.headers as Record<string, string>;
  assert.equal((await headers())["etag"], `"${pin}"`);
  live.set("exec-1", { kind: "running", status: { stage: "apply", round: 1, pin } });
  assert.equal((await headers())["etag"], undefined);
});

test("answers unknown and impossible ids alike", async () => {
  const { call } = await service();
  const answers = await Promise.all(
    ["nobody", "../etc/passwd", "a".repeat(300), ""].flatMap((name) =>
      (["getRun", "runEvents", "listArtifacts", "readArtifact"] as const).map((handler) =>
        call(handler, "GET", { params: { id: name } }),
      ),
    ),
  );
  assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`))].length, 1);
  assert.equal(answers[0]?.status, 404);
});

test("lists what a run wrote, without the engine's own files, and reads nothing else", async () => {
  const { call, app, folder } = await service();
  await app.artifacts.put(`${folder}/update-plan-1.json`, "{}");
  await app.artifacts.put(`${folder}/provisioning.log`, "[run] ended\n");
  await app.artifacts.put("runs/2026/11/exec-10/secret.json", "{}");
  const listing = (await call("listArtifacts", "GET", { params: id })).body["value"] as { name: string }[];
  assert.deepEqual(
    listing.map(({ name }) => name),
    ["accepted.json", "provisioning.log", "submission.json"],
  );
  const read = (name: string) => call("readArtifact", "GET", { params: { ...id, name } });
  const log = await read("provisioning.log");
  assert.deepEqual(
    [log.body["text"], (log.answer.headers as Record<string, string>)["content-type"]],
    ["[run] ended\n", "text/plain; charset=utf-8"],
  );
  for (const name of ["update-plan-1.json", "../exec-10/secret.json", "0/secret.json", ""])
    assert.equal((await read(name)).status, 404, name);
});

test("tells who set a value of the plan, or all below a path, and which path was meant", async () => {
  const { call, app, folder } = await service();
  const why = (path?: string) => call("whyRun", "GET", { params: id, ...(path ? { query: { path } } : {}) });
  assert.deepEqual([(await why()).status, (await why()).code], [404, "plan-not-found"]);
  const accepted = JSON.parse((await app.artifacts.find(`${folder}/accepted.json`)) ?? "") as unknown;
  const resolved = app.resolve(AcceptedRequest.parse(accepted), undefined);
  assert.ok(resolved.ok);
  await app.artifacts.put(`${folder}/plan.json`, JSON.stringify(resolved.value));
  const pathsOf = ({ body }: Awaited<ReturnType<typeof why>>) =>
    (body["value"] as { path: string }[]).map(({ path }) => path);
  assert.deepEqual(pathsOf(await why("tags.environment")), ["tags.environment"]);
  const below = pathsOf(await why("identity"));
  assert.ok(below.length > 3 && below.every((path) => path.startsWith("identity.")));
  assert.deepEqual(pathsOf(await why()), Object.keys(resolved.value.provenance));
  const missed = await why("tags.enviroment");
  assert.deepEqual([missed.status, missed.code], [404, "path-not-found"]);
  assert.deepEqual(missed.body["context"], { nearest: ["tags.environment"] });
  assert.equal((await why("/tags/environment")).body["path"], "tags.environment");
  const inside = await why("tags.environment.x");
  assert.deepEqual(inside.body["context"], { nearest: ["tags.environment"] });
  assert.match(inside.body["detail"] as string, /^tags\.environment is one value/);
});

test("explains the plan of the stack that a run works on, after a fallback too", async () => {
  const { call, app, folder } = await service();
  const { request, corrections } = AcceptedRequest.parse(
    JSON.parse((await app.artifacts.find(`${folder}/accepted.json`)) ?? ""),
  );
  for (const [name, region] of [
    ["plan.json", "westeurope"],
    ["plan-northeurope.json", "northeurope"],
  ] as const) {
    const resolved = app.resolve({ request: { ...request, region }, corrections }, undefined);
    assert.ok(resolved.ok);
    await app.artifacts.put(`${folder}/${name}`, JSON.stringify(resolved.value));
  }
  const { body } = await call("whyRun", "GET", { params: id, query: { path: "identity.region" } });
  assert.equal((body["value"] as { value: unknown }[])[0]?.value, "northeurope");
});

test("reads the feed from a position on, and refuses what is none", async () => {
  const { call, app, folder } = await service();
  const line = (stage: "plan" | "render") => ({ kind: "stage", at: "2026-11-21T09:00:00.000Z", stage }) as const;
  await app.feed.append(folder, [line("plan"), line("render")]);
  const { body } = await call("runEvents", "GET", { params: id, query: { after: "1" } });
  assert.deepEqual(body, { value: [line("render")], next: 2 });
  for (const after of ["-1", "soon", "1.5"])
    assert.equal((await call("runEvents", "GET", { params: id, query: { after } })).status, 400, after);
});

test("lists runs newest first, page by page, and by trace", async () => {
  const { call, app } = await service();
  for (const name of ["exec-2", "exec-3"]) {
    app.clock.advance(1_000);
    await call("provisionStack", "POST", { body: smallRequest(name) });
  }
  const list = async (query: Record<string, string>) => {
    const { body } = await call("listRuns", "GET", { query });
    const runs = (body["value"] as { runId: string }[]).map(({ runId }) => runId);
    return { runs, next: body["nextLink"] as string | undefined };
  };
  const first = await list({ limit: "2" });
  assert.deepEqual(first.runs, ["exec-3", "exec-2"]);
  const second = await list(Object.fromEntries(new URL(first.next ?? "", "http://x").searchParams));
  assert.deepEqual([second.runs, second.next], [["exec-1"], undefined]);
  assert.deepEqual((await list({ trace: "trace-exec-2" })).runs, ["exec-2"]);
});

test("refuses a page that no answer led to, that is damaged or of another list, or that storage has forgotten", async () => {
  const { call, app } = await service();
  await call("provisionStack", "POST", { body: smallRequest("exec-2") });
  const { body } = await call("listRuns", "GET", { query: { limit: "1" } });
  const next = new URL(String(body["nextLink"]), "http://x").searchParams.get("next") ?? "";
  assert.equal((await call("listRuns", "GET", { query: { next } })).status, 200);
  const damaged = [
    next.slice(1),
    `${next}A`,
    next.replace(/..$/, ""),
    next.replace(".", ""),
    `${next}.a`,
    "garbage",
    ".",
  ];
  for (const query of [...damaged.map((token) => ({ next: token })), { next, trace: "trace-exec-2" }]) {
    const answer = await call("listRuns", "GET", { query });
    assert.equal(answer.status, 400, JSON.stringify(query));
    assert.match(JSON.stringify(answer.body), /#\/next.*nextLink/);
  }
  const list = () => Promise.reject(new RunError("rejected-input", "storage knows no such page"));
  const forgetful = { ...app, ledger: { ...app.ledger, list } };
  assert.equal((await handlers.listRuns(forgetful, httpRequest("GET", { query: { next } }))).status, 400);
});

test("is well when every part answers, and says which does not", async () => {
  const { app } = await memoryApplication();
  assert.equal((await handlers.health(app)).status, 200);
  const sick = { ...app, health: () => Promise.resolve({ storage: { trouble: "no answer" } }) };
  const answer = await handlers.health(sick);
  assert.equal(answer.status, 503);
  assert.match(JSON.stringify(answer.jsonBody), /no answer/);
});

test("tells what is remembered of a stack, newest first and by page, and of no stack but it [CP-117]", async () => {
  const { call, app } = await service();
  const rendered = runFixture.request;
  const apply = (token: number, stack = runFixture.stack) =>
    remember(app, { run: { ...runFixture, runId: `exec-${token}`, stack }, rendered }, planFixture, {
      ...appliedFixture,
      fencingToken: token,
      outputs: { dns: { value: `${token}.example`, isSecret: false } },
    });
  for (const token of [1, 2, 3]) await apply(token);
  await apply(9, { ...runFixture.stack, path: `${runFixture.stack.path}/contoso` });
  const params = { component: "authservice", environment: "staging", region: "westeurope" };
  const history = (query: Record<string, string> = {}) => call("stackHistory", "GET", { params, query });
  const revisions = ({ body }: Awaited<ReturnType<typeof history>>) =>
    (body["value"] as StackMemory[]).map(({ token, output_map }) => [token, output_map.revision]);

  const first = await history({ limit: "2" });
  assert.deepEqual(revisions(first), [
    [3, 3],
    [2, 2],
  ]);
  const next = new URL(String(first.body["nextLink"]), "http://house.test").searchParams;
  assert.deepEqual(revisions(await history(Object.fromEntries(next))), [[1, 1]]);
  assert.deepEqual(revisions(await history({ tenant: "contoso" })), [[9, 1]]);
  assert.deepEqual([(await history({ tenant: "nobody" })).status, (await history({ limit: "0" })).status], [404, 400]);
  for (const region of ["", "../..", "nowhere"])
    assert.equal((await call("stackHistory", "GET", { params: { ...params, region } })).code, "stack-not-found");
});

test("describes every route, and no other", () => {
  const { paths } = handlers.openApi().jsonBody as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = routes.map(({ method, path }) => `${method} /api/${path.replace("{*", "{")}`);
  assert.deepEqual(described.sort(), served.sort());
});

test("says what a run would say, and writes and starts nothing", async () => {
  const { call, ledger, started, artifacts } = await service();
  const before = [await ledger.list(""), await artifacts.list("runs"), [...started]];
  const fresh = await call("validateRequest", "POST", { body: smallRequest("exec-7"), as: "ada" });
  const same = await call("validateRequest", "POST", { body: smallRequest("exec-1"), as: "ada" });
  const other = await call("validateRequest", "POST", { body: smallRequest("exec-1", { region: "northeurope" }) });
  assert.deepEqual(
    [fresh, same, other].map(({ status, body }) => [status, body["executionId"]]),
    [
      [200, "free"],
      [200, "same-request"],
      [200, "other-request"],
    ],
  );
  const { plan } = fresh.body as { plan: { resourcePlan: string[]; corrections: { action: string }[] } };
  assert.deepEqual(plan.resourcePlan, ["DNS"]);
  assert.ok(plan.corrections.some(({ action }) => action === "AutoInjectedTags"));
  assert.deepEqual([await ledger.list(""), await artifacts.list("runs"), [...started]], before);
});

test("refuses in validation what it would refuse as a submission, in the same words", async () => {
  const { call } = await service();
  for (const body of [smallRequest("exec-2", { region: "atlantis" }), "{", '{"trace_id": "a*"}']) {
    const submitted = await call("provisionStack", "POST", { body });
    const validated = await call("validateRequest", "POST", { body });
    assert.ok(submitted.status >= 400);
    assert.deepEqual([validated.status, validated.body], [submitted.status, submitted.body]);
  }
});

test("publishes a JSON Schema of every document, under its own address", async () => {
  const { call } = await service();
  const { body } = await call("listSchemas", "GET");
  const listed = body["value"] as { name: string; url: string; file?: string }[];
  assert.ok(listed.length >= 13, String(listed.length));
  for (const { name, url } of listed) {
    const answer = await call("readSchema", "GET", { params: { name: `${name}.json` } });
    assert.deepEqual([answer.body["$id"], answer.body["$schema"]], [url, "http://json-schema.org/draft-07/schema#"]);
    assert.ok(answer.body["properties"] ?? answer.body["anyOf"] ?? answer.body["allOf"], name);
  }
  const plan = await call("readSchema", "GET", { params: { name: "infra-plan.json" } });
  assert.match(JSON.stringify(plan.body), /"postgresql".*"storage_gb"/, "described kinds are in it");
  const unknown = await call("readSchema", "GET", { params: { name: "infraplan.json" } });
  assert.equal(unknown.status, 404);
  assert.match(JSON.stringify(unknown.body), /Did you mean infra-plan\.json\?/);
});

test("plans a request without a plan by the use case of its blueprint, and refuses it without one [CP-101]", async () => {
  const { call } = await service();
  const request = (blueprint_id: string) => ({
    trace_id: "trace-report-1",
    execution_id: "exec-report-1",
    blueprint_id,
    component: "Reports",
    environment: "staging",
    region: "westeurope",
  });
  const known = await call("validateRequest", "POST", { body: request("report-generator-v1") });
  assert.deepEqual((known.body["plan"] as { resourcePlan: string[] }).resourcePlan.toSorted(), [
    "BlobStorage",
    "KeyVault",
    "LogAnalytics",
  ]);
  const unknown = await call("validateRequest", "POST", { body: request("platform-v1") });
  assert.deepEqual(
    [unknown.status, (unknown.body["errors"] as { pointer: string }[])[0]?.pointer],
    [422, "#/infra_plan"],
  );
});

test("plans documents without a plan by the use case of their blueprint, and refuses them without one [CP-101]", async () => {
  const { call } = await service();
  const documents = Object.fromEntries(
    Object.entries(sampleDocuments()).filter(([name]) => !["infra-plan.yaml", "secrets-metadata.yaml"].includes(name)),
  );
  const scope = documents["component-scope.yaml"] ?? "";
  const known = { ...documents, "component-scope.yaml": scope.replace("blueprint-auth-multi", "report-generator-v1") };
  const planned = await call("validateRequest", "POST", { body: { documents: known } });
  assert.equal(planned.status, 200, JSON.stringify(planned.body));
  const { resourcePlan } = planned.body["plan"] as { resourcePlan: string[] };
  assert.deepEqual(resourcePlan.toSorted(), ["BlobStorage", "KeyVault", "LogAnalytics"]);
  const other = { ...documents, "component-scope.yaml": scope.replaceAll("AuthService", "Ledger") };
  const refused = await call("validateRequest", "POST", { body: { documents: other } });
  assert.equal(refused.status, 422);
  assert.match(JSON.stringify(refused.body), /#\/documents\/infra-plan\.yaml/);
});
