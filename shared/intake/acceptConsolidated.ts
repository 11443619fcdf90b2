import type { Checked } from "../contracts/problem.js";
import { applyOverlays } from "./applyOverlays.js";
import { checkDocument } from "./checkDocument.js";
import type { IntakeContext } from "./intakeContext.js";
import { planNodes } from "./planNodes.js";
import { type DocumentNode, type MapNode, childOf, textAt } from "./reading/documentNode.js";
import { findingForMissing, inDocumentOrder, type Finding } from "./reading/finding.js";
import { named } from "./reading/quoted.js";
import { ruleFindings } from "./rules/allRules.js";
import { inputSchemas } from "./schemas/inputSchemas.js";
import { understoodRequest, type UnderstoodRequest } from "./understoodRequest.js";

/** Accepts one document in the consolidated form. `found` is what reading found already; `more` adds what the way in asks for. */
export function acceptConsolidated(
  document: DocumentNode,
  context: IntakeContext,
  found: readonly Finding[],
  more: (root: DocumentNode) => readonly Finding[] = () => [],
): Checked<UnderstoodRequest> {
  const { request: schema } = inputSchemas(context.kinds);
  const written = checkDocument(document, schema);
  if (written.node.kind !== "map") return { ok: false, faults: inDocumentOrder([...found, ...written.findings]) };

  const overlaid = applyOverlays(written.node, overlaysFor(written.node), context.kinds);
  const { root } = overlaid;
  const entries = planNodes(childOf(root, "infra_plan"), context.kinds);
  const draft = { root, entries, missing: (field: string, remedy: string) => missing(root, field, remedy) };
  const findings = found.concat(written.findings, overlaid.findings, ruleFindings(draft, context), more(root));
  if (findings.length > 0) return { ok: false, faults: inDocumentOrder(findings) };
  const { value, findings: after } = root === written.node ? written : checkDocument(root, schema);
  if (!value) return { ok: false, faults: inDocumentOrder(after) };
  const corrections = written.corrections.concat(overlaid.corrections);
  return { ok: true, value: understoodRequest(value, overlaid, entries, corrections, context) };
}

/** The overlay of the request's environment, which is one at most. */
function overlaysFor(root: MapNode): MapNode[] {
  const overlays = childOf(root, "overlays");
  const environment = textAt(root, "environment");
  return (overlays?.kind === "list" ? overlays.items : []).filter(
    (overlay): overlay is MapNode => overlay.kind === "map" && textAt(overlay, "environment") === environment,
  );
}

function missing(root: DocumentNode, field: string, remedy: string): Finding {
  return findingForMissing(root.at, field, { rule: "missing-field", detail: `${named(field)} is missing.`, remedy });
}
