import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ArtifactPage, RunPage, SubmissionTaken } from "../shared/contracts/answers.js";
import type { RunView } from "../shared/contracts/run.js";
import { stackMemory } from "../shared/records/stackMemory.js";
import { bundledCli, stubService, type StubAnswer } from "../test/kit/cliStub.js";
import { appliedFixture, canonicalPlanFixture, digest, planFixture, runFixture } from "../test/kit/runFixture.js";

let cli: Awaited<ReturnType<typeof bundledCli>>;
before(async () => {
  cli = await bundledCli();
});
after(() => cli.remove());

/** Calls the CLI against a service with these answers. */
async function call(
  answers: Readonly<Record<string, StubAnswer | readonly StubAnswer[]>>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const service = await stubService(answers);
  try {
    const ended = await cli.run(["--url", service.url, ...args], env);
    return { ...ended, requests: service.requests };
  } finally {
    await service.close();
  }
}

const pin = digest("pin");
const { runId, traceId, stack, blueprintId, requestedBy, submittedAt } = runFixture;
const base = { runId, traceId, stack, blueprintId, requestedBy, submittedAt, links: {} };
/** A run and its files as the service lists them. */
const listed = (id: string, submitted: string): RunPage["value"][number] => ({
  ...{ runId: id, traceId, stack: stack.stack, environment: stack.environment, submittedAt: submitted },
  ...{ phase: "awaiting-approval", link: `/api/runs/${id}` },
});
const fileNamed = (name: string): ArtifactPage["value"][number] => ({
  name,
  bytes: 3,
  link: `/api/runs/${runId}/artifacts/${name}`,
});
const taken = (id: string, status: SubmissionTaken["status"]): SubmissionTaken => ({
  ...{ runId: id, traceId, status },
  links: { self: `/api/runs/${id}`, events: `/api/runs/${id}/events` },
});
const atIso = "2026-11-21T09:10:00.000Z";
const changes = { create: 1, update: 0, replace: 0, delete: 0, same: 0 };
const waiting: RunView = {
  ...base,
  status: "Running",
  phase: "awaiting-approval",
  gate: { pin, round: 1, reasons: ["prod always needs a person's approval"] },
  changes,
};
const applying: RunView = { ...base, status: "Running", phase: "apply" };
const ended = (status: RunView["status"], outcome: NonNullable<RunView["outcome"]>): RunView => ({
  ...base,
  status,
  phase: outcome.kind,
  finishedAt: atIso,
  outcome,
});
const applied = ended("Succeeded", { kind: "applied", changes, resourceCount: 1, outputs: runFixture.request });
const declined = ended("Canceled", { kind: "expired", decision: { kind: "expired", pin, at: atIso } });
const failed = ended("Failed", {
  kind: "failed",
  stage: "apply",
  code: "quota-exceeded",
  reason: "The quota is used up.",
  diagnostics: [],
  changes,
});
const preview = {
  version: 1,
  round: 1,
  plan: canonicalPlanFixture,
  pin: { pin, render: "r", plan: "p", state: "s", policy: "q", engine: "e" },
  engineVersion: "e",
  files: [],
  diagnostics: [],
  durationMs: 1,
};
const run = "/api/runs/exec-1";
const still = (view: RunView) => ({
  [`GET ${run}`]: { body: view },
  [`GET ${run}/events`]: { body: { value: [], next: 0 } },
  [`GET ${run}/artifacts/preview-1.json`]: { body: preview },
});

for (const [view, code, words] of [
  [applied, 0, /applied/],
  [failed, 1, /reason {5}The quota is used up\.\n {2}at {9}apply, quota-exceeded/],
  [waiting, 3, /waits for approval/],
  [applying, 3, /apply/],
  [declined, 4, /nobody decided/],
  [{ ...failed, movedFrom: stack }, 1, /instead of westeurope, which is unavailable/],
  [{ ...failed, outcome: undefined, phase: "terminated", trouble: "An operator ended it." }, 1, /An operator ended it/],
] as const)
  test(`status exits with ${code} when the run is at ${view.phase}`, async () => {
    const { code: found, stdout, stderr } = await call(still(view), ["status", runId]);
    assert.equal(found, code, stderr);
    assert.match(stdout, words);
  });

test("shows at the gate what is to be decided, and how", async () => {
  const { stdout } = await call(still(waiting), ["status", runId]);
  assert.match(stdout, /\+ resources:ResourceGroup {2}cs-stg-weu-auth-rg/);
  assert.match(stdout, /because {4}prod always needs a person's approval/);
  assert.match(stdout, /cs-stack approve exec-1 --as <you>/);
});

test("shows at the gate what the plan costs, and how much of it has no price [CP-110]", async () => {
  const cost = { currency: "USD", atLeast: 1190.8, notPriced: 7 };
  const { stdout } = await call(still({ ...waiting, cost }), ["status", runId]);
  assert.match(stdout, /cost {7}at least 1190\.80 USD a month; 7 charges have no price\n/);
  assert.doesNotMatch((await call(still(waiting), ["status", runId])).stdout, /USD/);
});

test("approves the waiting run of a trace by the pin that it shows [CP-163]", async () => {
  const { code, requests, stderr } = await call(
    {
      ...still(waiting),
      "GET /api/runs": {
        body: {
          value: [listed("exec-2", "2026-11-22T09:00:00.000Z"), listed(runId, submittedAt)],
        },
      },
      "GET /api/runs/exec-2": { body: { ...applied, runId: "exec-2" } },
      [`POST ${run}/decision`]: { body: {} },
    },
    ["approve", "--trace", traceId, "--as", "grace", "--reason", "reviewed"],
  );
  assert.equal(code, 0, stderr);
  const decision = requests.find(({ method }) => method === "POST");
  assert.equal(decision?.headers["if-match"], `"${pin}"`);
  assert.equal(decision.headers["x-provisioner-user"], "grace");
  assert.deepEqual(JSON.parse(decision.body), { verdict: "approve", reason: "reviewed" });
});

test("approves of several waiting runs of a trace the newest, in whatever order they are listed [CP-163]", async () => {
  const second = {
    ...waiting,
    runId: "exec-2",
    gate: { ...waiting.gate, pin: digest("newer"), round: 1, reasons: [] },
  };
  for (const value of [
    [listed(runId, "2026-11-21T09:00:00.000Z"), listed("exec-2", "2026-11-22T09:00:00.000Z")],
    [listed("exec-2", "2026-11-22T09:00:00.000Z"), listed(runId, "2026-11-21T09:00:00.000Z")],
  ]) {
    const answers = {
      ...still(waiting),
      "GET /api/runs": { body: { value } },
      "GET /api/runs/exec-2": { body: second },
      "POST /api/runs/exec-2/decision": { body: {} },
    };
    const { code, requests, stderr } = await call(answers, ["approve", "--trace", traceId, "--as", "grace"]);
    assert.equal(code, 0, stderr);
    assert.equal(requests.find(({ method }) => method === "POST")?.url, "/api/runs/exec-2/decision");
  }
});

test("shows what was applied to a stack, newest first, with its secrets and without a value [CP-117, CP-118]", async () => {
  const done = { plan: planFixture, rendered: runFixture.request, applied: appliedFixture, at: atIso };
  const first = stackMemory(runFixture, done, undefined, digest);
  const second = stackMemory(
    { ...runFixture, runId: "exec-2" },
    { ...done, applied: { ...appliedFixture, outputs: { dns: { value: "a.example", isSecret: false } } } },
    first,
    digest,
  );
  const path = "/api/stacks/authservice/staging/westeurope/history";
  const { code, stdout, requests } = await call(
    { [`GET ${path}`]: { body: { stack: path.split("/").slice(3, 6).join("/"), value: [second, first] } } },
    ["history", "authservice/staging/westeurope/contoso"],
  );
  assert.equal(code, 0);
  assert.equal(requests[0]?.url, `${path}?limit=10&tenant=contoso`);
  const lines = stdout.trimEnd().split("\n");
  assert.match(lines[0] ?? "", /^revision 2 {2}2026-11-21T09:10:00.000Z {2}0 resources$/);
  assert.match(lines[1] ?? "", /run exec-2, trace trace-1, outputs [0-9a-f]{12}$/);
  assert.equal(lines[2], "  AUTH_SECRET from authservice-app-secret by env");
  assert.match(lines[3] ?? "", /^revision 1 /);
});

for (const [title, answers, args, words] of [
  ["neither run nor trace", {}, ["approve"], /--trace/],
  [
    "a trace that waits for nothing",
    { "GET /api/runs": { body: { value: [] } } },
    ["reject", "--trace", "t"],
    /No run/,
  ],
  ["a run that does not wait", still(applying), ["approve", runId], /does not wait for a decision: it is at apply/],
] as const)
  test(`refuses to decide on ${title}, and sends nothing`, async () => {
    const { code, stderr, requests } = await call(answers, args);
    assert.deepEqual([code, requests.some(({ method }) => method === "POST")], [2, false]);
    assert.match(stderr, words);
  });

test("says how to name oneself when a decision has nobody's name on it", async () => {
  const nobody = { type: "t", title: "Nobody is signed in", status: 401, code: "not-signed-in" };
  const answers = { ...still(waiting), [`POST ${run}/decision`]: { status: 401, body: nobody } };
  const { code, stderr } = await call(answers, ["approve", runId]);
  assert.equal(code, 1);
  assert.match(stderr, /Nobody is signed in\n {2}→ .*--as <you>/);
});

test("follows an approved run past the gate it has just answered, to its end", async () => {
  const views = [waiting, waiting, applying, applied].map((body) => ({ body }));
  const line = { kind: "resource", at: atIso, operation: "apply", urn: "u", type: "azure-native:dns:Zone" } as const;
  const made = { ...line, name: "zone", op: "create", state: "done", durationMs: 1200 };
  const { code, stdout } = await call(
    {
      ...still(applied),
      [`GET ${run}`]: views,
      [`GET ${run}/events`]: [
        { body: { value: [], next: 0 } },
        { body: { value: [made], next: 1 } },
        { body: { value: [], next: 1 } },
      ],
      [`POST ${run}/decision`]: { body: {} },
    },
    ["approve", runId, "--watch"],
  );
  assert.equal(code, 0);
  assert.match(stdout, /● applying what was approved/);
  assert.match(stdout, /✓ create {2}dns:Zone +zone {2}1\.2 s/);
});

test("follows a cancelled run past the gate at which it still stands", async () => {
  const cancelled = ended("Canceled", { kind: "cancelled", stage: "gate", by: requestedBy });
  const { code, stdout } = await call(
    {
      ...still(cancelled),
      [`GET ${run}`]: [{ body: waiting }, { body: cancelled }],
      [`POST ${run}/cancel`]: { status: 202, body: {} },
    },
    ["cancel", runId, "--watch"],
  );
  assert.equal(code, 4);
  assert.match(stdout, /cancelled\n {2}by {9}Ada/);
});

test("goes on watching while the service restarts", async () => {
  const away = { status: 503, body: { type: "t", title: "Away", status: 503, code: "not-available" } };
  const { code } = await call(
    { ...still(applied), [`GET ${run}`]: [{ body: applying }, away, away, { body: applied }] },
    ["status", runId, "--watch"],
  );
  assert.equal(code, 0);
});

test("submits a file as it is, under the name the caller gives the run [CP-091]", async () => {
  const file = join(cli.folder, "request.yaml");
  await writeFile(file, "trace_id: t\n");
  const submitted = { status: 202, body: taken("mine", "started") };
  const { code, requests, stdout } = await call({ "POST /api/provision/stack": submitted }, [
    "provision",
    file,
    "--execution-id",
    "mine",
  ]);
  assert.equal(code, 0);
  const [request] = requests;
  assert.deepEqual(
    [request?.body, request?.headers["content-type"], request?.headers["operation-id"]],
    ["trace_id: t\n", "application/yaml", "mine"],
  );
  assert.match(stdout, /cs-stack status mine --watch/);
});

test("submits a folder as a bundle of its documents, and of nothing else", async () => {
  const folder = join(cli.folder, "documents");
  await mkdir(folder);
  await writeFile(join(folder, "b.yaml"), "b: 1\n");
  await writeFile(join(folder, "a.json"), "{}");
  await writeFile(join(folder, "notes.md"), "# notes\n");
  const submitted = { status: 202, body: taken(runId, "existing") };
  const { requests, stdout } = await call({ "POST /api/provision/stack": submitted }, ["provision", folder]);
  assert.deepEqual(JSON.parse(requests[0]?.body ?? ""), { documents: { "a.json": "{}", "b.yaml": "b: 1\n" } });
  assert.match(stdout, /already known/);
});

for (const [title, args, words] of [
  ["a file that is not there", ["provision", "/nowhere/request.yaml"], /There is no file or folder/],
  ["a folder without documents", ["provision", "."], /holds no YAML or JSON/],
  ["an unknown command", ["destroy"], /unknown command/],
  ["a missing argument", ["status"], /missing required argument/],
  ["a limit that is no number", ["runs", "--limit", "many"], /whole number/],
  ["an address that is none", ["--url", "nowhere", "runs"], /is no address/],
  ["a stack without its region", ["history", "authservice/staging"], /such as authservice\/staging\/westeurope/],
  ["more than a stack", ["history", "infrastructure/stacks/a/dev/westeurope"], /names no stack/],
  ["a stack with an empty part", ["history", "authservice//westeurope"], /names no stack/],
] as const)
  test(`exits with 2 for ${title}`, async () => {
    const empty = join(cli.folder, "empty");
    await mkdir(empty, { recursive: true });
    const { code, stderr } = await call(
      {},
      args.map((arg) => (arg === "." ? empty : arg)),
    );
    assert.equal(code, 2, stderr);
    assert.match(stderr, words);
    assert.doesNotMatch(stderr, /\n {4}at /, "no stack trace");
  });

test("shows every fault of a refused request with its place and remedy, and exits with 2", async () => {
  const file = join(cli.folder, "bad.yaml");
  await writeFile(file, "x: 1\n");
  const errors = [
    {
      pointer: "#/region",
      rule: "unknown-region",
      detail: "No such region.",
      remedy: "Write westeurope.",
      line: 4,
      column: 9,
    },
    { pointer: "#/tags", rule: "missing-field", detail: "It is missing.", document: "overlay.yaml" },
  ];
  const refusal = { type: "t", title: "The request was refused", status: 422, code: "invalid-request", errors };
  const answers = { "POST /api/provision/stack": { status: 422, body: refusal } };
  const { code, stderr } = await call(answers, ["provision", file]);
  assert.equal(code, 2);
  assert.match(stderr, /#\/region {2}line 4:9 {2}unknown-region\n {4}No such region\.\n {4}→ Write westeurope\./);
  assert.match(stderr, /#\/tags {2}overlay\.yaml {2}missing-field/);
  assert.deepEqual(JSON.parse((await call(answers, ["--json", "provision", file])).stdout), refusal);
});

for (const [title, answers, code] of [
  ["an answer that is no problem", { [`GET ${run}`]: { status: 502, body: "<html>" } }, "http-502"],
  ["an answer of another version", { [`GET ${run}`]: { body: { version: 2 } } }, "unknown-answer"],
] as const)
  test(`exits with 1 for ${title}, also as JSON`, async () => {
    const { code: found, stdout } = await call(answers, ["--json", "status", runId]);
    assert.equal(found, 1);
    assert.equal((JSON.parse(stdout) as { code: string }).code, code);
  });

test("says how to start the service when nothing answers, and exits with 1", async () => {
  const { code, stderr } = await cli.run(["--url", "http://127.0.0.1:9", "runs"]);
  assert.equal(code, 1);
  assert.match(stderr, /Nothing answers at .*npm start/);
});

for (const [args, answers] of [
  [["status", runId], still(waiting)],
  [["status", runId, "--watch"], still(waiting)],
  [["runs"], { "GET /api/runs": { body: { value: [listed(runId, submittedAt)] } } }],
  [["cancel", runId], { [`POST ${run}/cancel`]: { status: 202, body: { runId, status: "cancelling" } } }],
  [["approve", runId], { ...still(waiting), [`POST ${run}/decision`]: { body: { runId } } }],
  [["outputs", runId], { [`GET ${run}/artifacts/outputs.json`]: { body: { outputs: { a: "b" } } } }],
  [["logs", runId], { [`GET ${run}/artifacts/provisioning.log`]: { body: "[run] one\n[run] two\n" } }],
  [["artifacts", runId], { [`GET ${run}/artifacts`]: { body: { folder: "f", value: [] } } }],
] as const)
  test(`${args.filter((arg) => arg !== runId).join(" ")} answers with one JSON document and nothing else with --json`, async () => {
    const { stdout, stderr } = await call(answers, ["--json", ...args], { FORCE_COLOR: "1" });
    assert.equal(typeof JSON.parse(stdout), "object");
    assert.equal(stderr, "");
  });

test("copies artifacts into a folder, with their folders", async () => {
  const to = join(cli.folder, "copied");
  const { code } = await call(
    {
      [`GET ${run}/artifacts`]: { body: { folder: "f", value: [fileNamed("stack/index.ts")] } },
      [`GET ${run}/artifacts/stack/index.ts`]: { body: "one" },
    },
    ["artifacts", runId, "--to", to],
  );
  assert.equal(code, 0);
  assert.equal(await readFile(join(to, "stack/index.ts"), "utf8"), "one");
});

for (const name of ["../escaped", "a/../../escaped", "/tmp/escaped", ".", ""])
  test(`writes nothing when the service names the artifact ${JSON.stringify(name)}`, async () => {
    const to = join(cli.folder, "kept", "in");
    const files = ["fine.json", name].map(fileNamed);
    const { code, stderr } = await call(
      {
        [`GET ${run}/artifacts`]: { body: { folder: "f", value: files } },
        [`GET ${run}/artifacts/fine.json`]: { body: {} },
      },
      ["artifacts", runId, "--to", to],
    );
    assert.equal(code, 1);
    assert.match(stderr, /outside the folder/);
    assert.deepEqual(await readdir(join(cli.folder, "kept")).catch(() => []), []);
  });

test("takes an id for an id, whatever it holds", async () => {
  const { code, requests } = await call({}, ["status", "../health?x=1"]);
  assert.equal(code, 2);
  assert.equal(requests[0]?.url, "/api/runs/..%2Fhealth%3Fx%3D1");
});

test("says that a run has no outputs, instead of showing none", async () => {
  const missing = { status: 404, body: { type: "t", title: "No", status: 404, code: "artifact-not-found" } };
  const { code, stderr } = await call({ [`GET ${run}/artifacts/outputs.json`]: missing }, ["outputs", runId]);
  assert.equal(code, 2);
  assert.match(stderr, /Run exec-1 has produced no outputs/);
});

test("prints no colour into a pipe, and none where NO_COLOR asks for none", async () => {
  for (const env of [{}, { FORCE_COLOR: "1", NO_COLOR: "1" }] as Record<string, string>[])
    assert.doesNotMatch((await call(still(waiting), ["status", runId], env)).stdout, /\u001b/);
  assert.match((await call(still(waiting), ["status", runId], { FORCE_COLOR: "1" })).stdout, /\u001b\[/);
});

const explanation = {
  runId,
  path: "resources.cluster",
  value: [
    {
      path: "resources.cluster.args.nodeCount",
      value: 3,
      provenance: [
        {
          kind: "input",
          field: "infra_plan.aks.node_count",
          origin: { document: "infra-plan.yaml", pointer: "#/resources/0/node_count", line: 12, column: 17 },
        },
      ],
    },
    {
      path: "resources.cluster.args.vmSize",
      value: "Standard_D4s_v5",
      provenance: [{ kind: "default", file: "aks.yaml", path: "sizes.standard.vmSize" }],
    },
    {
      path: "resources.storage.name",
      value: "csstg1",
      provenance: [
        {
          kind: "rule",
          rule: "NamingResolverSkill",
          reason: "storage",
          file: "naming.yaml",
          replaced: { value: "cs-stg" },
        },
      ],
    },
  ],
};

test("says as a tree who set the values of a plan, and what they replaced", async () => {
  const { code, stdout, requests } = await call({ [`GET ${run}/why`]: { body: explanation } }, [
    "why",
    runId,
    "resources.cluster",
  ]);
  assert.equal(code, 0);
  assert.equal(requests[0]?.url, `${run}/why?path=resources.cluster`);
  assert.equal(
    stdout,
    `resources
  cluster
    args
      nodeCount: 3
        ← request: infra_plan.aks.node_count (infra-plan.yaml:12:17)
      vmSize: "Standard_D4s_v5"
        ← default: aks.yaml sizes.standard.vmSize
  storage
    name: "csstg1"
      ← rule NamingResolverSkill: storage (naming.yaml); instead of "cs-stg"
`,
  );
});

test("answers why with JSON only where asked to", async () => {
  const { stdout } = await call({ [`GET ${run}/why`]: { body: explanation } }, ["--json", "why", runId]);
  assert.deepEqual(JSON.parse(stdout), explanation);
});
