import { CST, Lexer, Parser } from "yaml";
import type { Place } from "./documentNode.js";
import { findingAt, type FaultText, type Finding } from "./finding.js";
import { documentLimits } from "./limits.js";
import { tooDeep } from "./reading.js";
import type { Source } from "./source.js";

/** Tokens of one YAML document that is fit to be composed, or why it is not. */
export type YamlTokens =
  { readonly tokens: readonly CST.Token[] } | { readonly tokens?: never; readonly findings: readonly Finding[] };

/** A key, a colon, a value, their blanks and a line end: no value needs more pieces than this, comments included. */
const maxPieces = 8 * documentLimits.maxNodes;

/** More are not worth a reader's time. */
const maxFindings = 50;

/** Features by which one document becomes another, or many: a request has no use for them, an attacker has. */
const refused: Partial<Record<CST.TokenType, FaultText>> = {
  anchor: {
    rule: "yaml-anchor",
    detail: "An anchor (`&`) stands here.",
    remedy: "Write the value out where it is needed; quote a text that begins with `&`.",
  },
  alias: {
    rule: "yaml-alias",
    detail: "An alias (`*`) stands here.",
    remedy: 'Write the value out; quote a text that begins with `*`, such as "*.example.com".',
  },
  tag: {
    rule: "yaml-tag",
    detail: "A type tag (`!`) stands here.",
    remedy: "Remove it; quote a text that begins with `!`.",
  },
  "directive-line": {
    rule: "yaml-directive",
    detail: "A directive (`%`) stands here.",
    remedy: "Remove it; documents are read as YAML 1.2.",
  },
};

/**
 * Splits YAML into tokens and refuses, before anything is built from them, what a request must not hold.
 * The yaml library composes recursively and compares every pair of keys, so bombs have to be found here.
 */
export function yamlTokens(text: string, source: Source): YamlTokens {
  const findings: Finding[] = [];
  const root: Place = { source, offset: 0 };
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let offset = 0;
  let pieces = 0;
  let depth = 0;
  let isScalar = false;
  for (const piece of new Lexer().lex(text)) {
    const type = isScalar ? "scalar" : CST.tokenType(piece);
    const complaint = type === null ? undefined : refused[type];
    if (complaint) findings.push(findingAt(root, complaint, offset));
    if (type === "flow-map-start" || type === "flow-seq-start") depth++;
    if (type === "flow-map-end" || type === "flow-seq-end") depth--;
    if (depth > documentLimits.maxDepth) return { findings: [...findings, tooDeep(root, offset)] };
    if (++pieces > maxPieces) return { findings: [...findings, tooManyPieces(root, offset)] };
    if (findings.length >= maxFindings) return { findings };
    tokens.push(...parser.next(piece));
    isScalar = piece === CST.SCALAR;
    if (!markers.has(piece)) offset += piece.length;
  }
  tokens.push(...parser.end());
  if (findings.length > 0) return { findings };
  const fault = errorToken(tokens, root) ?? secondDocument(tokens, root) ?? costlyToken(tokens, root);
  return fault ? { findings: [fault] } : { tokens };
}

/** Pieces that the lexer adds; they stand for no character of the text. */
const markers: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

function errorToken(tokens: readonly CST.Token[], root: Place): Finding | undefined {
  const error = tokens.find(({ type }) => type === "error");
  return (
    error &&
    findingAt(
      root,
      {
        rule: "malformed-yaml",
        detail: "Something stands here that cannot follow what was read before.",
        remedy: "Look for a bracket or a quote too many, or a value that needs quotes.",
      },
      error.offset,
    )
  );
}

function secondDocument(tokens: readonly CST.Token[], root: Place): Finding | undefined {
  const second = tokens.filter(({ type }) => type === "document")[1];
  return (
    second &&
    findingAt(
      root,
      { rule: "yaml-many-documents", detail: "A second document begins here.", remedy: "Send one document at a time." },
      second.offset,
    )
  );
}

/** What the library would meet by recursion or by an error for each character. Walks without recursion: a line of `- - - -` nests as deeply as it is long. */
function costlyToken(tokens: readonly CST.Token[], root: Place): Finding | undefined {
  const open = tokens.flatMap((token) =>
    token.type === "document" && token.value ? [{ token: token.value, depth: 1 }] : [],
  );
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (token.type === "double-quoted-scalar") {
      const at = badEscape(token.source);
      if (at !== undefined) return findingAt(root, badEscapeText, token.offset + at);
    }
    if (!("items" in token)) continue;
    if (depth > documentLimits.maxDepth) return tooDeep(root, token.offset);
    for (const { key, value } of token.items) {
      if (key) open.push({ token: key, depth: depth + 1 });
      if (value) open.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}

/**
 * Where a double-quoted text holds a backslash that begins no escape.
 * Source: https://yaml.org/spec/1.2.2/#57-escaped-characters
 */
function badEscape(text: string): number | undefined {
  const escape =
    /\\(?:[0abtnvfre "/\\N_LP\t\r\n]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})?/g;
  for (const { 0: found, index } of text.matchAll(escape)) if (found.length === 1) return index;
  return undefined;
}

const badEscapeText: FaultText = {
  rule: "malformed-yaml",
  detail: "A backslash begins no escape that YAML knows.",
  remedy: "Double it, or use single quotes.",
};

function tooManyPieces(root: Place, offset: number): Finding {
  return findingAt(
    root,
    {
      rule: "too-many-values",
      detail: "The document holds too many values, comments and line ends; this is the first beyond.",
      remedy: "Send a smaller document.",
    },
    offset,
  );
}
