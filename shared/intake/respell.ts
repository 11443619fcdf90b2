import { z } from "zod";
import type { Correction } from "../contracts/request.js";
import { originOf } from "./corrections.js";
import {
  pointerOf,
  textOf,
  type DocumentNode,
  type ListNode,
  type MapNode,
  type ScalarNode,
} from "./reading/documentNode.js";
import { findingAtKey, type Finding } from "./reading/finding.js";
import { dotted, named } from "./reading/quoted.js";
import { canonicalField, canonicalValue, memberSchema, optionFor } from "./schemas/schemaAt.js";
import { wordingOf } from "./schemas/wording.js";

/** A document in canonical spelling, and what was changed to get there. */
export interface Respelled {
  readonly node: DocumentNode;
  readonly corrections: readonly Correction[];
  readonly findings: readonly Finding[];
}

/**
 * Brings every accepted spelling of fields and values to the canonical one, which is the one the schema checks.
 * Values keep their places, so that later faults still point at what was written.
 */
export function respell(node: DocumentNode, schema: z.ZodType): Respelled {
  const notes: Notes = { corrections: [], findings: [] };
  return { node: respelled(node, schema, undefined, notes), ...notes };
}

interface Notes {
  readonly corrections: Correction[];
  readonly findings: Finding[];
}

/** Canonical keys from the root down, as a chain: most of them are never looked at. */
type Path = { readonly up: Path; readonly key: string | number } | undefined;

function respelled(node: DocumentNode, schema: z.ZodType | undefined, path: Path, notes: Notes): DocumentNode {
  if (!schema) return node;
  switch (node.kind) {
    case "scalar":
      return respelledScalar(node, schema, path, notes);
    case "list":
      return respelledList(node, schema, path, notes);
    case "map":
      return respelledMap(node, schema, path, notes);
  }
}

function respelledList(node: ListNode, schema: z.ZodType, path: Path, notes: Notes): ListNode {
  const element = memberSchema(schema, node, 0);
  const items = node.items.map((item, key) => respelled(item, element, { up: path, key }, notes));
  return items.every((item, index) => item === node.items[index]) ? node : { kind: "list", at: node.at, items };
}

function respelledScalar(node: ScalarNode, schema: z.ZodType, path: Path, notes: Notes): ScalarNode {
  const option = optionFor(schema, node);
  const wording = option && option !== schema ? { ...wordingOf(option), ...wordingOf(schema) } : wordingOf(schema);
  if (wording.isAsWritten && (typeof node.value === "number" || typeof node.value === "boolean")) {
    return { kind: "scalar", at: node.at, value: node.text, text: node.text };
  }
  const written = textOf(node);
  const canonical = written === undefined ? undefined : canonicalValue(option ?? schema, written);
  if (canonical === undefined || canonical === written) return node;
  notes.corrections.push({
    action: wording.correction ?? "NormalisedValue",
    field: dotted(keysOf(path)),
    valueBefore: written,
    valueApplied: canonical,
    reason: `${named(node.text)} is another way to write ${named(canonical)}.`,
    ...originOf(node),
  });
  return { kind: "scalar", at: node.at, value: canonical, text: canonical };
}

function respelledMap(node: MapNode, schema: z.ZodType, path: Path, notes: Notes): MapNode {
  const option = optionFor(schema, node) ?? schema;
  const members = new Map<string, DocumentNode>();
  let isChanged = false;
  for (const [written, member] of node.members) {
    const key = canonicalKey(option, written) ?? written;
    const value = respelled(member, memberSchema(option, node, key), { up: path, key }, notes);
    isChanged ||= key !== written || value !== member;
    const other = key === written ? undefined : (members.get(key) ?? node.members.get(key));
    if (other && !isSame(other, member)) {
      notes.findings.push(findingAtKey(member.at, contradiction(written, other)));
    }
    if (key !== written) {
      notes.corrections.push({
        action: "RenamedField",
        field: dotted(keysOf({ up: path, key })),
        valueBefore: written,
        valueApplied: key,
        reason: `${named(written)} is another name of ${named(key)}.`,
        ...originOf(member),
      });
    }
    if (!members.has(key) || key === written) members.set(key, value);
  }
  return isChanged ? { kind: "map", at: node.at, members } : node;
}

function keysOf(path: Path): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at; at = at.up) keys.unshift(at.key);
  return keys;
}

/** Canonical name of a key: a field's spelling, or in a map by environment another word for it. */
function canonicalKey(schema: z.ZodType, written: string): string | undefined {
  if (schema instanceof z.ZodRecord) return canonicalValue(schema.keyType as z.ZodType, written);
  return canonicalField(schema, written);
}

function contradiction(written: string, other: DocumentNode) {
  const line = other.at.source.positionAt?.(other.at.keyOffset ?? other.at.offset).line;
  return {
    rule: "contradiction",
    detail: `${named(written)} is another name of ${named(String(other.at.key))}${line === undefined ? "" : ` in line ${line}`} (${pointerOf(other.at)}), and the two differ.`,
    remedy: "Keep one of the two.",
  };
}

function isSame(a: DocumentNode, b: DocumentNode): boolean {
  return a.kind === "scalar" && b.kind === "scalar" && a.text === b.text;
}
