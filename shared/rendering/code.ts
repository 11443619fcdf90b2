import { quoteTypeScript, templateTypeScript } from "./quote.js";

/**
 * The few expressions a rendered program is made of. Values of a plan only ever become `text`, `number`, `boolean`;
 * every identifier comes from this repository and is checked against a pattern.
 */
export type Code =
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "template"; readonly text: string }
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "call"; readonly callee: string; readonly args: readonly Code[] }
  | { readonly kind: "list"; readonly items: readonly Code[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [string, Code])[] };

/** Line width of rendered programs, as of this repository. */
export const printWidth = 120;

export const literal = (value: string | number | boolean): Code => ({ kind: "literal", value });
/** A text of several lines, as it reads. */
export const template = (text: string): Code => ({ kind: "template", text });
export const list = (items: readonly Code[]): Code => ({ kind: "list", items });

/** A variable, or what it has under a name: `vault`, `vault.vaultName`. */
export function reference(variable: string, property?: string): Code {
  const start = identifier(variable);
  return { kind: "reference", name: property === undefined ? start : `${start}.${identifier(property)}` };
}

export function call(callee: readonly string[], ...args: Code[]): Code {
  return { kind: "call", callee: callee.map(identifier).join("."), args };
}

export function object(entries: Readonly<Record<string, Code>>): Code {
  return { kind: "object", entries: Object.entries(entries).map(([key, value]) => [identifier(key), value]) };
}

/** The variable of a logical name: `cluster-2` is `cluster2`. */
export function variableOf(logicalName: string): string {
  return identifier(logicalName.replace(/-([a-z0-9])/g, (_, next: string) => next.toUpperCase()));
}

/** @throws Error for what is no plain identifier: a defect, since identifiers never come from an input. */
export function identifier(text: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(text)) throw new Error(`Not an identifier: ${JSON.stringify(text)}`);
  return text;
}

/**
 * Prints an expression as prettier does: on one line where it fits, else one item a line.
 * @param indent columns of the line the expression starts on
 * @param used columns of that line taken before the expression and after it
 */
export function printCode(code: Code, indent: number, used: number): string {
  const flat = printFlat(code);
  if (flat !== undefined && used + flat.length <= printWidth) return flat;
  const inner = indent + 2;
  const lines = (parts: readonly string[]): string => {
    const pad = " ".repeat(inner);
    return `\n${parts.map((part) => `${pad}${part},\n`).join("")}${" ".repeat(indent)}`;
  };
  const each = (item: Code): string => printCode(item, inner, inner + 1);
  switch (code.kind) {
    case "literal":
    case "reference":
      return flat ?? "";
    case "template":
      return templateTypeScript(code.text);
    case "call":
      return `${code.callee}(${lines(code.args.map(each))})`;
    case "list":
      return `[${lines(code.items.map(each))}]`;
    case "object":
      return `{${lines(code.entries.map(([key, value]) => printProperty(key, value, inner)))}}`;
  }
}

/** Prints `key: value`; a string too long for the line moves to the next one, where that gains at least 3 columns. */
export function printProperty(key: string, value: Code, indent: number): string {
  if (value.kind === "reference" && value.name === key) return key;
  const printed = printCode(value, indent, indent + key.length + 3);
  const overflows =
    key.length >= 5 && value.kind === "literal" && indent + key.length + 3 + printed.length > printWidth;
  return overflows && typeof value.value === "string"
    ? `${key}:\n${" ".repeat(indent + 2)}${printed}`
    : `${key}: ${printed}`;
}

/** The expression on one line, or `undefined` where prettier always breaks: several lines, two or more objects in a list. */
function printFlat(code: Code): string | undefined {
  switch (code.kind) {
    case "literal":
      return typeof code.value === "string" ? quoteTypeScript(code.value) : String(code.value);
    case "template":
      return undefined;
    case "reference":
      return code.name;
    case "call":
      return wrap(code.args, printFlat, `${code.callee}(`, ")");
    case "list":
      return code.items.length > 1 && code.items.every(isWideObject)
        ? undefined
        : wrap(code.items, printFlat, "[", "]");
    case "object":
      return wrap(code.entries, printFlatProperty, "{ ", " }");
  }
}

function printFlatProperty([key, value]: readonly [string, Code]): string | undefined {
  const flat = printFlat(value);
  return flat === undefined ? undefined : flat === key ? key : `${key}: ${flat}`;
}

function isWideObject(code: Code): boolean {
  return code.kind === "object" && code.entries.length > 1;
}

/** All parts on one line, or `undefined` as soon as one of them needs several. */
function wrap<Part>(
  parts: readonly Part[],
  print: (part: Part) => string | undefined,
  open: string,
  close: string,
): string | undefined {
  let line = open;
  for (const part of parts) {
    const printed = print(part);
    if (printed === undefined) return undefined;
    line += line === open ? printed : `, ${printed}`;
  }
  return `${line}${close}`;
}
