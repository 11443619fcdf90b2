import type { AcceptedRequest, Correction, Replication, SecretReference } from "../contracts/request.js";
import { regionNamed, type IntakeContext } from "./intakeContext.js";
import { childOf, pointerOf, type DocumentNode } from "./reading/documentNode.js";
import { regionsOf } from "./regionsOf.js";
import { impliedComponent } from "./rules/componentRules.js";
import { secretNameFrom } from "./rules/secretRules.js";
import { Environment } from "./schemas/names.js";
import type { RequestDocument } from "./schemas/requestDocument.js";
import { canonicalValue } from "./schemas/schemaAt.js";
import { toPlanEntries } from "./toPlanEntries.js";

/** A document without faults as the one form of a request, with every default and change on record. `root` tells where the input said otherwise. */
export function toRequest(fields: RequestDocument, root: DocumentNode, context: IntakeContext): AcceptedRequest {
  const corrections: Correction[] = [];
  const note = (correction: Correction) => corrections.push(correction);
  const regions = regionsOf(fields, context, note);
  return {
    request: {
      version: 1,
      traceId: fields.trace_id,
      executionId: fields.execution_id,
      blueprintId: fields.blueprint_id,
      component: componentOf(fields, note),
      requestedBy: requesterOf(fields, context, note),
      cloudProvider: fields.cloud_provider ?? defaulted("cloud_provider", "azure", "DefaultedCloudProvider", note),
      environment: fields.environment,
      ...regions,
      ...(fields.resource_group !== undefined && { resourceGroup: fields.resource_group }),
      ...(fields.resource_prefix !== undefined && { resourcePrefix: fields.resource_prefix }),
      autoProceed: fields.auto_proceed ?? defaulted("auto_proceed", false, "DefaultedAutoProceed", note),
      manualApprovalRequired: fields.manual_approval_required ?? false,
      infraPlan: planOf(fields, root, note),
      replication: replicationOf(fields, note),
      secrets: (fields.secrets ?? []).map((secret, index) => secretOf(secret, index, note)),
      tags: tagsOf(fields, root, context, note),
      constraints: constraintsOf(fields),
      ...(fields.tenant_id !== undefined && { tenantId: fields.tenant_id }),
    },
    corrections,
  };
}

/** Puts a correction on record. */
export type Note = (correction: Correction) => void;

function defaulted<T>(field: string, value: T, action: string, note: Note): T {
  note({ action, field, valueApplied: value, reason: `The request does not say; ${String(value)} is the default.` });
  return value;
}

function componentOf({ component, trace_id, blueprint_id }: RequestDocument, note: Note): string {
  const implied = component === undefined ? impliedComponent(trace_id, blueprint_id) : undefined;
  if (implied !== undefined) {
    note({
      action: "DerivedComponent",
      field: "component",
      valueApplied: implied,
      reason: "The request names no component; its trace and blueprint ids agree on this one.",
      severity: "warning",
    });
  }
  return component ?? implied ?? "";
}

function requesterOf({ agent_origin }: RequestDocument, { caller }: IntakeContext, note: Note): string {
  if (agent_origin !== undefined) return agent_origin;
  note({
    action: "DefaultedRequester",
    field: "agent_origin",
    valueApplied: caller,
    reason: "The request names no agent; the signed-in caller stands for it.",
  });
  return caller;
}

function planOf(
  { infra_plan }: RequestDocument,
  root: DocumentNode,
  note: Note,
): AcceptedRequest["request"]["infraPlan"] {
  for (const { written, place } of writtenNames(infra_plan)) {
    if (written === written.toLowerCase()) continue;
    const node = childOf(root, "infra_plan", ...place);
    note({
      action: "NormalisedDomainName",
      field: ["infra_plan", ...place].join("."),
      valueBefore: written,
      valueApplied: written.toLowerCase(),
      reason: "Domain names know no case.",
      ...(node && { pointer: pointerOf(node.at) }),
    });
  }
  return toPlanEntries(infra_plan);
}

/** Domain names as the plan writes them, and where. */
function writtenNames(plan: RequestDocument["infra_plan"]): { written: string; place: (string | number)[] }[] {
  if (!Array.isArray(plan) && !("resources" in plan)) {
    const { dns } = plan;
    if (dns === undefined || dns === false) return [];
    return [typeof dns === "string" ? { written: dns, place: ["dns"] } : { written: dns.fqdn, place: ["dns", "fqdn"] }];
  }
  const [items, above] = Array.isArray(plan) ? [plan, []] : [plan.resources, ["resources"]];
  return items.flatMap((item, index) =>
    item.type === "dns" ? [{ written: item.fqdn, place: [...above, index, "fqdn"] }] : [],
  );
}

/** Without a strategy everything stays in one region; with one, what it leaves open is left to planning. */
function replicationOf({ replication }: RequestDocument, note: Note): Replication {
  if (replication) return replication;
  note({
    action: "DefaultedReplication",
    field: "replication",
    valueApplied: "single-region",
    reason: "The request gives no replication strategy; everything stays in one region.",
  });
  return { storage: "local", dns: "single", observability: "single-region" };
}

function secretOf(
  { name, vault_ref: vaultRef, mount_strategy: mountStrategy }: NonNullable<RequestDocument["secrets"]>[number],
  index: number,
  note: Note,
): SecretReference {
  const derived = secretNameFrom(vaultRef);
  if (name === undefined) {
    note({
      action: "DerivedSecretName",
      field: `secrets[${index}].name`,
      valueApplied: derived,
      reason: "The secret gives no name; it is called after its reference.",
    });
  }
  if (mountStrategy === undefined) {
    note({
      action: "DefaultedMountStrategy",
      field: `secrets[${index}].mount_strategy`,
      valueApplied: "env",
      reason: "The secret does not say how it reaches the workload; env is the default.",
      severity: "warning",
    });
  }
  return { name: name ?? derived, vaultRef, mountStrategy: mountStrategy ?? "env" };
}

/** The caller's tags, with what the request says elsewhere in its place: the run's trace id, the environment's name, the edition. */
function tagsOf(
  fields: RequestDocument,
  root: DocumentNode,
  context: IntakeContext,
  note: Note,
): Record<string, string> {
  const tags = new Map(Object.entries(fields.tags ?? {}));
  const change = (tag: string, value: string | undefined, action: string, reason: string, isWarning = false) => {
    const before = tags.get(tag);
    if (before === undefined || value === undefined || before === value) return;
    tags.set(tag, value);
    const node = childOf(root, "tags", tag);
    note({
      action,
      field: `tags.${tag}`,
      valueBefore: before,
      valueApplied: value,
      reason,
      ...(isWarning && { severity: "warning" }),
      ...(node && { pointer: pointerOf(node.at) }),
      ...(node?.at.source.document !== undefined && { document: node.at.source.document }),
    });
  };
  const otherTrace = "The tag names another trace than the run; resources carry the trace of the run that makes them.";
  change("trace_id", fields.trace_id, "AutoCorrectedTraceTag", otherTrace, true);
  for (const tag of ["env", "environment"]) {
    const written = tags.get(tag);
    if (written !== undefined)
      change(tag, canonicalValue(Environment, written), "NormalisedEnvironment", "Another word for the environment.");
  }
  const region = tags.get("region");
  if (region !== undefined)
    change("region", regionNamed(region, context), "NormalisedRegion", "Another name of the region.");
  if (fields.edition !== undefined && !tags.has("edition")) {
    tags.set("edition", fields.edition);
    note({
      action: "InjectedTag",
      field: "tags.edition",
      valueApplied: fields.edition,
      reason: "The request's edition is a tag of its resources.",
    });
  }
  return Object.fromEntries(tags);
}

function constraintsOf({ resource_constraints: given }: RequestDocument): AcceptedRequest["request"]["constraints"] {
  const { max_aks_clusters: maxAksClusters, max_nodes_per_cluster: maxNodesPerCluster } = given?.quotas ?? {};
  return {
    ...(maxAksClusters !== undefined && { maxAksClusters }),
    ...(maxNodesPerCluster !== undefined && { maxNodesPerCluster }),
    requireTags: given?.require_tags ?? [],
  };
}
