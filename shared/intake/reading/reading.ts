import type { DocumentNode, Place } from "./documentNode.js";
import { findingAt, findingAtKey, type FaultText, type Finding } from "./finding.js";
import { documentLimits, forbiddenKeys } from "./limits.js";
import { quoted } from "./quoted.js";

/** What a text says, as far as it could be read, and everything that is wrong with its form. */
export interface Reading {
  /** Absent when the text could not be understood. */
  readonly node?: DocumentNode;
  readonly findings: readonly Finding[];
}

/** What every reader watches while it reads: depth, number of values, keys. Collects the faults. */
export class ReadingWatch {
  readonly findings: Finding[] = [];
  private count = 0;

  /** Number of values read so far. */
  get position(): number {
    return this.count;
  }

  /** Counts a value. False when it is one too many, or nested too deeply: reading stops there. */
  admits(place: Place, depth: number): boolean {
    this.count++;
    if (this.count > documentLimits.maxNodes) {
      this.findings.push(
        findingAt(place, {
          rule: "too-many-values",
          detail: `The document holds more than ${documentLimits.maxNodes.toLocaleString("en-US")} values; this is the first beyond.`,
          remedy: "Send a smaller document.",
        }),
      );
      return false;
    }
    if (depth > documentLimits.maxDepth) {
      this.findings.push(tooDeep(place));
      return false;
    }
    return true;
  }

  /** Whether a member may be kept: its key is neither forbidden, overlong nor there already. */
  admitsKey(place: Place, members: ReadonlyMap<string, DocumentNode>): boolean {
    const key = String(place.key);
    if (key.length > documentLimits.maxKeyLength) {
      const at = place.up ?? place;
      this.findings.push(
        findingAt(
          at,
          {
            rule: "key-too-long",
            detail: `A key of ${key.length} characters stands here: ${quoted(key)}`,
            remedy: `Write at most ${documentLimits.maxKeyLength.toLocaleString("en-US")} characters; look for a missing quote or colon.`,
          },
          place.keyOffset,
        ),
      );
      return false;
    }
    if (forbiddenKeys.has(key)) {
      this.findings.push(
        findingAtKey(place, {
          rule: "forbidden-key",
          detail: `The key \`${key}\` is not allowed anywhere in a document.`,
          remedy: "Remove it, or give the field another name.",
        }),
      );
      return false;
    }
    const first = members.get(key);
    if (first === undefined) return true;
    const line = first.at.source.positionAt?.(first.at.keyOffset ?? first.at.offset).line;
    this.findings.push(
      findingAtKey(place, {
        rule: "duplicate-key",
        detail: `The key ${quoted(key)} stands here a second time${line === undefined ? "" : `; it stands in line ${line} already`}.`,
        remedy: "Keep one of the two.",
      }),
    );
    return false;
  }
}

export function tooDeep(place: Place, offset?: number): Finding {
  return findingAt(
    place,
    {
      rule: "too-deep",
      detail: `Objects and lists are nested more than ${documentLimits.maxDepth} levels deep here.`,
      remedy: "No request needs more than a few levels; write it flatter.",
    },
    offset,
  );
}

/** A number that JavaScript cannot hold exactly, or `undefined`. */
export function numberFault(place: Place, value: number, text: string): Finding | undefined {
  if (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return undefined;
  return findingAt(place, {
    rule: "unsafe-number",
    detail: `${quoted(text)} is outside the range in which numbers are exact (±9,007,199,254,740,991).`,
    remedy: "Write a smaller number; write an id that happens to be a number in quotes.",
  });
}

/** The complaint about a text that UTF-8 cannot write, though an escape can. */
export const loneSurrogate: FaultText = {
  rule: "invalid-encoding",
  detail: "An escape writes half of a surrogate pair alone.",
  remedy: "Write both halves, or the character itself in UTF-8.",
};
