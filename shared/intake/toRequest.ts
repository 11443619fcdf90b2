import type { Correction, ProvisionRequest, Replication, SecretReference } from "../contracts/request.js";
import { withCompliance } from "./compliance.js";
import { defaulted, type Note } from "./corrections.js";
import { dnsZonesOf, withDns } from "./dnsEntries.js";
import type { IntakeContext } from "./intakeContext.js";
import type { PlanNode } from "./planNodes.js";
import type { DocumentNode } from "./reading/documentNode.js";
import { regionsOf } from "./regionsOf.js";
import { impliedComponent } from "./rules/componentRules.js";
import { secretNameFrom } from "./rules/secretRules.js";
import type { RequestDocument } from "./schemas/requestDocument.js";
import { tagsOf } from "./tagsOf.js";
import { inPlanOrder, toPlanEntries, type PlacedEntry } from "./toPlanEntries.js";

/** A request in its one form. */
export interface NormalisedRequest {
  readonly request: ProvisionRequest;
  readonly corrections: readonly Correction[];
  /** Entries of the plan in the order of the request's, with their places. */
  readonly entries: readonly PlacedEntry[];
}

/** A document without faults as the one form of a request, with every default and change on record. `root` tells where the input said otherwise. */
export function toRequest(
  fields: RequestDocument,
  { root, entries: nodes }: { readonly root: DocumentNode; readonly entries: readonly PlanNode[] },
  context: IntakeContext,
): NormalisedRequest {
  const corrections: Correction[] = [];
  const note = (correction: Correction) => corrections.push(correction);
  const regions = regionsOf(fields, root, context, note);
  const planned = fields.infra_plan ? toPlanEntries(fields.infra_plan, nodes) : [];
  const entries = inPlanOrder(withDns(withCompliance(planned, root, note), root, note));
  const dnsZones = dnsZonesOf(root);
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
      infraPlan: entries.map(({ entry }) => entry),
      replication: replicationOf(fields, note),
      secrets: (fields.secrets ?? []).map((secret, index) => secretOf(secret, index, note)),
      tags: tagsOf(fields, root, context, note),
      constraints: constraintsOf(fields),
      ...(fields.tenant_id !== undefined && { tenantId: fields.tenant_id }),
      ...(dnsZones.length > 0 && { dnsZones }),
      ...(fields.cost_estimate_required && { costEstimateRequired: true as const }),
    },
    corrections,
    entries,
  };
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
    reason: "The request names no agent; whoever sent it stands for it.",
  });
  return caller;
}

/** Without a strategy everything stays in one region; how redundant it is there is left to planning. */
function replicationOf({ replication }: RequestDocument, note: Note): Replication {
  if (replication) return replication;
  note({
    action: "DefaultedReplication",
    field: "replication",
    valueApplied: "single-region",
    reason:
      "The request gives no replication strategy; everything stays in one region, as redundant there as its kind allows.",
  });
  return {};
}

function secretOf(
  { name, vault_ref: vaultRef, mount_strategy: mountStrategy }: NonNullable<RequestDocument["secrets"]>[number],
  index: number,
  note: Note,
): SecretReference {
  const given = name ?? derivedName(vaultRef, index, note);
  return { name: given, vaultRef, ...(mountStrategy !== undefined && { mountStrategy }) };
}

function derivedName(vaultRef: string, index: number, note: Note): string {
  const name = secretNameFrom(vaultRef);
  note({
    action: "DerivedSecretName",
    field: `secrets[${index}].name`,
    valueApplied: name,
    reason: "The secret gives no name; it is called after its reference.",
  });
  return name;
}

function constraintsOf({ resource_constraints: given }: RequestDocument): ProvisionRequest["constraints"] {
  const { max_aks_clusters: maxAksClusters, max_nodes_per_cluster: maxNodesPerCluster } = given?.quotas ?? {};
  return {
    ...(maxAksClusters !== undefined && { maxAksClusters }),
    ...(maxNodesPerCluster !== undefined && { maxNodesPerCluster }),
    requireTags: given?.require_tags ?? [],
  };
}
