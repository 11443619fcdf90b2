import type { DocumentNode, Place } from "./documentNode.js";
import { findingAt } from "./finding.js";
import { loneSurrogate, numberFault, ReadingWatch, type Reading } from "./reading.js";

/** Reads a value that was parsed elsewhere, such as the data of an event: the same limits, but no lines. */
export function readValue(value: unknown): Reading {
  const watch = new ReadingWatch();
  const node = valueNode(value, { source: { order: 0 }, offset: 0 }, 1, watch);
  return { findings: watch.findings, ...(node && { node }) };
}

/** Offsets count values, so that faults still come in the order of the document. */
function valueNode(value: unknown, at: Place, depth: number, watch: ReadingWatch): DocumentNode | undefined {
  const isContainer = typeof value === "object" && value !== null;
  if (!watch.admits(at, isContainer ? depth : depth - 1)) return undefined;
  if (Array.isArray(value)) return listNode(value, at, depth, watch);
  if (isContainer) return mapNode(value, at, depth, watch);
  if (typeof value === "string" && /\p{Surrogate}/u.test(value)) {
    watch.findings.push(findingAt(at, loneSurrogate));
    return undefined;
  }
  if (value === null || typeof value === "boolean" || typeof value === "string" || typeof value === "number") {
    const fault = typeof value === "number" ? numberFault(at, value, String(value)) : undefined;
    if (fault) watch.findings.push(fault);
    return { kind: "scalar", at, value, text: String(value) };
  }
  watch.findings.push(
    findingAt(at, {
      rule: "wrong-type",
      detail: `A ${typeof value} stands where JSON knows none.`,
      remedy: "Send JSON.",
    }),
  );
  return undefined;
}

function listNode(values: readonly unknown[], at: Place, depth: number, watch: ReadingWatch): DocumentNode | undefined {
  const items: DocumentNode[] = [];
  for (const [key, value] of values.entries()) {
    const item = valueNode(value, { source: at.source, up: at, key, offset: watch.position }, depth + 1, watch);
    if (!item) return undefined;
    items.push(item);
  }
  return { kind: "list", at, items };
}

function mapNode(value: object, at: Place, depth: number, watch: ReadingWatch): DocumentNode | undefined {
  const members = new Map<string, DocumentNode>();
  for (const [key, member] of Object.entries(value)) {
    const place: Place = { source: at.source, up: at, key, offset: watch.position };
    const isKept = watch.admitsKey(place, members);
    const node = valueNode(member, place, depth + 1, watch);
    if (!node) return undefined;
    if (isKept) members.set(key, node);
  }
  return { kind: "map", at, members };
}
