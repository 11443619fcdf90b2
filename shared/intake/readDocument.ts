import type { Reading } from "./reading/reading.js";
import { readJson } from "./reading/readJson.js";
import { readPlainJson } from "./reading/readPlainJson.js";
import { readYaml } from "./reading/readYaml.js";
import { scanText } from "./reading/scanText.js";
import { textSource } from "./reading/source.js";

/** A text as it was sent. */
export interface Submission {
  readonly text: string;
  readonly format: "json" | "yaml";
}

/**
 * Reads a text into nodes that know where they stand and how they were written.
 * A byte order mark at the start is accepted and not counted. Limits: `documentLimits`. Never throws.
 * Unlike `Checked`, both may come back: a duplicate key is a fault, and the rest of the document can still be checked.
 */
export function readDocument({ text, format }: Submission, order = 0, document?: string): Reading {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  const source = textSource(body, order, document);
  const plain = format === "json" ? readPlainJson(body, source) : undefined;
  if (plain) return { node: plain, findings: [] };
  const unreadable = scanText(body, source);
  if (unreadable) return { findings: [unreadable] };
  return format === "json" ? readJson(body, source) : readYaml(body, source);
}
