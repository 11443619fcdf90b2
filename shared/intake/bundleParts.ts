import type { Correction } from "../contracts/request.js";
import { checkDocument } from "./checkDocument.js";
import { originOf } from "./corrections.js";
import { readDocument } from "./readDocument.js";
import { textOf, type DocumentNode, type MapNode } from "./reading/documentNode.js";
import type { Finding } from "./reading/finding.js";
import { squashed } from "./reading/nearestName.js";
import { named } from "./reading/quoted.js";
import { bundleDocuments, type BundleName, type BundlePart } from "./schemas/bundleDocument.js";

/** One document of a bundle, read and held against its own schema. */
export interface ReadPart {
  readonly name: BundleName;
  /** Absent when the document is missing or could not be read. */
  readonly node?: DocumentNode;
  readonly corrections: readonly Correction[];
  readonly findings: readonly Finding[];
}

/** Reads every document of a bundle that is there, under whichever of its names. */
export function readParts(documents: MapNode): readonly ReadPart[] {
  const names = Object.keys(bundleDocuments) as BundleName[];
  const order = [...documents.members.keys()];
  return names.map((name) => readPart(name, documents.members.get(name), order.indexOf(name) + 1));
}

function readPart(name: BundleName, sent: DocumentNode | undefined, order: number): ReadPart {
  const text = textOf(sent);
  if (!sent || text === undefined) return { name, corrections: [], findings: [] };
  const fileName = String(sent.at.key);
  const format = fileName.endsWith(".json") ? "json" : "yaml";
  const { node, findings } = readDocument({ text, format }, order, fileName);
  const { schema }: BundlePart = bundleDocuments[name];
  if (!node) return { name, corrections: [], findings };
  const inner = unwrapped(name, node);
  const checked = checkDocument(inner.node, schema);
  return {
    name,
    node: checked.node,
    corrections: [...inner.corrections, ...checked.corrections],
    findings: [...findings, ...checked.findings],
  };
}

/** Some senders put a document below its own name (`cloud-region-map.yaml: { primary: ... }`). */
function unwrapped(name: BundleName, node: DocumentNode): { node: DocumentNode; corrections: Correction[] } {
  const [wrapper, ...others] = node.kind === "map" ? [...node.members] : [];
  const { becomes, content }: BundlePart = bundleDocuments[name];
  if (!wrapper || others.length > 0 || wrapper[0] === content) return { node, corrections: [] };
  const isWrapper = [stemOf(name), becomes].some(
    (own) => own !== undefined && squashed(own) === squashed(stemOf(wrapper[0])),
  );
  if (!isWrapper) return { node, corrections: [] };
  return {
    node: wrapper[1],
    corrections: [
      {
        action: "UnwrappedDocument",
        field: name,
        valueBefore: wrapper[0],
        valueApplied: null,
        reason: `The document stands below its own name ${named(wrapper[0])}.`,
        ...originOf(wrapper[1]),
      },
    ],
  };
}

function stemOf(fileName: string): string {
  return fileName.replace(/\.(?:ya?ml|json)$/, "");
}

/** One request from the documents of a bundle; every value keeps its place in the document it came from. */
export function mergeParts(documents: MapNode, parts: readonly ReadPart[]): MapNode {
  const members = new Map<string, DocumentNode>();
  for (const { name, node } of parts) {
    const { becomes, content }: BundlePart = bundleDocuments[name];
    if (becomes === undefined && node?.kind === "map")
      for (const [key, member] of node.members) members.set(key, member);
    const whole = node?.kind === "map" && content !== undefined ? node.members.get(content) : node;
    if (becomes !== undefined && whole) members.set(becomes, whole);
  }
  return { kind: "map", at: documents.at, members };
}
