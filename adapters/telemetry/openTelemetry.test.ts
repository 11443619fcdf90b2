import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { z } from "zod";
import { memorySecrets } from "../memory/memorySecrets.js";
import { hidingValues } from "./hidingValues.js";
import { openTelemetry, type OpenTelemetry } from "./openTelemetry.js";

const Line = z.record(z.string(), z.unknown());

/** Tags of a run, as the specification's section 15 lists them. */
const tags = {
  trace_id: "trace-auth-789",
  execution_id: "exec-auth-789",
  agent: "cloud-provisioner-agent",
  agent_origin: "cloud-provisioner-agent",
  stack: "staging-westeurope",
  component: "AuthService",
  environment: "staging",
  region: "westeurope",
  provisioning_type: "automated",
};
const preview = {
  name: "cloud.provision.preview",
  traceId: tags.trace_id,
  startMs: Date.parse("2026-11-21T12:00:00.000Z"),
  endMs: Date.parse("2026-11-21T12:00:01.234Z"),
  attributes: { ...tags, status: "success", resource_count: 6 },
};

async function toFile(
  t: TestContext,
): Promise<{ telemetry: OpenTelemetry; lines: () => Promise<z.infer<typeof Line>[]> }> {
  const dir = await mkdtemp(join(tmpdir(), "telemetry-"));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const file = join(dir, "deep", "telemetry.jsonl");
  const telemetry = openTelemetry({ file });
  return {
    telemetry,
    lines: async () => {
      await telemetry.flush();
      const text = await readFile(file, "utf8");
      return text
        .trimEnd()
        .split("\n")
        .map((line) => Line.parse(JSON.parse(line)));
    },
  };
}

test("a log line is one JSON object with time, event and every property given [CP-156] [CP-157]", async (t) => {
  const { telemetry, lines } = await toFile(t);
  const resource_plan = ["AKS", "KeyVault", "BlobStorage"];
  telemetry.log("info", "ProvisioningStarted", { ...tags, resource_plan, event: "another", note: "two\nlines" });
  const [line] = await lines();
  const { timestamp, ...rest } = line!;
  assert.ok(z.iso.datetime().safeParse(timestamp).success);
  assert.deepEqual(rest, { level: "info", event: "ProvisioningStarted", ...tags, resource_plan, note: "two\nlines" });
});

test("a span is a line with its tags, its times and whether it failed [CP-113] [CP-157]", async (t) => {
  const { telemetry, lines } = await toFile(t);
  telemetry.span(preview);
  telemetry.span({ ...preview, name: "cloud.provision.failed", isError: true });
  const [first, second] = await lines();
  assert.deepEqual(pick(first!, Object.keys(preview.attributes)), preview.attributes);
  assert.deepEqual(pick(first!, ["span", "started", "timestamp", "duration_ms", "is_error"]), {
    span: "cloud.provision.preview",
    started: "2026-11-21T12:00:00.000Z",
    timestamp: "2026-11-21T12:00:01.234Z",
    duration_ms: 1234,
    is_error: false,
  });
  assert.equal(second!["is_error"], true);
});

test("all spans of a lineage join one trace, and another lineage has another", async (t) => {
  const { telemetry, lines } = await toFile(t);
  telemetry.span(preview);
  telemetry.span({ ...preview, name: "cloud.provision.up" });
  telemetry.span({ ...preview, traceId: "trace-auth-790" });
  const [first, second, third] = await lines();
  // The first 16 bytes of sha-256("trace-auth-789"): what any process finds, and what `traceparent` says.
  assert.equal(first!["otel_trace_id"], "6ad0fa80657e256158e206031e362418");
  assert.equal(first!["otel_parent_span_id"], "35e6b32f141f0e25");
  assert.equal(second!["otel_trace_id"], first!["otel_trace_id"]);
  assert.notEqual(second!["otel_span_id"], first!["otel_span_id"]);
  assert.notEqual(third!["otel_trace_id"], first!["otel_trace_id"]);
});

test("metrics are read as Prometheus text under the names of the specification [CP-154]", async (t) => {
  const { telemetry } = await toFile(t);
  const place = { environment: "staging", region: "westeurope" };
  telemetry.duration("provision_duration_ms", 4_200, { ...place, outcome: "applied" });
  telemetry.count("provision_retry_count", 2, place);
  telemetry.count("resources_provisioned_total", 6, place);
  telemetry.count("resources_provisioned_total", 1, place);
  for (const result of ["success", "success", "success", "failure"])
    telemetry.count("provision_runs_total", 1, { ...place, result });
  telemetry.count("provision_runs_total", 1, { environment: "prod", region: "westeurope", result: "failure" });

  const text = await telemetry.metrics();
  const staging = `environment="staging",region="westeurope"`;
  const who = `agent_origin="cloud-provisioner-agent",provisioning_type="automated"`;
  const has = (line: string): void => {
    assert.ok(text.split("\n").includes(line), `${line}\nis missing in\n${text}`);
  };
  has("# TYPE provision_duration_ms histogram");
  has(`provision_duration_ms_sum{${staging},outcome="applied",${who}} 4200`);
  has(`provision_duration_ms_bucket{${staging},outcome="applied",${who},le="5000"} 1`);
  has("# TYPE provision_retry_count histogram");
  has(`provision_retry_count_sum{${staging},${who}} 2`);
  has("# TYPE resources_provisioned_total counter");
  has(`resources_provisioned_total{${staging},${who}} 7`);
  has("# TYPE provision_success_rate gauge");
  has(`provision_success_rate{${staging},${who}} 75`);
  has(`provision_success_rate{environment="prod",region="westeurope",${who}} 0`);
  for (const line of text.trimEnd().split("\n"))
    assert.match(line, /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? [-+\d.eInf]+)$/);
});

test("a secret appears in no line, by the name of its property, its form, or because it was hidden", async (t) => {
  const { telemetry, lines } = await toFile(t);
  telemetry.hide("canary-value-4711");
  telemetry.log("error", "Something", {
    password: "p4ss",
    nested: [{ connectionString: "DefaultEndpointsProtocol=https;AccountKey=abc123==" }],
    message: `key is canary-value-4711 (${Buffer.from("canary-value-4711").toString("base64")})`,
    "canary-value-4711": "as a name",
    url: "https://a.blob.core.windows.net/c?sv=2026&sig=SiGnAtUrE%3D&se=2027",
    header: "Authorization: Bearer abc.def-ghi",
    reason: "could not open postgres://app:hunter2@db.example.com/orders",
    DB_PASSWORD_2: "p4ss",
    error: new Error("login with canary-value-4711 failed"),
    vaultRef: "authservice-secret",
    backend: "blob (key meta.yaml) (code=NotFound)",
    secretCount: 2,
  });
  telemetry.span({ ...preview, attributes: { ...preview.attributes, reason: "canary-value-4711" } });
  telemetry.count("provision_runs_total", 1, { result: "canary-value-4711" });
  const text = JSON.stringify(await lines()) + (await telemetry.metrics());
  for (const secret of [
    "p4ss",
    "abc123",
    "canary-value",
    "SiGnAtUrE",
    "abc.def",
    "hunter2",
    Buffer.from("canary-value-4711").toString("base64"),
  ])
    assert.ok(!text.includes(secret), `${secret} in ${text}`);
  const [line] = await lines();
  assert.equal(line!["vaultRef"], "authservice-secret");
  assert.equal(line!["secretCount"], 2);
  assert.equal(line!["backend"], "blob (key meta.yaml) (code=NotFound)");
  assert.match(String(line!["url"]), /sv=2026&sig=\[secret\]&se=2027/);
});

test("a value that the vault gave away is hidden from then on", async (t) => {
  const { telemetry, lines } = await toFile(t);
  const vault = hidingValues(memorySecrets({ "authservice-secret": "canary-value-4712" }), telemetry.hide);
  assert.equal(await vault.has("authservice-secret"), true);
  assert.equal(await vault.value("authservice-secret"), "canary-value-4712");
  telemetry.log("error", "Something", { message: "login with canary-value-4712 failed" });
  assert.equal((await lines())[0]!["message"], "login with [secret] failed");
});

test("a value that begins with another one is hidden as a whole, whichever was hidden first", async (t) => {
  const { telemetry, lines } = await toFile(t);
  for (const value of ["canary-4713", "canary-4713-and-more", "canary-4713-and"]) telemetry.hide(value);
  telemetry.log("error", "Something", { message: "login with canary-4713-and-more failed" });
  assert.equal((await lines())[0]!["message"], "login with [secret] failed");
});

test("a file that takes no more lines fails no caller, and what it does not take is printed", async (t) => {
  const dir = await mkdtemp(join(tmpdir(), "telemetry-"));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const file = join(dir, "telemetry.jsonl");
  const telemetry = openTelemetry({ file });
  await mkdir(file);
  const printed: string[] = [];
  const print = process.stdout.write.bind(process.stdout);
  t.mock.method(process.stdout, "write", (...chunk: Parameters<typeof print>) => {
    if (!String(chunk[0]).startsWith('{"timestamp"')) return print(...chunk); // what tests have to report
    printed.push(String(chunk[0]));
    return true;
  });
  telemetry.log("info", "Something", { note: "unheard" });
  telemetry.span(preview);
  await telemetry.flush();
  const [line, span, ...more] = printed.map((text) => Line.parse(JSON.parse(text)));
  assert.deepEqual([line?.["note"], span?.["span"], more], ["unheard", preview.name, []]);
});

test("spans reach an OTLP receiver, and one that is away disturbs nobody", async () => {
  const received: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      received.push(`${request.method ?? ""} ${request.url ?? ""} ${body}`);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const otlpEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const telemetry = openTelemetry({ otlpEndpoint });
  telemetry.span(preview);
  await telemetry.flush();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
  assert.equal(received.length, 1);
  assert.match(received[0]!, /^POST \/v1\/traces .*"name":"cloud.provision.preview".*"trace-auth-789"/);

  const unheard = openTelemetry({ otlpEndpoint });
  unheard.span(preview);
  await unheard.flush();
});

const pick = (line: Readonly<Record<string, unknown>>, names: readonly string[]): unknown =>
  Object.fromEntries(names.map((name) => [name, line[name]]));
