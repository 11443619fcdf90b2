import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { loadKnowledge } from "../../adapters/knowledge/loadKnowledge.js";
import type { Digest } from "../../shared/contracts/identity.js";
import type { Knowledge } from "../../shared/contracts/knowledge.js";
import { modulesPackage } from "../../shared/rendering/modulesPackage.js";
import type { RenderVersions } from "../../shared/rendering/renderPackage.js";
import { ProvisionRequest, type AcceptedRequest } from "../../shared/contracts/request.js";

/** sha-256 as the composition root hands it in. */
export const sha256: Digest = (text) => createHash("sha256").update(text).digest("hex");

/** The knowledge of this repository. */
export function readKnowledge(): Promise<Knowledge> {
  return loadKnowledge(fileURLToPath(new URL("../../knowledge/", import.meta.url)));
}

/** What stacks pin in tests: the repository's versions, and a package of modules that stands for the one that is built. */
export function versionsFor({ versions }: Knowledge, program = "exports.nothing = undefined;\n"): RenderVersions {
  const files = {
    "main.d.ts": "export {};\n",
    "main.js": program,
    "package.json": "{}\n",
    "package-lock.json": "{}\n",
  };
  return { ...versions, modulesPackage: modulesPackage(files, sha256) };
}

/** The specification's YAML invocation sample as intake accepts it, with changes where a test needs them. */
export function authRequest(changes: Partial<ProvisionRequest> = {}): AcceptedRequest {
  return accepted({
    version: 1,
    traceId: "trace-auth-789",
    executionId: "exec-auth-789",
    blueprintId: "blueprint-auth-multi",
    component: "AuthService",
    requestedBy: "orchestrator",
    cloudProvider: "azure",
    environment: "staging",
    region: "westeurope",
    regions: { primary: "westeurope", zones: [] },
    resourceGroup: "cs-stg-rg-auth",
    resourcePrefix: "cs-stg-auth",
    autoProceed: true,
    manualApprovalRequired: false,
    infraPlan: [
      { kind: "aks", nodeCount: 3, kubernetesVersion: "1.28" },
      { kind: "keyvault", policy: "app-only" },
      { kind: "storage", tier: "standard" },
      { kind: "dns", fqdn: "auth.europe.connectsoft.io" },
    ],
    replication: { storage: "geo-redundant", dns: "failover" },
    secrets: [{ name: "AUTH_SECRET", vaultRef: "authservice-app-secret", mountStrategy: "env" }],
    tags: { env: "staging", edition: "EU", provisioned_by: "cloud-provisioner-agent" },
    constraints: { requireTags: [] },
    ...changes,
  });
}

/** The specification's JSON invocation sample as intake accepts it. */
export function invoiceRequest(changes: Partial<ProvisionRequest> = {}): AcceptedRequest {
  return accepted({
    version: 1,
    traceId: "trace-invoice-500",
    executionId: "exec-invoice-500-b",
    blueprintId: "invoice-platform-v1",
    component: "InvoiceService",
    requestedBy: "orchestrator",
    cloudProvider: "azure",
    environment: "prod",
    region: "francecentral",
    regions: { primary: "francecentral", zones: [] },
    autoProceed: false,
    manualApprovalRequired: false,
    infraPlan: [
      { kind: "dns", fqdn: "invoices.connectsoft.io" },
      { kind: "keyvault", policy: "rbac" },
      { kind: "storage", tier: "hot" },
    ],
    replication: {},
    secrets: [{ name: "INVOICE_SECRET", vaultRef: "invoice-token", mountStrategy: "vault-agent-sidecar" }],
    tags: { env: "production", trace_id: "trace-invoice-500" },
    constraints: { requireTags: [] },
    ...changes,
  });
}

/** A request whose region map has a secondary region and whose strategy uses it for everything. */
export function dualRegionRequest(changes: Partial<ProvisionRequest> = {}): AcceptedRequest {
  return authRequest({
    regions: { primary: "westeurope", secondary: "northeurope", zones: ["1", "2"] },
    infraPlan: [
      { kind: "aks", nodeCount: 3 },
      { kind: "keyvault", policy: "rbac" },
      { kind: "storage", tier: "standard" },
      { kind: "dns", fqdn: "auth.europe.connectsoft.io" },
      { kind: "described", of: "redis", settings: {} },
    ],
    replication: { storage: "geo-redundant", dns: "failover", observability: "dual-region" },
    ...changes,
  });
}

/** A request with several of everything that may be planned more than once. */
export function wideRequest(): AcceptedRequest {
  return authRequest({
    component: "CustomerNotificationService",
    tenantId: "T-134",
    regions: { primary: "westeurope", secondary: "northeurope", zones: ["1", "2", "3"] },
    infraPlan: [
      { kind: "aks", size: "small" },
      { kind: "aks", size: "large", kubernetesVersion: "1.36" },
      { kind: "keyvault", policy: "rbac" },
      { kind: "storage", tier: "cool", containers: ["inbox", "outbox", "attachments", "templates", "dead-letters"] },
      { kind: "storage", tier: "premium", containers: [longName("a"), longName("b")] },
      { kind: "dns", fqdn: "*.edition.connectsoft.io" },
      { kind: "dns", fqdn: "admin.edition.connectsoft.io" },
      { kind: "dns", fqdn: "notify.europe.connectsoft.io" },
      { kind: "monitoring", retentionDays: 120 },
    ],
    replication: { storage: "local" },
    secrets: [
      { name: "SMTP_PASSWORD", vaultRef: "notification-smtp-password", mountStrategy: "env" },
      { name: "SMS_GATEWAY_TOKEN", vaultRef: longName("sms"), mountStrategy: "volume" },
      { name: "SIGNING_KEY", vaultRef: "notification-signing-key", mountStrategy: "vault-agent-sidecar" },
    ],
  });
}

function longName(start: string): string {
  return `${start}-${"long-".repeat(11)}name`;
}

function accepted(request: ProvisionRequest): AcceptedRequest {
  return { request: ProvisionRequest.parse(request), corrections: [] };
}
