import type { z } from "zod";
import type { Correction } from "../contracts/request.js";
import { faultsFromZod } from "./faultsFromZod.js";
import { isCanonical } from "./isCanonical.js";
import { plainValue, type DocumentNode } from "./reading/documentNode.js";
import type { Finding } from "./reading/finding.js";
import { isPlain, positionedNode } from "./reading/plainNode.js";
import { respell } from "./respell.js";

/** A document in canonical spelling, with all that its schema says against it. */
export interface CheckedDocument<T> {
  readonly node: DocumentNode;
  /** Absent when there are findings of the schema. */
  readonly value?: T;
  readonly corrections: readonly Correction[];
  readonly findings: readonly Finding[];
}

/**
 * Brings a document to canonical spelling and holds it against its schema. One that needs no change costs little more
 * than its schema; where its values stand is found out when there is something to say about them.
 */
export function checkDocument<T>(document: DocumentNode, schema: z.ZodType<T>): CheckedDocument<T> {
  return unchanged(document, schema) ?? respelledAndChecked(positionedNode(document), schema);
}

function unchanged<T>(document: DocumentNode, schema: z.ZodType<T>): CheckedDocument<T> | undefined {
  if (!isPlain(document)) return undefined;
  const parsed = schema.safeParse(document.value);
  if (!parsed.success || !isCanonical(document.value, schema)) return undefined;
  return { node: document, value: parsed.data, corrections: [], findings: [] };
}

function respelledAndChecked<T>(document: DocumentNode, schema: z.ZodType<T>): CheckedDocument<T> {
  const { node, corrections, findings } = respell(document, schema);
  const parsed = schema.safeParse(plainValue(node));
  if (parsed.success) return { node, value: parsed.data, corrections, findings };
  return { node, corrections, findings: [...findings, ...faultsFromZod(parsed.error.issues, { root: node, schema })] };
}
