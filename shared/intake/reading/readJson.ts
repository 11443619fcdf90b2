import type { DocumentNode, MapNode, Place } from "./documentNode.js";
import { findingAt } from "./finding.js";
import { scanNumber, scanString, type Unread } from "./jsonScalars.js";
import { loneSurrogate, numberFault, ReadingWatch, type Reading } from "./reading.js";
import { remedyForNothing, type Source } from "./source.js";

/**
 * Reads strict JSON and keeps where everything stands and how numbers were written, which `JSON.parse` does not:
 * it takes the last of two equal keys, turns 1.30 into 1.3, and knows no lines.
 * Source: https://www.rfc-editor.org/rfc/rfc8259
 */
export function readJson(text: string, source: Source): Reading {
  const reader = new JsonReader(text, source);
  const node = reader.read();
  return { findings: reader.watch.findings, ...(node && { node }) };
}

/** One pass over one text. A method that returns `null` has said why and stops the reading. */
class JsonReader {
  readonly watch = new ReadingWatch();
  private readonly text: string;
  private readonly source: Source;
  private at = 0;

  constructor(text: string, source: Source) {
    this.text = text;
    this.source = source;
  }

  read(): DocumentNode | null {
    this.skipBlank();
    if (this.at === this.text.length)
      return this.stop({ problem: "The document is empty.", remedy: remedyForNothing(this.source), at: 0 });
    const node = this.value({ source: this.source, offset: this.at }, 1);
    if (!node) return null;
    this.skipBlank();
    if (this.at < this.text.length) {
      return this.stop({
        problem: "Something follows after the end of the JSON value.",
        remedy: "Send one JSON value and nothing else; JSON has no comments.",
        at: this.at,
      });
    }
    return node;
  }

  private value(place: Place, depth: number): DocumentNode | null {
    const first = this.text[this.at];
    const isContainer = first === "{" || first === "[";
    if (!this.watch.admits(place, isContainer ? depth : depth - 1)) return null;
    if (first === "{") return this.object(place, depth);
    if (first === "[") return this.list(place, depth);
    return this.scalar(place);
  }

  private object(at: Place, depth: number): MapNode | null {
    const members = new Map<string, DocumentNode>();
    this.at++;
    this.skipBlank();
    if (this.takes("}")) return { kind: "map", at, members };
    for (;;) {
      const keyOffset = this.at;
      if (this.text[keyOffset] !== '"') return this.stop(this.unexpected("a key in double quotes"));
      const key = this.string(at);
      if (key === null) return null;
      this.skipBlank();
      if (!this.takes(":")) return this.stop(this.unexpected("a colon after the key"));
      this.skipBlank();
      const place: Place = { source: this.source, up: at, key, offset: this.at, keyOffset };
      const isKept = this.watch.admitsKey(place, members);
      const member = this.value(place, depth + 1);
      if (!member) return null;
      if (isKept) members.set(key, member);
      this.skipBlank();
      if (this.takes("}")) return { kind: "map", at, members };
      if (!this.takes(",")) return this.stop(this.unexpected("a comma or `}`"));
      this.skipBlank();
      if (this.text[this.at] === "}") return this.stop(this.trailingComma());
    }
  }

  private list(at: Place, depth: number): DocumentNode | null {
    const items: DocumentNode[] = [];
    this.at++;
    this.skipBlank();
    if (this.takes("]")) return { kind: "list", at, items };
    for (;;) {
      const item = this.value({ source: this.source, up: at, key: items.length, offset: this.at }, depth + 1);
      if (!item) return null;
      items.push(item);
      this.skipBlank();
      if (this.takes("]")) return { kind: "list", at, items };
      if (!this.takes(",")) return this.stop(this.unexpected("a comma or `]`"));
      this.skipBlank();
      if (this.text[this.at] === "]") return this.stop(this.trailingComma());
    }
  }

  private scalar(at: Place): DocumentNode | null {
    const start = this.at;
    if (this.text[start] === '"') {
      const value = this.string(at);
      return value === null ? null : { kind: "scalar", at, value, text: value };
    }
    const number = scanNumber(this.text, start);
    if (number && !/[\w.]/.test(this.text[number.end] ?? "")) {
      this.at = number.end;
      const value = Number(number.value);
      const fault = numberFault(at, value, number.value);
      if (fault) this.watch.findings.push(fault);
      return { kind: "scalar", at, value, text: number.value };
    }
    const word = /[\w$.+-]*/y;
    word.lastIndex = start;
    const text = word.exec(this.text)?.[0] ?? "";
    const value = constants.get(text);
    if (value === undefined) return this.stop(this.unexpected("a value", text));
    this.at += text.length;
    return { kind: "scalar", at, value, text };
  }

  private string(place: Place): string | null {
    const start = this.at;
    const scanned = scanString(this.text, start);
    if ("problem" in scanned) return this.stop(scanned);
    this.at = scanned.end;
    if (/\p{Surrogate}/u.test(scanned.value)) {
      this.watch.findings.push(findingAt(place, loneSurrogate, start));
      return null;
    }
    return scanned.value;
  }

  private unexpected(wanted: string, word = ""): Unread {
    const at = this.at;
    const next = this.text[at];
    if (next === undefined)
      return { problem: `The document ends where ${wanted} should stand.`, remedy: "Complete it.", at };
    if (next === "'")
      return { problem: "A text stands in single quotes.", remedy: 'JSON wants double quotes: "…".', at };
    if (this.text.startsWith("//", at) || this.text.startsWith("/*", at) || next === "#") {
      return { problem: "A comment stands here.", remedy: "JSON has no comments; remove it, or send YAML.", at };
    }
    if (/^[+-]?(?:NaN|Infinity)$/.test(word)) {
      return { problem: `${word} is not a JSON number.`, remedy: "Write a finite number.", at };
    }
    if (/^[+-]?[0-9.]/.test(word)) {
      return {
        problem: "This is not a number as JSON writes one.",
        remedy: "No leading zero, no plus, digits on both sides of the point.",
        at,
      };
    }
    return {
      problem: `Something else stands where ${wanted} should.`,
      remedy: "Texts and keys stand in double quotes.",
      at,
    };
  }

  private trailingComma(): Unread {
    return { problem: "A comma stands before the closing bracket.", remedy: "Remove the comma.", at: this.at };
  }

  /** Records why reading ends here. */
  private stop({ problem, remedy, at }: Unread): null {
    const text = { rule: "malformed-json", detail: problem, ...(remedy !== undefined && { remedy }) };
    this.watch.findings.push(findingAt({ source: this.source, offset: at }, text));
    return null;
  }

  private takes(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skipBlank(): void {
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.at++;
    }
  }
}

const constants: ReadonlyMap<string, true | false | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);
