import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import type { AppliedRecord, PreviewRecord } from "../contracts/evidence.js";
import type { RunOutcome } from "../contracts/run.js";
import { endingEvent, previewReady } from "../events/runEvents.js";
import {
  canonicalPlanFixture,
  digest,
  planFixture,
  runFixture as run,
  tagsFixture,
} from "../../test/kit/runFixture.js";
import { changeWords, logWords } from "./changeWords.js";
import { manualApproval } from "./manualApproval.js";
import { outputMap } from "./outputMap.js";
import { provisionedResources, provisioningOutput } from "./provisionedResources.js";
import { provisioningLog } from "./provisioningLog.js";
import { secretBindings } from "./secretBindings.js";

const changes = { create: 4, update: 0, replace: 1, delete: 0, same: 0 };
const pin = { pin: digest("pin"), render: "r", plan: "p", state: "s", policy: "q", engine: "e" };
const preview: PreviewRecord = {
  files: [],
  version: 1,
  round: 1,
  plan: { ...canonicalPlanFixture, changes },
  pin,
  engineVersion: "3",
  diagnostics: [],
  durationMs: 1,
};
const vaultUri = "https://vault-auth-stg.vault.azure.net";
const applied: AppliedRecord = {
  version: 1,
  fencingToken: 1,
  changes,
  resources: [
    { urn: "urn:stack", type: "pulumi:pulumi:Stack", name: "s", inputs: {}, outputs: {} },
    {
      urn: canonicalPlanFixture.steps[0]?.urn ?? "",
      type: "azure-native:resources:ResourceGroup",
      name: "cs-stg-weu-auth-rg",
      id: "/subscriptions/s/resourceGroups/cs-stg-weu-auth-rg",
      inputs: { tags: tagsFixture },
      outputs: {},
    },
  ],
  outputs: {
    aks_cluster_name: { value: "cs-stg-weu-auth-aks", isSecret: false },
    key_vault_uri: { value: vaultUri, isSecret: false },
    kubeconfig_vault_ref: { value: "vault://auth-kubeconfig", isSecret: false },
    connection: { value: "leaked?", isSecret: true },
  },
  stateDigest: "d",
  diagnostics: [],
  checkDurationMs: 1,
  durationMs: 1,
};
const done: RunOutcome = {
  kind: "applied",
  changes,
  resourceCount: 1,
  outputs: { name: "applied.json", sha256: digest(""), bytes: 1 },
};
const metadata = ["trace_id", "execution_id", "blueprint_id", "agent_origin", "environment", "region", "stack_id"];

test("embeds the run's metadata in every JSON artifact [CP-023, CP-062]", () => {
  const documents = [
    outputMap(run, applied),
    provisionedResources(run, applied),
    provisioningOutput(run, applied),
    secretBindings(run, planFixture, applied),
    endingEvent(run, done, applied, "2026-11-21T09:10:00.000Z", digest).data,
  ];
  for (const document of documents) for (const key of metadata) assert.equal(typeof document[key], "string", key);
});

test("maps outputs under their canonical names and aliases, secrets masked [CP-020, CP-049, CP-051]", () => {
  const { outputs } = outputMap(run, applied) as { outputs: Record<string, string> };
  assert.equal(outputs["key_vault_uri"], vaultUri);
  assert.equal(outputs["vault_uri"], vaultUri);
  assert.equal(outputs["kubeconfig_vault_key"], "vault://auth-kubeconfig");
  assert.equal(outputs["connection"], "[secret]");
});

test("lists each secret's binding and no value, pending while there is no vault [CP-019, CP-052]", () => {
  assert.deepEqual(secretBindings(run, planFixture, applied)["secrets"], [
    {
      name: "AUTH_SECRET",
      source: "azure-keyvault",
      vault_uri: `${vaultUri}/`,
      vault_ref: "authservice-app-secret",
      secret_name: "auth-secret",
      mount_strategy: "env",
      status: "bound",
    },
  ]);
  const [first] = planFixture.secrets;
  assert.ok(first);
  const second = { ...first, name: "API_KEY", vaultRef: "partner-api", secretName: "api-key", mountStrategy: "volume" };
  const two = { ...planFixture, secrets: [first, second as typeof first] };
  const pending = secretBindings(run, two, undefined)["secrets"] as Record<string, unknown>[];
  assert.deepEqual(
    pending.map(({ name, vault_ref, mount_strategy, status }) => [name, vault_ref, mount_strategy, status]),
    [
      ["AUTH_SECRET", "authservice-app-secret", "env", "pending"],
      ["API_KEY", "partner-api", "volume", "pending"],
    ],
  );
});

test("lists every cloud resource with id and tags, and no engine resource [CP-025, CP-056]", () => {
  const { project, stack, provisioned_by, resources } = provisioningOutput(run, applied);
  assert.deepEqual([project, stack, provisioned_by], [run.stack.project, run.stack.stack, "cloud-provisioner-agent"]);
  assert.deepEqual(resources, [{ type: "azure-native:resources:ResourceGroup", name: "cs-stg-weu-auth-rg" }]);
  const listed = provisionedResources(run, applied)["resources"] as { id: string; tags: object }[];
  assert.deepEqual(
    listed.map(({ id, tags }) => ({ id, tags })),
    [{ id: "/subscriptions/s/resourceGroups/cs-stg-weu-auth-rg", tags: tagsFixture }],
  );
});

test("writes preview counts and updated types into the log [CP-050]", () => {
  const log = provisioningLog(run, done, { preview, applied });
  assert.match(log, /^\[pulumi\] Preview succeeded: 4 to create, 1 to change, 0 to delete$/m);
  assert.match(log, /^ - azure-native:resources:ResourceGroup$/m);
});

test("keeps a reason with line breaks on one log line", () => {
  const outcome: RunOutcome = {
    kind: "failed",
    stage: "apply",
    code: "engine-failed",
    reason: "no\n[run] ended applied",
    diagnostics: [],
  };
  assert.doesNotMatch(provisioningLog(run, outcome, {}), /^\[run\] ended applied$/m);
});

test("logs every correction with its action, field, value, retries and status, on a line of its own [CP-141]", () => {
  const correction = {
    action: "AutoCorrectedMissingPrefix",
    field: "resource_prefix",
    valueApplied: "cs-prod-frc-invoice",
    reason: "none was given\nat all",
  };
  const plan = { ...planFixture, corrections: [correction] };
  const lines = provisioningLog(run, done, { plan, preview, applied }, 2).split("\n");
  const logged = lines.filter((line) => line.startsWith("[correction] "));
  assert.deepEqual(
    logged.map((line) => JSON.parse(line.slice("[correction] ".length)) as unknown),
    [
      {
        trace_id: run.traceId,
        action: "AutoCorrectedMissingPrefix",
        field: "resource_prefix",
        value_applied: "cs-prod-frc-invoice",
        reason: "none was given\nat all",
        retry_attempt: 2,
        status: "applied",
      },
    ],
  );
});

test("logs a correction that a retry made with its own number, and that provisioning was resumed [CP-141]", () => {
  const correction = { action: "A", field: "region", valueApplied: "northeurope", reason: "no room", retryAttempt: 1 };
  const log = provisioningLog(run, done, { plan: { ...planFixture, corrections: [correction] } }, 3);
  const [line = ""] = log.split("\n").filter((each) => each.startsWith("[correction] "));
  const { retry_attempt, status } = JSON.parse(line.slice("[correction] ".length)) as Record<string, unknown>;
  assert.deepEqual([retry_attempt, status], [1, "provisioning_resumed"]);
});

test("puts the approval gate into YAML [CP-057, CP-160]", () => {
  const ask = {
    reasons: ["prod: always"],
    expiresAt: "2026-11-24T09:00:00.000Z",
    approverGroup: "PlatformOps",
    contact: "ops@house.test",
  };
  const { manual_approval } = parse(manualApproval(run, preview, ask)) as { manual_approval: Record<string, unknown> };
  assert.deepEqual(manual_approval, {
    required: true,
    approver_group: "PlatformOps",
    reason: "prod: always",
    contact: "ops@house.test",
    preview_diff: "4 create, 1 replace",
    pin: pin.pin,
    expires_at: "2026-11-24T09:00:00.000Z",
  });
});

test("tells who decides what the plan costs, and how much of it has no price [CP-110]", () => {
  const projection = { name: `${run.folder}/cost-projection.json`, sha256: "0".repeat(64), bytes: 2 };
  const ask = { reasons: [], expiresAt: "2026-11-24T09:00:00.000Z", approverGroup: "PlatformOps", contact: "ops" };
  const cost = { currency: "USD", atLeast: 1190.8, notPriced: 7, projection };
  const { manual_approval } = parse(manualApproval(run, preview, { ...ask, cost })) as {
    manual_approval: Record<string, unknown>;
  };
  assert.deepEqual(manual_approval["monthly_cost"], {
    at_least: 1190.8,
    currency: "USD",
    charges_not_priced: 7,
    projection: "cost-projection.json",
  });
});

test("tells success with the specification's payload [CP-053, CP-054, CP-104]", () => {
  const { type, data, id } = endingEvent(run, done, applied, "2026-11-21T09:10:00.000Z", digest);
  assert.equal(type, "ResourcesProvisioned");
  assert.equal(id, "exec-1:1000");
  const { event, component, stack, stack_path, status, resource_count, outputs, timestamp } = data;
  assert.deepEqual(
    { event, component, stack, stack_path, status, resource_count, outputs, timestamp },
    {
      event: "ResourcesProvisioned",
      component: "AuthService",
      stack: "staging-westeurope",
      stack_path: "infrastructure/stacks/authservice/staging/westeurope",
      status: "success",
      resource_count: 1,
      outputs: ["aks_cluster_name", "connection", "key_vault_uri", "kubeconfig_vault_ref"],
      timestamp: "2026-11-21T09:10:00.000Z",
    },
  );
});

const unsuccessful: [RunOutcome, string][] = [
  [{ kind: "failed", stage: "apply", code: "quota-exceeded", reason: "quota", diagnostics: [] }, "ProvisioningFailed"],
  [
    { kind: "invalid", faults: [{ pointer: "#/secrets/0", rule: "unknown-vault-ref", detail: "unknown" }] },
    "ProvisioningFailed",
  ],
  [{ kind: "blocked", reasons: ["no"] }, "ProvisioningFailed"],
  [
    { kind: "expired", decision: { kind: "expired", pin: pin.pin, at: "2026-11-21T09:10:00.000Z" } },
    "ProvisioningFailed",
  ],
  [{ kind: "cancelled", stage: "gate" }, "ProvisioningFailed"],
];
for (const [outcome, type] of unsuccessful)
  test(`tells ${outcome.kind} as a failure with reason, stage and severity, never as success [CP-055, CP-104]`, () => {
    const event = endingEvent(run, outcome, undefined, "2026-11-21T09:10:00.000Z", digest);
    assert.equal(event.type, type);
    for (const key of ["reason", "trace_id", "stack", "stage", "severity", "status", "timestamp"])
      assert.ok(event.data[key], key);
  });

test("tells the coordinator of any ending where the stack is and how long the run took [CP-151]", () => {
  const by = { id: "grace", name: "Grace", kind: "person" } as const;
  const decision = { kind: "rejected", pin: pin.pin, by, reason: "too big", at: "2026-11-21T09:10:00.000Z" } as const;
  const endings: [RunOutcome, string][] = [
    [done, "success"],
    [{ kind: "unchanged", changes }, "success"],
    [{ kind: "declined", decision }, "rejected"],
    ...unsuccessful.map(([outcome]): [RunOutcome, string] => [outcome, "failed"]),
  ];
  const submittedAt = "2026-11-21T09:07:00.000Z";
  for (const [outcome, status] of endings) {
    const { data } = endingEvent({ ...run, submittedAt }, outcome, undefined, "2026-11-21T09:10:00.000Z", digest);
    assert.deepEqual(
      [data["status"], data["stack_path"], data["duration_ms"]],
      [status, "infrastructure/stacks/authservice/staging/westeurope", 180_000],
      outcome.kind,
    );
  }
});

test("tells a refused request as a failure of validation, with every fault [CP-134]", () => {
  const faults = [{ pointer: "#/secrets/0", rule: "unknown-vault-ref", detail: "unknown" }];
  const { type, data } = endingEvent(run, { kind: "invalid", faults }, undefined, "2026-11-21T09:10:00.000Z", digest);
  assert.deepEqual([type, data["stage"], data["errors"]], ["ProvisioningFailed", "validation", faults]);
});

const cutShort: Extract<RunOutcome, { kind: "cancelled" | "failed" }>[] = [
  { kind: "cancelled", stage: "apply", by: run.requestedBy, changes },
  { kind: "failed", stage: "apply", code: "quota-exceeded", reason: "quota", diagnostics: [], changes },
];
for (const outcome of cutShort)
  test(`tells and logs what a ${outcome.kind} apply had changed`, () => {
    const { data } = endingEvent(run, outcome, undefined, "2026-11-21T09:10:00.000Z", digest);
    assert.deepEqual([data["severity"], data["changes"]], ["high", outcome.changes]);
    assert.match(provisioningLog(run, outcome, {}), /^\[run\] changed before that: 4 create/m);
  });

test("tells a rejection with who and why [CP-164]", () => {
  const by = { id: "grace", name: "Grace", kind: "person" } as const;
  const decision = { kind: "rejected", pin: pin.pin, by, reason: "too big", at: "2026-11-21T09:10:00.000Z" } as const;
  const { type, data } = endingEvent(
    run,
    { kind: "declined", decision },
    undefined,
    "2026-11-21T09:10:00.000Z",
    digest,
  );
  assert.deepEqual([type, data["approver"], data["reason"]], ["ProvisioningRejected", "Grace", "too big"]);
});

test("tells that a preview waits, with the specification's payload [CP-161]", () => {
  const ask = { resourcePlan: ["AKS", "KeyVault"], reasons: ["because"], expiresAt: "2026-11-24T09:00:00.000Z" };
  const { type, data } = previewReady(run, preview, ask, "2026-11-21T09:01:00.000Z", digest);
  assert.equal(type, "ProvisioningPreviewReady");
  assert.deepEqual(
    [data["trace_id"], data["stack"], data["resource_plan"], data["preview_diff"], data["status"]],
    ["trace-1", "staging-westeurope", ["AKS", "KeyVault"], "4 create, 1 replace", "awaiting_approval"],
  );
});

test("counts changes in words", () => {
  assert.equal(changeWords({ create: 0, update: 0, replace: 0, delete: 0, same: 3 }), "no changes");
  assert.equal(logWords(changes), "4 to create, 1 to change, 0 to delete");
});
