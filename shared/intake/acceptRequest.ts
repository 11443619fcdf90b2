import type { Checked } from "../contracts/problem.js";
import type { AcceptedRequest } from "../contracts/request.js";
import { acceptBundle } from "./acceptBundle.js";
import { acceptConsolidated } from "./acceptConsolidated.js";
import type { IntakeContext } from "./intakeContext.js";
import { readDocument, type Submission } from "./readDocument.js";
import { inDocumentOrder } from "./reading/finding.js";
import { traced, type UnderstoodRequest } from "./understoodRequest.js";

/** Understands a request as {@link understandRequest} does, and notes where each of its values stands. */
export function acceptRequest(submission: Submission, context: IntakeContext): Checked<AcceptedRequest> {
  return traced(understandRequest(submission, context));
}

/**
 * Understands a request in any of the specification's forms: one document (consolidated or invocation form, JSON or YAML),
 * or a bundle of its separate documents. Answers with the request in one form and everything that was corrected,
 * or with every fault at once, in document order. Never throws; changes nothing; never repeats a secret.
 */
export function understandRequest(submission: Submission, context: IntakeContext): Checked<UnderstoodRequest> {
  const { node, findings } = readDocument(submission);
  if (!node) return { ok: false, faults: inDocumentOrder(findings) };
  const isBundle = node.kind === "map" && node.members.has("documents");
  return isBundle ? acceptBundle(node, context, findings) : acceptConsolidated(node, context, findings);
}
