import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { StackMemory } from "../../shared/contracts/memory.js";
import { exampleBundle } from "../kit/exampleBundle.js";
import { checkInvariants } from "../kit/checkInvariants.js";
import { isEnded, isWaiting, startService, type Service } from "../kit/service.js";
import { storeReader } from "../kit/storeReader.js";

let service: Service;
before(async () => {
  service = await startService();
});
after(() => service.close());

const runId = "exec-auth-789";
const artifact = async (name: string): Promise<unknown> =>
  (await service.call("GET", `/api/runs/${runId}/artifacts/${name}`)).body;

test("previews the documents and waits, with nothing in the cloud [CP-029, CP-078, CP-091]", async () => {
  const answer = await service.call("POST", "/api/provision/stack", {
    body: await exampleBundle("auth-service"),
    as: "ada",
  });
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  assert.equal(answer.headers.get("location"), `/api/runs/${runId}`);
  const run = await service.until(runId, (view) => isWaiting(view) || isEnded(view));
  assert.equal(run.phase, "awaiting-approval", JSON.stringify(run.outcome));
  const listed = await service.call("GET", "/api/runs?trace=trace-auth-789");
  assert.deepEqual(
    (listed.body as { value: { runId: string }[] }).value.map((entry) => entry.runId),
    [runId],
  );
  const { openCloud } = await import("../../local/azure/cloudStore.js");
  const cloud = openCloud(service.surroundings.cloudDir);
  assert.deepEqual(cloud.resources(), []);
  cloud.close();
});

test("asks for approval in YAML while it waits [CP-057, CP-160]", async () => {
  assert.match(String(await artifact("manual-approval.yaml")), /approver_group: PlatformOps/);
});

test("refuses the requester, nobody in particular, another pin and a missing pin", async () => {
  const { gate } = await service.run(runId);
  const say = (as: string | undefined, pin: string | undefined) =>
    service.call("POST", `/api/runs/${runId}/decision`, {
      body: { verdict: "approve", reason: "ok" },
      ...(as ? { as } : {}),
      headers: pin ? { "if-match": `"${pin}"` } : {},
    });
  assert.equal((await say("ada", gate?.pin)).status, 403);
  assert.equal((await say(undefined, gate?.pin)).status, 401);
  assert.equal((await say("grace", "0".repeat(64))).status, 412);
  assert.equal((await say("grace", undefined)).status, 428);
  assert.equal((await service.run(runId)).phase, "awaiting-approval");
});

test("applies what another person approved, and shows each resource while it happens [CP-079, CP-080, CP-163]", async () => {
  const { gate } = await service.run(runId);
  const answer = await service.call("POST", `/api/runs/${runId}/decision`, {
    body: { verdict: "approve", reason: "reviewed" },
    as: "grace",
    headers: { "if-match": `"${gate?.pin ?? ""}"` },
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const run = await service.until(runId, isEnded);
  assert.ok(run.outcome?.kind === "applied", JSON.stringify(run.outcome));
  assert.ok(run.outcome.resourceCount > 10 && run.outcome.changes.create > 10);
  const feed = (await service.call("GET", `/api/runs/${runId}/events`)).body as {
    value: { kind: string; state?: string }[];
  };
  assert.ok(feed.value.filter(({ kind, state }) => kind === "resource" && state === "done").length > 10);
});

test("writes every artifact of the specification into the run and the stack's own folder [CP-019, CP-022, CP-025, CP-045, CP-049, CP-060, CP-063]", async () => {
  const records = storeReader(service.surroundings.storageConnection, "records");
  const stack = "infrastructure/stacks/authservice/staging/westeurope/";
  const files = (await records.names(stack)).map((name) => name.slice(stack.length));
  for (const name of [
    "Pulumi.yaml",
    "Pulumi.staging-westeurope-auth.yaml",
    "Pulumi.lock.yaml",
    "index.ts",
    "package.json",
    "outputs.json",
    "provisioning.log",
    "secret-bindings.json",
    "provisioning-event.json",
    "provisioned-resources.json",
    "provisioning-output.json",
    "dns-map.yaml",
  ])
    assert.ok(files.includes(name), `${name} is in ${files.join(" ")}`);
});

test("declares what each entry of the plan asks for, in Azure's own types [CP-001]", async () => {
  const { resources } = (await artifact("provisioned-resources.json")) as { resources: { type: string }[] };
  const types = new Set(resources.map(({ type }) => type));
  for (const type of [
    "azure-native:containerservice:ManagedCluster",
    "azure-native:keyvault:Vault",
    "azure-native:storage:StorageAccount",
    "azure-native:dns:Zone",
    "azure-native:dns:RecordSet",
  ])
    assert.ok(types.has(type), `${type} among ${[...types].join(" ")}`);
});

test("seeds the vault of each region with the secret, and declares what encrypts secrets in the stack [CP-018]", async () => {
  const { resources } = (await artifact("provisioned-resources.json")) as { resources: { name: string; id: string }[] };
  const seeded = resources.filter(({ id }) => /\/vaults\/[^/]+\/secrets\/auth-secret$/.test(id));
  assert.deepEqual(seeded.map(({ name }) => name).sort(), ["vault-auth-secret", "vault-northeurope-auth-secret"]);
  const records = storeReader(service.surroundings.storageConnection, "records");
  const settings = "infrastructure/stacks/authservice/staging/westeurope/Pulumi.staging-westeurope-auth.yaml";
  assert.match(await records.text(settings), /^secretsprovider: \S+$/m);
});

test("maps outputs, with the kubeconfig as a reference only [CP-020, CP-051]", async () => {
  const { outputs } = (await artifact("outputs.json")) as { outputs: Record<string, string> };
  assert.equal(outputs["aks_cluster_name"], "cs-stg-weu-auth-aks");
  assert.equal(outputs["dns_record"], "auth.europe.connectsoft.io");
  assert.equal(outputs["kubeconfig_vault_ref"], "vault://auth-kubeconfig");
  assert.match(outputs["storage_url"] ?? "", /^https:\/\//);
  assert.match(outputs["key_vault_uri"] ?? "", /^https:\/\/.*\.vault\.azure\.net\/$/);
});

test("gives deployment names, the kubeconfig's place, endpoints and how secrets are brought [CP-149]", async () => {
  const { outputs } = (await artifact("outputs.json")) as { outputs: Record<string, string> };
  assert.deepEqual(
    [outputs["aks_cluster_name"], outputs["kubeconfig_vault_ref"]],
    ["cs-stg-weu-auth-aks", "vault://auth-kubeconfig"],
  );
  assert.match(outputs["storage_endpoint"] ?? "", /^https:\/\/csstgweuauth\w+\.blob\.core\.windows\.net\/$/);
  assert.match(outputs["vault_uri"] ?? "", /^https:\/\/cs-stg-weu-auth-kv-\w+\.vault\.azure\.net\/$/);
  const { secrets } = (await artifact("secret-bindings.json")) as { secrets: Record<string, string>[] };
  assert.deepEqual(
    secrets.map((secret) => ["name", "vault_uri", "mount_strategy", "status"].map((key) => secret[key])),
    [["AUTH_SECRET", outputs["vault_uri"], "env", "bound"]],
  );
});

test("gives observability the cluster's address, where telemetry goes, names and region tags [CP-150]", async () => {
  const { outputs } = (await artifact("outputs.json")) as { outputs: Record<string, string> };
  assert.match(outputs["aks_cluster_fqdn"] ?? "", /^cs-stg-weu-auth-aks-\w+\.hcp\.westeurope\.azmk8s\.io$/);
  assert.match(outputs["log_analytics_workspace_id"] ?? "", /\/workspaces\/cs-stg-weu-auth-log$/);
  assert.match(outputs["app_insights_id"] ?? "", /\/components\/cs-stg-weu-auth-appi$/);
  assert.equal(outputs["dns_record"], "auth.europe.connectsoft.io");
  const { resources } = (await artifact("provisioned-resources.json")) as {
    resources: { type: string; tags?: Record<string, string> }[];
  };
  const clusters = resources.filter(({ type }) => type.endsWith(":ManagedCluster"));
  assert.deepEqual(clusters.map(({ tags }) => tags?.["region"]).sort(), ["northeurope", "westeurope"]);
});

test("tells the coordinator how it ended: event, stack path, status, duration and trace [CP-151]", async () => {
  const events = (await (await fetch(service.surroundings.topicUrl)).json()) as {
    type: string;
    traceparent?: string;
    data: Record<string, unknown>;
  }[];
  const ended = events.find(({ type }) => type === "ResourcesProvisioned");
  const { event, stack_path: path, status, duration_ms: durationMs } = ended?.data ?? {};
  assert.deepEqual(
    [event, path, status],
    ["ResourcesProvisioned", "infrastructure/stacks/authservice/staging/westeurope", "success"],
  );
  assert.ok(Number(durationMs) > 0);
  assert.match(ended?.traceparent ?? "", /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});

test("keeps every secret value out of records, events, telemetry and the state's plain text [CP-130]", async () => {
  const { readFile, readdir } = await import("node:fs/promises");
  const { settings, storageConnection, topicUrl } = service.surroundings;
  const values = Object.values(
    JSON.parse(await readFile(settings["PROVISIONER_VAULT_FILE"] ?? "", "utf8")) as Record<string, string>,
  );
  const hay: string[] = [
    await (await fetch(topicUrl)).text(),
    await readFile(settings["PROVISIONER_TELEMETRY_FILE"] ?? "", "utf8"),
  ];
  for (const container of ["records", "state"]) {
    const reader = storeReader(storageConnection, container);
    for (const name of await reader.names("")) hay.push(await reader.text(name));
  }
  for (const name of await readdir(service.surroundings.hostData))
    hay.push(await readFile(`${service.surroundings.hostData}/${name}`, "latin1"));
  for (const value of values) assert.ok(!hay.some((text) => text.includes(value)), "a secret value was found");
});

test("publishes the waiting preview and the success once each [CP-104, CP-152]", async () => {
  const events = (await (await fetch(service.surroundings.topicUrl)).json()) as { id: string; type: string }[];
  assert.deepEqual(
    events.map(({ id, type }) => `${id} ${type}`),
    [`${runId}:1 ProvisioningPreviewReady`, `${runId}:1000 ResourcesProvisioned`],
  );
});

test("answers the same request with the same run, and another body under its id with 422 [CP-145]", async () => {
  const bundle = await exampleBundle("auth-service");
  const again = await service.call("POST", "/api/provision/stack", { body: bundle, as: "ada" });
  assert.deepEqual([again.status, (again.body as { status: string }).status], [202, "existing"]);
  const plan = bundle.documents["infra-plan.yaml"]?.replace("node_count: 3", "node_count: 2") ?? "";
  const other = await service.call("POST", "/api/provision/stack", {
    body: { documents: { ...bundle.documents, "infra-plan.yaml": plan } },
    as: "ada",
  });
  assert.deepEqual([other.status, (other.body as { code: string }).code], [422, "execution-id-reused"]);
});

test("changes nothing when the same documents come as a new run [CP-173]", async () => {
  const body = await exampleBundle("auth-service");
  await service.call("POST", "/api/provision/stack", { body, as: "ada", headers: { "operation-id": "exec-auth-790" } });
  const run = await service.until("exec-auth-790", isEnded);
  assert.deepEqual([run.outcome?.kind, run.changes?.create], ["unchanged", 0]);
});

test("remembers the stack, and renders nothing again for a run that asks for the same [CP-116, CP-118]", async () => {
  const records = storeReader(service.surroundings.storageConnection, "records");
  const memories = await records.names("memory/infrastructure.stacks.authservice.staging.westeurope/applies/");
  assert.equal(memories.length, 1);
  const memory = StackMemory.parse(JSON.parse(await records.text(memories[0] ?? "")));
  assert.deepEqual(
    [memory.stack_history.execution_id, memory.output_map.revision, memory.secrets_injection.secret_refs],
    [runId, 1, ["AUTH_SECRET"]],
  );
  const renderedBy = async (id: string): Promise<unknown> => {
    const name = (await records.names("runs/")).find((each) => each.endsWith(`/${id}/run.json`));
    return (JSON.parse(await records.text(name ?? "")) as { work: { rendered: unknown } }).work.rendered;
  };
  assert.deepEqual(await renderedBy(runId), memory.rendered);
  assert.deepEqual(await renderedBy("exec-auth-790"), memory.rendered);
});

test("holds nothing between steps any more once a run has ended [CP-115]", async () => {
  const records = storeReader(service.surroundings.storageConnection, "records");
  const names = (await records.names("runs/")).filter((name) => name.includes(`/${runId}/`));
  assert.ok(names.some((name) => name.endsWith("/preview-1.json")));
  assert.deepEqual(
    names.filter((name) => /\/(context|update-plan-\d+)\.json$/.test(name)),
    [],
  );
});

test("keeps the trace a stack was created with, so that another trace changes nothing", async () => {
  const bundle = await exampleBundle("auth-service");
  const documents = Object.fromEntries(
    Object.entries(bundle.documents).map(([name, text]) => [name, text.replaceAll("trace-auth-789", "trace-auth-800")]),
  );
  await service.call("POST", "/api/provision/stack", {
    body: { documents },
    as: "ada",
    headers: { "operation-id": "exec-auth-800" },
  });
  assert.equal((await service.until("exec-auth-800", isEnded)).outcome?.kind, "unchanged");
});

test("writes spans and structured logs for the whole run [CP-112, CP-113, CP-114, CP-156, CP-157]", async () => {
  const { readFile } = await import("node:fs/promises");
  const lines = (await readFile(service.surroundings.settings["PROVISIONER_TELEMETRY_FILE"] ?? "", "utf8"))
    .trim()
    .split("\n");
  const text = lines.filter((line) => line.includes(runId)).join("\n");
  for (const name of [
    "cloud.provision.start",
    "cloud.provision.preview",
    "cloud.provision.up",
    "cloud.provision.success",
    "ProvisioningStarted",
  ])
    assert.ok(text.includes(name), name);
  for (const key of [
    "trace_id",
    "execution_id",
    "agent",
    "stack",
    "component",
    "environment",
    "region",
    "status",
    "resource_count",
    "agent_origin",
    "provisioning_type",
  ])
    assert.ok(text.includes(key), key);
  const unchanged = lines.filter((line) => line.includes("exec-auth-790")).join("\n");
  assert.ok(unchanged.includes("cloud.provision.preview") && !unchanged.includes("cloud.provision.up"));
});

test("counts runs and resources in the metrics [CP-154]", async () => {
  const { body } = await service.call("GET", "/api/metrics");
  for (const metric of [
    "provision_duration_ms",
    "provision_retry_count",
    "provision_success_rate",
    "resources_provisioned_total",
  ])
    assert.match(String(body), new RegExp(`^${metric}`, "m"));
});

test("describes itself: health and an OpenAPI document made from the contracts", async () => {
  assert.equal((await service.call("GET", "/api/health")).status, 200);
  const { body } = await service.call("GET", "/api/openapi.json");
  const { openapi, paths } = body as { openapi: string; paths: Record<string, unknown> };
  assert.equal(openapi, "3.1.0");
  assert.ok(paths["/api/provision/stack"]);
});

test("leaves stores in which the invariants I1 to I5 hold", async () => {
  const { storageConnection, cloudDir } = service.surroundings;
  assert.deepEqual(
    await checkInvariants({ storageConnection, cloudDir, acknowledged: [runId, "exec-auth-790", "exec-auth-800"] }),
    [],
  );
});
