import { Composer, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLError } from "yaml";
import type { DocumentNode, MapNode, Place } from "./documentNode.js";
import { findingAt, findingAtKey, type FaultText } from "./finding.js";
import { loneSurrogate, numberFault, ReadingWatch, type Reading } from "./reading.js";
import { remedyForNothing, type Source } from "./source.js";
import { yamlTokens } from "./yamlTokens.js";
import { lookup } from "../../lookup.js";

/**
 * Reads one YAML 1.2 document (core schema: only true and false are booleans, `012` is no octal) and keeps where
 * everything stands and how it was written. Anchors, aliases, tags, merge keys, directives and second documents are refused.
 */
export function readYaml(text: string, source: Source): Reading {
  const split = yamlTokens(text, source);
  if (!split.tokens) return { findings: split.findings };
  const root: Place = { source, offset: 0 };
  // Equal keys are found while nodes are built, in linear time; the library compares every pair.
  const composer = new Composer({ version: "1.2", schema: "core", uniqueKeys: false, logLevel: "silent" });
  const [document] = composer.compose(split.tokens, true, text.length);
  const errors = document?.errors ?? [];
  if (errors.length > 0) return { findings: errors.map((error) => findingAt(root, complaint(error), error.pos[0])) };
  if (!document?.contents) {
    return {
      findings: [
        findingAt(root, {
          rule: "malformed-yaml",
          detail: "The document is empty.",
          remedy: remedyForNothing(source),
        }),
      ],
    };
  }
  const builder = new NodeBuilder(source);
  const node = builder.node(document.contents, { source, offset: document.contents.range[0] }, 1);
  return { findings: builder.watch.findings, ...(node && { node }) };
}

/** Turns the library's nodes into ours. A method that returns `undefined` has said why and stops the reading. */
class NodeBuilder {
  readonly watch = new ReadingWatch();
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  node(node: unknown, at: Place, depth: number): DocumentNode | undefined {
    const isContainer = isMap(node) || isSeq(node);
    if (!this.watch.admits(at, isContainer ? depth : depth - 1)) return undefined;
    if (isMap(node)) return this.map(node.items, at, depth);
    if (isSeq(node)) return this.list(node.items, at, depth);
    return this.scalar(isScalar(node) ? node : undefined, at);
  }

  private list(values: readonly unknown[], at: Place, depth: number): DocumentNode | undefined {
    const items: DocumentNode[] = [];
    for (const [key, value] of values.entries()) {
      const item = this.node(
        value,
        { source: this.source, up: at, key, offset: startOf(value) ?? at.offset },
        depth + 1,
      );
      if (!item) return undefined;
      items.push(item);
    }
    return { kind: "list", at, items };
  }

  private map(pairs: readonly Pair[], at: Place, depth: number): MapNode | undefined {
    const members = new Map<string, DocumentNode>();
    for (const { key, value } of pairs) {
      const keyOffset = startOf(key) ?? at.offset;
      const text = keyText(key);
      if (text === undefined) {
        this.watch.findings.push(findingAt(at, complexKey, keyOffset));
        return undefined;
      }
      const place: Place = { source: this.source, up: at, key: text, offset: startOf(value) ?? keyOffset, keyOffset };
      if (text === "<<" && isScalar(key) && key.type === "PLAIN") {
        this.watch.findings.push(findingAtKey(place, mergeKey));
        continue;
      }
      const isKept = this.watch.admitsKey(place, members);
      const member = this.node(value, place, depth + 1);
      if (!member) return undefined;
      if (isKept) members.set(text, member);
    }
    return { kind: "map", at, members };
  }

  private scalar(scalar: Scalar | undefined, at: Place): DocumentNode | undefined {
    const value = scalar?.value ?? null;
    const text = typeof value === "string" ? value : (scalar?.source ?? "");
    if (typeof value === "string" && /\p{Surrogate}/u.test(value)) {
      this.watch.findings.push(findingAt(at, loneSurrogate));
      return undefined;
    }
    if (typeof value === "number") {
      const fault = numberFault(at, value, text);
      if (fault) this.watch.findings.push(fault);
      else if (/^[-+]?0[0-9]/.test(text)) this.watch.findings.push(findingAt(at, ambiguousNumber));
      return { kind: "scalar", at, value, text };
    }
    return typeof value === "string" || typeof value === "boolean" || value === null
      ? { kind: "scalar", at, value, text }
      : undefined;
  }
}

function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined;
}

function keyText(key: unknown): string | undefined {
  if (!isScalar(key) || key.value === null) return undefined;
  const text = typeof key.value === "string" ? key.value : key.source;
  return text === undefined || /\p{Surrogate}/u.test(text) ? undefined : text;
}

const complexKey: FaultText = {
  rule: "yaml-complex-key",
  detail: "The key of a field is empty, or not a plain text.",
  remedy: "Write a name before the colon.",
};

const mergeKey: FaultText = {
  rule: "yaml-merge-key",
  detail: "A merge key (`<<`) stands here.",
  remedy: "Write the fields out.",
};

const ambiguousNumber: FaultText = {
  rule: "ambiguous-number",
  detail: "A number with a leading zero is octal to some readers of YAML and decimal to others.",
  remedy: "Drop the zero, or put the value in quotes if it is a text.",
};

/** Our own words for the library's errors; its own may repeat parts of the text. */
function complaint({ code, message }: YAMLError): FaultText {
  const key = lookup(complaints, code) ? code : Object.keys(missing).find((start) => message.startsWith(start));
  const [detail, remedy] = (key && (lookup(complaints, key) ?? lookup(missing, key))) || unreadable;
  return { rule: "malformed-yaml", detail, remedy };
}

type Complaint = readonly [detail: string, remedy: string];

const unreadable: Complaint = ["This cannot be read as YAML.", "Check indentation, quotes and brackets here."];

const complaints: Readonly<Record<string, Complaint>> = {
  BAD_INDENT: [
    "This line is not indented like its neighbours.",
    "Begin fields of one object, and items of one list, in the same column.",
  ],
  BAD_SCALAR_START: ["A value begins with a character that YAML reserves.", "Put the value in quotes."],
  BLOCK_AS_IMPLICIT_KEY: [
    "A second `key:` stands on the same line.",
    "Put it on a line of its own, or quote a value that holds a colon and a space.",
  ],
  BLOCK_IN_FLOW: ["Indented fields stand inside brackets.", "Inside { } and [ ] separate with commas."],
  KEY_OVER_1024_CHARS: ["A key is longer than 1,024 characters.", "Look for a missing line end or quote."],
  MULTILINE_IMPLICIT_KEY: ["A key goes over several lines, or a colon is missing.", "Write `name: value` on one line."],
  TAB_AS_INDENT: ["A tab indents this line.", "Indent with spaces."],
  UNEXPECTED_TOKEN: [
    "Something stands here that cannot follow what was read before.",
    "Look for a bracket, comma or quote too many.",
  ],
};

/** One code of the library says all that may be missing; the start of its message says what. */
const missing: Readonly<Record<string, Complaint>> = {
  "Missing closing": ["A text that began in quotes is never closed.", "Close it with the same kind of quote."],
  Flow: ["A bracket that was opened is never closed.", "Close it with } or ]."],
  "Implicit map keys": ["A name stands here without a colon and a value.", "Write `name: value`."],
  "Missing , ": ["A comma is missing between two items.", "Separate items inside brackets with commas."],
  "Missing space after :": ["A space is missing after a colon.", "Write `name: value`."],
  Comments: ["A comment follows a value without a space.", "Put a space before #, or quote a text that holds one."],
};
