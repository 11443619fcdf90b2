import { createHash } from "node:crypto";
import { memoryArtifacts } from "../../adapters/memory/memoryArtifacts.js";
import { memoryClock } from "../../adapters/memory/memoryClock.js";
import { memoryLedger } from "../../adapters/memory/memoryLedger.js";
import { memoryProgressFeed } from "../../adapters/memory/memoryProgressFeed.js";
import { memoryStackLease } from "../../adapters/memory/memoryStackLease.js";
import type { CanonicalPlan } from "../../shared/contracts/change.js";
import type { AppliedRecord } from "../../shared/contracts/evidence.js";
import type { StackIdentity } from "../../shared/contracts/identity.js";
import type { RenderedStack, ResolvedPlan } from "../../shared/contracts/plan.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Ledger } from "../../shared/ports/records.js";
import type { Previewed } from "../../shared/ports/stackEngine.js";
import { listingLabels } from "../../shared/records/listingLabels.js";
import { runPaths } from "../../shared/records/runPaths.js";

export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

export const stackFixture: StackIdentity = {
  project: "authservice-westeurope",
  stack: "staging-westeurope-auth",
  label: "staging-westeurope",
  path: "infrastructure/stacks/authservice/staging/westeurope",
  component: "AuthService",
  environment: "staging",
  region: "westeurope",
};

export const runFixture: RunInput = {
  version: 1,
  runId: "exec-1",
  folder: "runs/2026/11/exec-1",
  request: { name: "runs/2026/11/exec-1/accepted.json", sha256: digest(""), bytes: 0 },
  stack: stackFixture,
  traceId: "trace-1",
  blueprintId: "blueprint-1",
  requestedBy: { id: "ada", name: "Ada", kind: "person" },
  submittedAt: "2026-11-21T09:00:00.000Z",
  gateMinutes: 60,
};

export const tagsFixture = {
  trace_id: "trace-1",
  blueprint_id: "blueprint-1",
  environment: "staging",
  provisioned_by: "cloud-provisioner-agent",
};

export const planFixture: ResolvedPlan = {
  version: 1,
  identity: stackFixture,
  traceId: "trace-1",
  blueprintId: "blueprint-1",
  tags: tagsFixture,
  secretsProvider: "passphrase",
  knowledge: digest("knowledge"),
  resourceGroup: "cs-stg-weu-auth-rg",
  resources: [
    {
      kind: "resource-group",
      logicalName: "group",
      name: "cs-stg-weu-auth-rg",
      region: "westeurope",
      args: {},
    },
  ],
  classes: {},
  secrets: [
    { name: "AUTH_SECRET", vaultRef: "authservice-app-secret", secretName: "auth-secret", mountStrategy: "env" },
  ],
  resourcePlan: ["ResourceGroup"],
  corrections: [],
  provenance: {},
};

export const renderedFixture: RenderedStack = {
  version: 1,
  identity: stackFixture,
  files: { "index.ts": "export {};\n" },
  digest: digest("render"),
};

export const canonicalPlanFixture: CanonicalPlan = {
  version: 1,
  steps: [
    {
      urn: "urn:pulumi:s::p::azure-native:resources:ResourceGroup::cs-stg-weu-auth-rg",
      type: "azure-native:resources:ResourceGroup",
      name: "cs-stg-weu-auth-rg",
      op: "create",
      replaceKeys: [],
      changes: [],
      retainOnDelete: false,
      protect: false,
    },
  ],
  changes: { create: 1, update: 0, replace: 0, delete: 0, same: 0 },
};

/** An apply that left nothing behind. */
export const appliedFixture: AppliedRecord = {
  version: 1,
  fencingToken: 1,
  changes: canonicalPlanFixture.changes,
  resources: [],
  outputs: {},
  stateDigest: "after",
  diagnostics: [],
  checkDurationMs: 1,
  durationMs: 1,
};

export const previewedFixture: Previewed = {
  kind: "previewed",
  plan: canonicalPlanFixture,
  updatePlan: "{}",
  stateDigest: "empty",
  engineVersion: "pulumi 3.259.0",
  diagnostics: [],
  durationMs: 10,
};

/** Lists a run as its submission does. */
export async function listRun(ledger: Ledger, run: RunInput = runFixture): Promise<void> {
  for (const name of [runPaths.listing(run), runPaths.lineage(run)])
    await ledger.create(name, "{}", listingLabels(run, "submitted"));
}

/** The phases that lists show of a run. */
export async function listedPhases(ledger: Ledger, { traceId }: RunInput = runFixture): Promise<unknown[]> {
  const pages = await Promise.all(
    [runPaths.listings(), runPaths.lineages(traceId)].map((prefix) => ledger.list(prefix)),
  );
  return pages.flatMap(({ entries }) => entries.map(({ labels }) => labels["phase"]));
}

/** Fresh in-memory records on one clock. */
export function memoryRecords() {
  const clock = memoryClock("2026-11-21T09:00:00.000Z");
  return {
    clock,
    artifacts: memoryArtifacts(),
    ledger: memoryLedger(),
    feed: memoryProgressFeed(),
    lease: memoryStackLease(clock),
  };
}

const memoryOrigin = { agent_origin: "ada", trace_id: "trace-auth-1", execution_id: "exec-auth-1" };
/** What the ledger holds of a stack that one run applied, as JSON; clusters are added by who needs them. */
export const stackMemoryFixture = {
  version: 1,
  token: 3,
  stack_history: {
    ...memoryOrigin,
    ...{ component: "AuthService", environment: "staging", region: "westeurope", stack: "staging-westeurope-auth" },
    ...{ last_modified: "2026-11-01T00:00:00.000Z", resource_count: 9, outputs_hash: "0".repeat(64) },
  },
  output_map: { ...memoryOrigin, stack: "staging-westeurope-auth", outputs: {}, revision: 1 },
  secrets_injection: { ...memoryOrigin, vault_uri: null, secret_refs: [], mount_strategy: null, secrets: {} },
  rendered: { name: "stack.json", sha256: "0".repeat(64), bytes: 2 },
};
