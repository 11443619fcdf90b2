import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import fc from "fast-check";
import { check } from "prettier";
import ts from "typescript";
import { parse } from "yaml";
import { assertGolden } from "../../test/kit/golden.js";
import {
  authRequest,
  dualRegionRequest,
  invoiceRequest,
  readKnowledge,
  sha256,
  versionsFor,
  wideRequest,
} from "../../test/kit/requests.js";
import type { RenderedStack, ResolvedPlan } from "../contracts/plan.js";
import type { AcceptedRequest, ProvisionRequest } from "../contracts/request.js";
import { resolvePlan } from "../planning/resolvePlan.js";
import { renderStack } from "./renderStack.js";

const knowledge = await readKnowledge();
const versions = versionsFor(knowledge);
const samples = {
  "auth-service": authRequest(),
  "invoice-service": invoiceRequest(),
  wide: wideRequest(),
  "dual-region": dualRegionRequest(),
};

test("renders a project, its settings and a program [CP-011]", () => {
  assert.deepEqual(Object.keys(rendered(authRequest()).files), [
    "Pulumi.lock.yaml",
    "Pulumi.staging-westeurope-auth.yaml",
    "Pulumi.yaml",
    "README.md",
    "index.ts",
    "modules/azure/main.d.ts",
    "modules/azure/main.js",
    "modules/azure/package.json",
    "package-lock.json",
    "package.json",
    "tsconfig.json",
  ]);
});

test("renders a stack of its own for each environment, tenant and component [CP-011]", () => {
  const scopes: [Partial<ProvisionRequest>, string][] = [
    [{}, "Pulumi.staging-westeurope-auth.yaml"],
    [{ environment: "dev", tags: {} }, "Pulumi.dev-westeurope-auth.yaml"],
    [{ tenantId: "T-134" }, "Pulumi.staging-westeurope-auth-t134.yaml"],
    [{ component: "AuditService" }, "Pulumi.staging-westeurope-audit.yaml"],
  ];
  const stacks = scopes.map(([changes]) => rendered(authRequest(changes)));
  for (const [index, { files }] of stacks.entries())
    assert.deepEqual(
      Object.keys(files).filter((name) => name === "Pulumi.yaml" || /^Pulumi\.\w+-/.test(name)),
      [scopes[index]?.[1], "Pulumi.yaml"],
    );
  for (const part of [({ identity }: RenderedStack) => identity.path, ({ files }: RenderedStack) => files["index.ts"]])
    assert.equal(new Set(stacks.map(part)).size, scopes.length);
});

test("names and describes the project in Pulumi.yaml [CP-046]", () => {
  assert.deepEqual(yaml(authRequest(), "Pulumi.yaml"), {
    name: "authservice-westeurope",
    description: "AuthService in staging, westeurope",
    runtime: { name: "nodejs", options: { packagemanager: "npm" } },
  });
});

test("keeps region, secrets provider and tags in the stack's settings [CP-047]", () => {
  const settings = yaml(authRequest(), "Pulumi.staging-westeurope-auth.yaml");
  assert.deepEqual(settings, {
    secretsprovider: "passphrase",
    config: { "azure-native:location": "westeurope", "authservice-westeurope:tags": planOf(authRequest()).tags },
  });
});

test("seeds secrets by reference and declares the secrets provider that encrypts them [CP-018]", () => {
  const secretsProvider = "azurekeyvault://cs-engine.vault.azure.net/keys/pulumi";
  const plan = planOf(authRequest(), { secretsProvider });
  const { files } = renderStack(plan, versions, sha256);
  assert.match(
    files["index.ts"] ?? "",
    /secrets: \[\{ name: "auth-secret", value: seedSecret\("authservice-app-secret"\) \}\]/,
  );
  assert.equal(yamlOf(files["Pulumi.staging-westeurope-auth.yaml"])["secretsprovider"], secretsProvider);
});

test("pins packages, plugin, modules and knowledge in Pulumi.lock.yaml, and the same in package.json [CP-048]", () => {
  const lock = yaml(authRequest(), "Pulumi.lock.yaml");
  assert.deepEqual(lock["packages"], {
    "@cloud-provisioner/azure": versions.modules,
    "@pulumi/azure-native": versions.azureNative,
    "@pulumi/pulumi": versions.pulumi,
    typescript: versions.typescript,
  });
  assert.deepEqual(lock["plugins"], { "azure-native": versions.azureNative });
  assert.deepEqual(lock["knowledge"], { digest: `sha256:${knowledge.digest}` });
  assert.deepEqual(lock["templates"], {
    digest: `sha256:${versions.modulesPackage.digest}`,
    modules: [
      ...["AksCluster", "DnsZone", "IngressAddress", "KeyVault", "LogAnalytics", "ResourceGroup", "Storage"],
      "UserAssignedIdentity",
    ],
  });
  assert.deepEqual(lock["npm"], { digest: `sha256:${versions.modulesPackage.packageLock.digest}` });
  const file = JSON.parse(rendered(authRequest()).files["package.json"] ?? "") as Record<
    string,
    Record<string, string>
  >;
  const packages = { ...file["dependencies"], ...file["devDependencies"] };
  assert.equal(packages["@cloud-provisioner/azure"], "file:modules/azure");
  assert.deepEqual({ ...packages, "@cloud-provisioner/azure": versions.modules }, lock["packages"]);
});

test("maps every resource in the README: what it is, its name in Azure, its module, and why it is there", () => {
  const lines = (rendered(authRequest()).files["README.md"] ?? "").split("\n");
  const rows = lines.filter((line) => line.startsWith("| ")).map((line) => line.split("|").map((cell) => cell.trim()));
  const row = (name: string) => rows.find((cells) => cells[1] === name)?.slice(2, -1);
  assert.deepEqual(row("logs"), [
    ...["log-analytics", "`cs-stg-weu-auth-log`", "`LogAnalytics`"],
    "a cluster sends its telemetry to Log Analytics",
  ]);
  assert.deepEqual(row("cluster"), ["aks", "`cs-stg-weu-auth-aks`", "`AksCluster`", "request: aks"]);
  for (const { logicalName } of planOf(authRequest()).resources)
    assert.ok(row(logicalName)?.every((cell) => cell !== ""));
});

test("gives every resource the stack's tags [CP-005]", () => {
  const instances = (rendered(authRequest()).files["index.ts"] ?? "").split(/^const \w+ = new /m).slice(3);
  assert.equal(instances.length, 8);
  for (const instance of instances) assert.match(instance.split("\n});")[0] ?? "", /^ {2}tags,$/m);
});

test("has the workspace told what the probes of a failover saw", () => {
  const program = rendered(dualRegionRequest()).files["index.ts"] ?? "";
  assert.match(program, /new TrafficManager\("traffic", \{[^]*?\n {2}workspaceId: logs\.workspaceId,\n[^]*?\n\}\);/);
});

test("writes into a program of production that the engine keeps what must not be lost, and why", () => {
  const protectedIn = (accepted: AcceptedRequest) =>
    (rendered(accepted).files["index.ts"] ?? "")
      .split(/^const (?=\w+ = new )/m)
      .filter((instance) => instance.includes("{ protect: true }, // production must not lose it"))
      .map((instance) => /^\w+/.exec(instance)?.[0]);
  assert.deepEqual(protectedIn(invoiceRequest()), ["vault", "storage", "dns"]);
  assert.deepEqual(protectedIn(authRequest()), []);
});

test("says in the README which Service takes the address that names lead to, in each region", () => {
  const pips = (accepted: AcceptedRequest) =>
    [...(rendered(accepted).files["README.md"] ?? "").matchAll(/azure-pip-name: "(.*)"/g)].map(([, name]) => name);
  assert.deepEqual(pips(authRequest()), ["cs-stg-weu-auth-pip"]);
  assert.deepEqual(pips(dualRegionRequest()), ["cs-stg-weu-auth-pip", "cs-stg-neu-auth-dr-weu-pip"]);
  assert.deepEqual(pips(invoiceRequest()), [], "no cluster, nobody to reach");
});

test("says in the README that nobody may apply a manifest without a role in the cluster", () => {
  const said = (accepted: AcceptedRequest) =>
    rendered(accepted).files["README.md"]?.match(/RBAC Cluster Admin/g)?.length;
  assert.deepEqual([said(authRequest()), said(dualRegionRequest()), said(invoiceRequest())], [1, 1, undefined]);
});

test("leads no name and no failover to the API server of a cluster [CP-015]", () => {
  for (const accepted of [authRequest(), dualRegionRequest(), wideRequest()]) {
    const program = rendered(accepted).files["index.ts"] ?? "";
    const names = [...program.matchAll(/(?:endpoints|records): \[[^\]]*\]/g)].join();
    assert.match(names, /ingress\.id/);
    assert.doesNotMatch(names, /cluster\w*\./);
  }
});

test("says in every file that can hold a comment whose stack it is, and no run's own id", () => {
  const { files } = rendered(authRequest());
  for (const [name, text] of Object.entries(files).filter(([file]) => !/\.json$|^modules\//.test(file))) {
    for (const part of ["AuthService", "staging", "westeurope", "blueprint-auth-multi", "trace-auth-789"])
      assert.ok(text.includes(part), `${name} does not name ${part}`);
  }
  assert.ok(!JSON.stringify(files).includes("exec-auth-789"));
});

test("gives out what consumers read under canonical keys, and nothing secret", () => {
  const outputs = [...(rendered(authRequest()).files["index.ts"] ?? "").matchAll(/^export const (\w+) =/gm)];
  assert.deepEqual(
    outputs.map(([, key]) => key),
    [
      ...["resource_group", "log_analytics_workspace_id", "app_insights_id", "key_vault_name", "key_vault_uri"],
      ...["storage_account_name", "storage_url", "aks_cluster_name", "aks_cluster_fqdn", "aks_oidc_issuer_url"],
      ...["kubeconfig_vault_ref", "ingress_address", "ingress_fqdn", "ingress_annotations", "identity_client_id"],
      ...["dns_zone", "dns_name_servers", "dns_record"],
    ],
  );
});

test("writes no secret's value: each is asked for by reference when the program runs [CP-130]", () => {
  const { files } = rendered(wideRequest());
  const source = ts.createSourceFile("index.ts", files["index.ts"] ?? "", ts.ScriptTarget.ES2022, true);
  const values: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === "value") values.push(node.initializer.getText());
    node.forEachChild(walk);
  };
  walk(source);
  assert.deepEqual(
    values,
    wideRequest().request.secrets.map(({ vaultRef }) => `seedSecret("${vaultRef}")`),
  );
  const settings = yaml(wideRequest(), `Pulumi.${rendered(wideRequest()).identity.stack}.yaml`);
  assert.deepEqual(Object.keys(settings["config"] ?? {}), [
    "azure-native:location",
    "customernotificationservice-westeurope:tags",
  ]);
});

test("gives the same bytes for the same request, whatever the order of its members [CP-044]", () => {
  const once = rendered(authRequest());
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
      const again = rendered(shuffled(authRequest(), numbers) as AcceptedRequest);
      assert.deepEqual(again, once);
      assert.equal(JSON.stringify(again.files), JSON.stringify(once.files));
    }),
    { numRuns: 50 },
  );
});

test("gives the same bytes whatever the order of a stored plan's tags [CP-044]", () => {
  const plan = planOf(authRequest());
  const tags = Object.fromEntries(Object.entries(plan.tags).reverse());
  assert.deepEqual(renderStack({ ...plan, tags }, versions, sha256), rendered(authRequest()));
});

test("gives the same bytes to every run of a stack, and others to another stack [CP-044]", () => {
  const { traceId } = authRequest().request;
  const later = authRequest({ traceId: "trace-later", executionId: "exec-later" });
  const plan = planOf(later, { stackTraceId: traceId });
  assert.equal(renderStack(plan, versions, sha256).digest, rendered(authRequest()).digest);
  assert.notEqual(rendered(later).digest, rendered(authRequest()).digest);
  const moved = renderStack(planOf(authRequest()), versionsFor(knowledge, "exports.other = 1;\n"), sha256);
  assert.notEqual(moved.digest, rendered(authRequest()).digest);
});

test("gives a digest of its own files that people can check with sha256sum", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "stack-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { files, digest } = rendered(authRequest());
  const own = Object.entries(files).filter(([name]) => !name.includes("/") && name !== "package-lock.json");
  for (const [name, text] of own) await writeFile(join(folder, name), text);
  const names = own.map(([name]) => name).sort();
  const { stdout } = await promisify(execFile)("sha256sum", names, { cwd: folder });
  assert.equal(sha256(stdout), digest);
});

test("renders what no example shows, several of everything, to the golden bytes", async () => {
  // The lock names the digest of the knowledge files, which changes with every word in them.
  const plan = { ...planOf(wideRequest()), knowledge: sha256("knowledge") };
  await assertGolden("stacks/wide", renderStack(plan, versions, sha256).files);
});

for (const [name, request] of Object.entries(samples))
  test(`formats ${name} as prettier would`, async () => {
    for (const [file, text] of Object.entries(rendered(request).files))
      assert.ok(await check(text, { filepath: file, printWidth: 120 }), `${file} is not formatted`);
  });

test("refuses to render an identifier that does not come from the allow-list", () => {
  const plan = planOf(authRequest());
  for (const logicalName of ["a b", "x;y", "x.y", "", "1a", "é"]) {
    const [group, ...others] = plan.resources;
    assert.ok(group);
    const hostilePlan = { ...plan, resources: [{ ...group, logicalName }, ...others] };
    assert.throws(() => renderStack(hostilePlan, versions, sha256), /Not an identifier/);
  }
});

/** The same data with its members, and members of members, in another order. */
function shuffled(value: unknown, numbers: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, numbers));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, each]) => [numbers.next().value as number, key, each] as const);
  const sorted = entries.sort(([a], [b]) => a - b);
  return Object.fromEntries(sorted.map(([, key, each]) => [key, shuffled(each, numbers)]));
}

function planOf(accepted: AcceptedRequest, options = {}): ResolvedPlan {
  const result = resolvePlan(accepted, knowledge, sha256, options);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function rendered(accepted: AcceptedRequest): RenderedStack {
  return renderStack(planOf(accepted), versions, sha256);
}

function yaml(accepted: AcceptedRequest, file: string): Record<string, unknown> {
  return yamlOf(rendered(accepted).files[file]);
}

function yamlOf(text: string | undefined): Record<string, unknown> {
  return parse(text ?? "") as Record<string, unknown>;
}
