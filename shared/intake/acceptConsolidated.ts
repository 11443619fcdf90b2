import type { Checked } from "../contracts/problem.js";
import type { AcceptedRequest } from "../contracts/request.js";
import { checkDocument } from "./checkDocument.js";
import type { IntakeContext } from "./intakeContext.js";
import type { DocumentNode } from "./reading/documentNode.js";
import { findingForMissing, inDocumentOrder, type Finding } from "./reading/finding.js";
import { named } from "./reading/quoted.js";
import { ruleFindings } from "./rules/allRules.js";
import { RequestDocument } from "./schemas/requestDocument.js";
import { toRequest } from "./toRequest.js";

/** Accepts one document in the consolidated form. `found` is what reading found already; `more` adds what the way in asks for. */
export function acceptConsolidated(
  document: DocumentNode,
  context: IntakeContext,
  found: readonly Finding[],
  more: (root: DocumentNode) => readonly Finding[] = () => [],
): Checked<AcceptedRequest> {
  const { node, value, corrections, findings } = checkDocument(document, RequestDocument);
  const byRule =
    node.kind === "map"
      ? [
          ...ruleFindings({ root: node, missing: (field, remedy) => missing(node, field, remedy) }, context),
          ...more(node),
        ]
      : [];
  const all = [...found, ...findings, ...byRule];
  if (!value || all.length > 0) return { ok: false, faults: inDocumentOrder(all) };
  const accepted = toRequest(value, node, context);
  return { ok: true, value: { ...accepted, corrections: [...corrections, ...accepted.corrections] } };
}

function missing(root: DocumentNode, field: string, remedy: string): Finding {
  return findingForMissing(root.at, field, { rule: "missing-field", detail: `${named(field)} is missing.`, remedy });
}
