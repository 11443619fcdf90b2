import type { Correction } from "../contracts/request.js";
import { pointerOf, type DocumentNode } from "./reading/documentNode.js";

/** Puts a correction on record. */
export type Note = (correction: Correction) => void;

/** Where the input said otherwise, for a correction. */
export function originOf(node: DocumentNode | undefined): Pick<Correction, "pointer" | "document"> {
  if (!node) return {};
  const { document } = node.at.source;
  return { pointer: pointerOf(node.at), ...(document !== undefined && { document }) };
}

/** A value for a field that the request leaves out. */
export function defaulted<T>(field: string, value: T, action: string, note: Note): T {
  note({ action, field, valueApplied: value, reason: `The request does not say; ${String(value)} is the default.` });
  return value;
}
