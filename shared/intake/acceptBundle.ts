import type { Checked } from "../contracts/problem.js";
import { applyOverlays } from "./applyOverlays.js";
import { mergeParts, overlaysOf, readParts, type ReadPart } from "./bundleParts.js";
import { checkDocument } from "./checkDocument.js";
import type { IntakeContext } from "./intakeContext.js";
import { planNodes } from "./planNodes.js";
import { type MapNode, childOf, textAt, textOf } from "./reading/documentNode.js";
import { findingAt, findingForMissing, inDocumentOrder, type Finding } from "./reading/finding.js";
import { named, quoted } from "./reading/quoted.js";
import { ruleFindings } from "./rules/allRules.js";
import { isSuppliedPlan } from "./rules/planRules.js";
import {
  BundleDocument,
  bundleDocuments,
  overlayDocuments,
  type BundleName,
  type Need,
} from "./schemas/bundleDocument.js";
import { inputSchemas } from "./schemas/inputSchemas.js";
import { understoodRequest, type UnderstoodRequest } from "./understoodRequest.js";

/** Accepts the specification's separate documents. Each is held against its own schema; together they make one request. */
export function acceptBundle(
  bundle: MapNode,
  context: IntakeContext,
  found: readonly Finding[],
): Checked<UnderstoodRequest> {
  const envelope = checkDocument(bundle, BundleDocument);
  const documents = childOf(envelope.node, "documents");
  if (documents?.kind !== "map") return { ok: false, faults: inDocumentOrder([...found, ...envelope.findings]) };

  const schemas = inputSchemas(context.kinds);
  const parts = readParts(documents, schemas);
  const merged = mergeParts(documents, parts);
  const overlays = overlaysOf(parts, textAt(merged, "environment"));
  const overlaid = applyOverlays(merged, overlays, context.kinds);
  const { root } = overlaid;
  const entries = planNodes(childOf(root, "infra_plan"), context.kinds);
  const missing = (field: string, remedy: string) => missingField(field, remedy, documents, parts);
  const findings = [
    ...found,
    ...envelope.findings,
    ...missingDocuments(documents, isSuppliedPlan(root, context)),
    ...parts.flatMap((part) => part.findings),
    ...misnamedOverlays(parts),
    ...overlaid.findings,
    ...ruleFindings({ root, entries, missing }, context),
  ];
  if (findings.length > 0) return { ok: false, faults: inDocumentOrder(findings) };

  const request = checkDocument(root, schemas.request);
  if (!request.value) return { ok: false, faults: inDocumentOrder(request.findings) };
  const corrections = [...envelope.corrections, ...parts.flatMap((part) => part.corrections), ...overlaid.corrections];
  return { ok: true, value: understoodRequest(request.value, overlaid, entries, corrections, context) };
}

/** An overlay whose file name and content speak of two environments. */
function misnamedOverlays(parts: readonly ReadPart[]): Finding[] {
  return [...overlayDocuments].flatMap(([environment, name]) => {
    const said = childOf(parts.find((part) => part.name === name)?.node, "environment");
    if (!said || textOf(said) === undefined || textOf(said) === environment) return [];
    const text = {
      rule: "contradiction",
      detail: `The document is named for ${named(environment)} and says it is for ${quoted(textOf(said) ?? "")}.`,
      remedy: "Correct the name of the document or its environment.",
    };
    return [findingAt(said.at, text)];
  });
}

function missingDocuments(documents: MapNode, hasPlan: boolean): Finding[] {
  return (Object.keys(bundleDocuments) as BundleName[])
    .filter((name) => !documents.members.has(name) && isNeeded(bundleDocuments[name].need, hasPlan))
    .map((name) =>
      findingForMissing(documents.at, name, {
        rule: "missing-document",
        detail: `The document ${named(name)} is missing.`,
        remedy: `Add it with ${bundleDocuments[name].says}.`,
      }),
    );
}

function isNeeded(need: Need, hasPlan: boolean): boolean {
  return need === "required" || (need === "required-without-blueprint" && !hasPlan);
}

/** Where a field that no document has should stand. Nothing is said of a document that is missing or unreadable itself. */
function missingField(
  field: string,
  remedy: string,
  documents: MapNode,
  parts: readonly ReadPart[],
): Finding | undefined {
  // A plan is a document of its own, and its absence is said already.
  if (field === "infra_plan") return undefined;
  if (field === "region") {
    if (documents.members.has("cloud-region-map.yaml")) return undefined;
    return findingForMissing(documents.at, "cloud-region-map.yaml", {
      rule: "missing-document",
      detail: "No document names the region to deploy to.",
      remedy: "Add cloud-region-map.yaml with primary_region. For example: primary_region: westeurope.",
    });
  }
  const scope = parts.find(({ name }) => name === "component-scope.yaml")?.node;
  return (
    scope &&
    findingForMissing(scope.at, field, { rule: "missing-field", detail: `${named(field)} is missing.`, remedy })
  );
}
