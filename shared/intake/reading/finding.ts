import type { Fault } from "../../contracts/problem.js";
import { pointerOf, type Place } from "./documentNode.js";

/** A fault together with what puts faults in the order of the documents. */
export interface Finding {
  readonly fault: Fault;
  readonly order: number;
  readonly offset: number;
}

export interface FaultText {
  readonly rule: string;
  readonly detail: string;
  readonly remedy?: string;
}

/** A fault at a value. */
export function findingAt(place: Place, text: FaultText, offset: number = place.offset): Finding {
  const { source } = place;
  return {
    fault: {
      pointer: pointerOf(place),
      ...text,
      ...(source.document !== undefined && { document: source.document }),
      ...source.positionAt?.(offset),
    },
    order: source.order,
    offset,
  };
}

/** A fault at the key of a member, such as a field nobody knows. */
export function findingAtKey(place: Place, text: FaultText): Finding {
  return findingAt(place, text, place.keyOffset ?? place.offset);
}

/** A fault about a member that is not there: its pointer names the missing member, its line is the parent's. */
export function findingForMissing(parent: Place, key: string, text: FaultText): Finding {
  return findingAt({ source: parent.source, up: parent, key, offset: parent.offset }, text);
}

/** Faults in the order in which a reader of the documents meets them; what is said twice is said once. */
export function inDocumentOrder(findings: readonly Finding[]): Fault[] {
  const seen = new Set<string>();
  return findings
    .toSorted((a, b) => a.order - b.order || a.offset - b.offset)
    .map(({ fault }) => fault)
    .filter(({ document, pointer, rule, detail }) => {
      const identity = [document, pointer, rule, detail].join("\n");
      return !seen.has(identity) && seen.add(identity);
    });
}
