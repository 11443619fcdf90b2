import { z } from "zod";
import type { Checked } from "../contracts/problem.js";
import type { AcceptedRequest } from "../contracts/request.js";
import { acceptConsolidated } from "./acceptConsolidated.js";
import type { IntakeContext } from "./intakeContext.js";
import { childOf, type DocumentNode } from "./reading/documentNode.js";
import { findingForMissing, inDocumentOrder, type Finding } from "./reading/finding.js";
import { named } from "./reading/quoted.js";
import { readValue } from "./reading/readValue.js";
import { traced } from "./understoodRequest.js";

/** Events of the orchestration that start a run. */
export const RequestEventType = z.enum([
  "CreateCloudResourcesForTenant",
  "ProvisionEditionLevelInfra",
  "UpdateRegionCapacity",
]);
export type RequestEventType = z.infer<typeof RequestEventType>;

/** What an event must say besides a request, because its name promises it. */
const promised: Readonly<Record<RequestEventType, { readonly field: string; readonly example: string }>> = {
  CreateCloudResourcesForTenant: { field: "tenant_id", example: "T-134" },
  ProvisionEditionLevelInfra: { field: "edition", example: "EU-MultiTenant" },
  UpdateRegionCapacity: { field: "region", example: "westeurope" },
};

/** Accepts the data of an event that starts a run: a request in the consolidated form, for a tenant, an edition or a region. */
export function acceptEventPayload(
  event: { readonly type: RequestEventType; readonly data: unknown },
  context: IntakeContext,
): Checked<AcceptedRequest> {
  const { node, findings } = readValue(event.data);
  if (!node) return { ok: false, faults: inDocumentOrder(findings) };
  return traced(acceptConsolidated(node, context, findings, (root) => brokenPromise(root, event.type)));
}

function brokenPromise(root: DocumentNode, type: RequestEventType): Finding[] {
  const { field, example } = promised[type];
  if (childOf(root, field)) return [];
  return [
    findingForMissing(root.at, field, {
      rule: "missing-field",
      detail: `${named(field)} is missing, which an event ${type} must name.`,
      remedy: `Add ${named(field)}. For example: ${example}.`,
    }),
  ];
}
