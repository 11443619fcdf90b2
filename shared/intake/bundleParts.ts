import type { z } from "zod";
import type { Correction } from "../contracts/request.js";
import { checkDocument } from "./checkDocument.js";
import { originOf } from "./corrections.js";
import { readDocument } from "./readDocument.js";
import { textOf, type DocumentNode, type MapNode } from "./reading/documentNode.js";
import type { Finding } from "./reading/finding.js";
import { squashed } from "./reading/nearestName.js";
import { named } from "./reading/quoted.js";
import {
  bundleDocuments,
  overlayDocuments,
  wrapperNames,
  type BundleName,
  type BundlePart,
} from "./schemas/bundleDocument.js";
import type { InputSchemas } from "./schemas/inputSchemas.js";

/** One document of a bundle, read and held against its own schema. */
export interface ReadPart {
  readonly name: string;
  /** Absent when the document is missing or could not be read. */
  readonly node?: DocumentNode;
  readonly corrections: readonly Correction[];
  readonly findings: readonly Finding[];
}

/** Reads every document of a bundle that is there, under whichever of its names. */
export function readParts(documents: MapNode, { documents: schemas }: InputSchemas): readonly ReadPart[] {
  const order = [...documents.members.keys()];
  return [...schemas].map(([name, schema]) =>
    readPart({ name, schema }, documents.members.get(name), order.indexOf(name) + 1),
  );
}

function readPart(
  { name, schema }: { readonly name: string; readonly schema: z.ZodType },
  sent: DocumentNode | undefined,
  order: number,
): ReadPart {
  const text = textOf(sent);
  if (!sent || text === undefined) return { name, corrections: [], findings: [] };
  const fileName = String(sent.at.key);
  const format = fileName.endsWith(".json") ? "json" : "yaml";
  const { node, findings } = readDocument({ text, format }, order, fileName);
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
function unwrapped(name: string, node: DocumentNode): { node: DocumentNode; corrections: Correction[] } {
  const [wrapper, ...others] = node.kind === "map" ? [...node.members] : [];
  if (!wrapper || others.length > 0) return { node, corrections: [] };
  const isWrapper = wrapperNames(name).some((own) => squashed(own) === squashed(stemOf(wrapper[0])));
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
    const part = partNamed(name);
    if (!part) continue;
    const { becomes, content } = part;
    if (becomes === undefined && node?.kind === "map")
      for (const [key, member] of node.members) if (!isChange(name, key)) members.set(key, member);
    const whole = node?.kind === "map" && content !== undefined ? node.members.get(content) : node;
    if (becomes !== undefined && whole) members.set(becomes, whole);
  }
  return { kind: "map", at: documents.at, members };
}

/**
 * Overlays of a bundle in the order in which they are applied: what `environment-overlay.yaml` changes of the other
 * documents, then the overlay that is named for the environment. Those of other environments are not applied.
 */
export function overlaysOf(parts: readonly ReadPart[], environment: string | undefined): MapNode[] {
  const named = [...overlayDocuments].find(([name]) => name === environment)?.[1];
  return parts.flatMap(({ name, node }) => {
    if (node?.kind !== "map") return [];
    if (name === named) return [node];
    if (name !== baseOverlay) return [];
    const changes = [...node.members].filter(([key]) => isChange(name, key));
    return changes.length === 0 ? [] : [{ kind: "map", at: node.at, members: new Map(changes) }];
  });
}

/** The overlay that names the run's environment: its own values are the base, its changes win over other documents. */
const baseOverlay: BundleName = "environment-overlay.yaml";

function isChange(document: string, key: string): boolean {
  return document === baseOverlay && ["replication", "infra_plan"].includes(key);
}

function partNamed(name: string): BundlePart | undefined {
  return Object.hasOwn(bundleDocuments, name) ? bundleDocuments[name as BundleName] : undefined;
}
