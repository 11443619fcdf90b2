import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPortal } from "../../local/azure/portal.js";
import { smallRequest } from "../kit/exampleBundle.js";
import { isEnded, isWaiting, startService, type Service } from "../kit/service.js";
import { storeReader } from "../kit/storeReader.js";

let service: Service;
before(async () => {
  service = await startService();
});
after(() => service.close());

const submit = (body: unknown, headers: Record<string, string> = {}) =>
  service.call("POST", "/api/provision/stack", { body, headers, as: "ada" });
const blobs = async (): Promise<number> =>
  (await storeReader(service.surroundings.storageConnection, "records").names("")).length;

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly errors?: readonly { pointer: string; rule: string; detail: string; line?: number; column?: number }[];
}

test("names every fault at once, with pointers and remedies, and writes nothing [CP-040, CP-041, CP-099]", async () => {
  const before = await blobs();
  const answer = await submit({
    component: "X",
    environment: "moon",
    region: "westeurop",
    infra_plan: {},
    status: "done",
    tags: {},
  });
  const problem = answer.body as Problem;
  assert.equal(answer.status, 422);
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.deepEqual(
    problem.errors?.map(({ pointer }) => pointer),
    ["#/trace_id", "#/execution_id", "#/blueprint_id", "#/environment", "#/region", "#/infra_plan", "#/status"],
  );
  assert.equal(await blobs(), before);
});

for (const [title, body, contentType, status, code] of [
  ["malformed JSON", '{"trace_id": "x",}', "application/json", 400, "unreadable-document"],
  ["malformed YAML", "a: [1, 2", "application/yaml", 400, "unreadable-document"],
  ["an empty body", "", "application/json", 400, "unreadable-document"],
  ["another content type", "hello", "text/plain", 415, "unsupported-media-type"],
  ["another charset", "{}", "application/json; charset=latin1", 415, "unsupported-media-type"],
  ["a body over the limit", JSON.stringify({ a: "x".repeat(1_100_000) }), "application/json", 413, "too-large"],
] as const)
  test(`refuses ${title} without a stack trace`, async () => {
    const answer = await submit(body, { "content-type": contentType });
    assert.deepEqual([answer.status, (answer.body as Problem).code], [status, code]);
    assert.doesNotMatch(JSON.stringify(answer.body), /node_modules|at Object\.|\/dist\//);
  });

test("tells line and column of a syntax fault", async () => {
  const answer = await submit('{\n  "trace_id": x\n}', {});
  const [fault] = (answer.body as Problem).errors ?? [];
  assert.equal(fault?.line, 2);
});

test("refuses a secret reference that the vault does not know, without echoing it [CP-042]", async () => {
  const secrets = [{ name: "A", vault_ref: "nobody-knows-this", mount_strategy: "env" }];
  const infra_plan = { keyvault: { policy: "rbac" } };
  const answer = await submit(smallRequest("exec-unknown-ref", { secrets, infra_plan }));
  assert.equal(answer.status, 422);
  assert.ok((answer.body as Problem).errors?.some(({ rule }) => rule === "unknown-vault-ref"));
  assert.doesNotMatch(JSON.stringify(answer.body), /nobody-knows-this/);
});

test("answers every id that leads nowhere alike", async () => {
  const bodies = await Promise.all(
    ["nobody", "..%2f..%2fetc", "a".repeat(300)].map((id) => service.call("GET", `/api/runs/${id}`)),
  );
  assert.deepEqual(
    bodies.map(({ status }) => status),
    [404, 404, 404],
  );
  assert.equal(new Set(bodies.map(({ body }) => JSON.stringify(body))).size, 1);
});

test("starts exactly one run for twenty equal submissions at the same instant [CP-145]", async () => {
  const request = smallRequest("exec-storm", { auto_proceed: false });
  const answers = await Promise.all(Array.from({ length: 20 }, () => submit(request)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [202]);
  await service.until("exec-storm", isWaiting);
  const listed = await service.call("GET", "/api/runs?trace=trace-exec-storm");
  assert.equal((listed.body as { value: unknown[] }).value.length, 1);
});

test("cancels a waiting run, once, and refuses to cancel an ended one", async () => {
  assert.equal((await service.call("POST", "/api/runs/exec-storm/cancel", { body: {}, as: "ada" })).status, 202);
  assert.equal((await service.until("exec-storm", isEnded)).outcome?.kind, "cancelled");
  assert.equal((await service.call("POST", "/api/runs/exec-storm/cancel", { body: {}, as: "ada" })).status, 409);
});

test("ends a rejected run without changes and tells who rejected it [CP-164]", async () => {
  await submit(smallRequest("exec-rejected", { auto_proceed: false }));
  const { gate } = await service.until("exec-rejected", isWaiting);
  await service.call("POST", "/api/runs/exec-rejected/decision", {
    body: { verdict: "reject", reason: "too early" },
    as: "grace",
    headers: { "if-match": `"${gate?.pin ?? ""}"` },
  });
  assert.equal((await service.until("exec-rejected", isEnded)).outcome?.kind, "declined");
  const events = (await (await fetch(service.surroundings.topicUrl)).json()) as {
    id: string;
    type: string;
    data: { reason?: string };
  }[];
  const rejection = events.find(({ id }) => id === "exec-rejected:1000");
  assert.deepEqual([rejection?.type, rejection?.data.reason], ["ProvisioningRejected", "too early"]);
});

test("proceeds without a person when the request asks and policy agrees [CP-079]", async () => {
  await submit(smallRequest("exec-auto"));
  const run = await service.until("exec-auto", isEnded);
  assert.equal(run.outcome?.kind, "applied", JSON.stringify(run.outcome));
});

test("tells what somebody changed in the cloud, and asks a person before it changes more there [CP-132]", async () => {
  const asking = (runId: string, containers: string[]) =>
    smallRequest(runId, { component: "DriftService", infra_plan: [{ type: "storage", containers }] });
  await submit(asking("exec-drift-1", ["logs"]));
  assert.equal((await service.until("exec-drift-1", isEnded)).outcome?.kind, "applied");
  const made = await service.call("GET", "/api/runs/exec-drift-1/artifacts/outputs.json");
  const { resources } = made.body as { resources: Record<string, string> };
  const portal = openPortal(service.surroundings.cloudDir);
  try {
    assert.ok(portal.change(resources["storage"] ?? "", "minimumTlsVersion", "TLS1_0"));
  } finally {
    portal.close();
  }
  const said = ["storage was changed outside of runs (minimumTlsVersion)"];

  await submit(asking("exec-drift-2", ["logs"]));
  const { outcome } = await service.until("exec-drift-2", isEnded);
  assert.deepEqual(outcome?.kind === "unchanged" && outcome.drift, said, JSON.stringify(outcome));

  await submit(asking("exec-drift-3", ["logs", "data"]));
  const waiting = await service.until("exec-drift-3", (view) => isWaiting(view) || isEnded(view));
  assert.deepEqual(waiting.gate?.reasons, said, JSON.stringify(waiting.outcome));
});

for (const [why, id, more] of [
  [
    "where the request demands one, though it would also proceed [CP-109]",
    "manual",
    { manual_approval_required: true },
  ],
  ["where the request does not say that it proceeds [CP-106]", "silent", { auto_proceed: undefined }],
] as const)
  test(`asks a person ${why}`, async () => {
    const runId = `exec-${id}`;
    await submit(smallRequest(runId, { component: `Ask${id}Service`, ...more }));
    const run = await service.until(runId, (view) => isWaiting(view) || isEnded(view));
    assert.equal(run.phase, "awaiting-approval", JSON.stringify(run.outcome));
  });

test("always asks a person in production, whatever the request wishes [CP-162]", async () => {
  await submit(
    smallRequest("exec-prod", { environment: "production", region: "francecentral", tags: { env: "production" } }),
  );
  const run = await service.until("exec-prod", (view) => isWaiting(view) || isEnded(view));
  assert.equal(run.phase, "awaiting-approval", JSON.stringify(run.outcome));
});

const event = (id: string, eventType: string, data: unknown) => [
  {
    id,
    eventType,
    data,
    subject: "tenants/T-134",
    topic: "t",
    eventTime: new Date().toISOString(),
    dataVersion: "1",
    metadataVersion: "1",
  },
];
const deliver = (body: unknown) =>
  service.call("POST", "/runtime/webhooks/eventgrid?functionName=provisionOnEvent", {
    body,
    headers: { "aeg-event-type": "Notification" },
  });

for (const [eventType, more] of [
  ["CreateCloudResourcesForTenant", { tenant_id: "T-134" }],
  ["ProvisionEditionLevelInfra", { edition: "EU" }],
  ["UpdateRegionCapacity", {}],
] as const)
  test(`starts one run for ${eventType}, however often it is delivered [CP-007]`, async () => {
    const data = Object.fromEntries(
      Object.entries(
        smallRequest(`by-${eventType}`, {
          ...more,
          component: `Svc${eventType.slice(0, 6)}`,
        }),
      ).filter(([key]) => key !== "execution_id"),
    );
    const delivered = [
      await deliver(event(`id-${eventType}`, eventType, data)),
      await deliver(event(`id-${eventType}`, eventType, data)),
    ];
    assert.ok(
      delivered.every(({ status }) => status < 300),
      JSON.stringify(delivered),
    );
    const run = await service.until(`event-id-${eventType}`, isEnded);
    assert.equal(run.outcome?.kind, "applied", JSON.stringify(run.outcome));
    const listed = await service.call("GET", `/api/runs?trace=trace-by-${eventType}`);
    assert.equal((listed.body as { value: unknown[] }).value.length, 1);
  });

test("records and tells an event that cannot be provisioned [CP-134]", async () => {
  assert.ok(
    (await deliver(event("bad-1", "UpdateRegionCapacity", { trace_id: "trace-bad", region: "westeurope" }))).status <
      300,
  );
  const events = (await (await fetch(service.surroundings.topicUrl)).json()) as {
    id: string;
    type: string;
    data: { stage?: string; trace_id?: string };
  }[];
  const refusal = events.find(({ id }) => id === "event-bad-1:0");
  assert.deepEqual(
    [refusal?.type, refusal?.data.stage, refusal?.data.trace_id],
    ["ProvisioningFailed", "validation", "trace-bad"],
  );
});

test("answers Event Grid's validation handshake", async () => {
  const body = [
    {
      id: "v",
      eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
      data: { validationCode: "code-1" },
      subject: "",
      topic: "t",
      eventTime: "2026-01-01T00:00:00Z",
      dataVersion: "1",
    },
  ];
  const answer = await service.call("POST", "/runtime/webhooks/eventgrid?functionName=provisionOnEvent", {
    body,
    headers: { "aeg-event-type": "SubscriptionValidation" },
  });
  assert.deepEqual(answer.body, { validationResponse: "code-1" });
});
