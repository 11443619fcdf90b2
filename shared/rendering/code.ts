import { quoteTypeScript } from "./quote.js";

/**
 * The few expressions a rendered program is made of. Values of a plan only ever become `text`, `number`, `boolean`;
 * every identifier comes from this repository and is checked against a pattern.
 */
export type Code =
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "reference"; readonly path: readonly string[] }
  | { readonly kind: "call"; readonly callee: readonly string[]; readonly args: readonly Code[] }
  | { readonly kind: "list"; readonly items: readonly Code[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [string, Code])[] };

/** Line width of rendered programs, as of this repository. */
export const printWidth = 120;

export const literal = (value: string | number | boolean): Code => ({ kind: "literal", value });
export const list = (items: readonly Code[]): Code => ({ kind: "list", items });

export function reference(...path: string[]): Code {
  return { kind: "reference", path: path.map(identifier) };
}

export function call(callee: readonly string[], ...args: Code[]): Code {
  return { kind: "call", callee: callee.map(identifier), args };
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
  const pad = " ".repeat(inner);
  const end = `\n${" ".repeat(indent)}`;
  switch (code.kind) {
    case "literal":
    case "reference":
      return flat ?? "";
    case "call":
      return `${code.callee.join(".")}(\n${code.args.map((arg) => `${pad}${printCode(arg, inner, inner + 1)},`).join("\n")}${end})`;
    case "list":
      return `[\n${code.items.map((item) => `${pad}${printCode(item, inner, inner + 1)},`).join("\n")}${end}]`;
    case "object":
      return `{\n${code.entries.map((entry) => `${pad}${printProperty(entry, inner)},`).join("\n")}${end}}`;
  }
}

/** Prints `key: value`; a string too long for the line moves to the next one, where that gains at least 3 columns. */
export function printProperty([key, value]: readonly [string, Code], indent: number): string {
  if (value.kind === "reference" && value.path.length === 1 && value.path[0] === key) return key;
  const printed = printCode(value, indent, indent + key.length + 3);
  const overflows =
    key.length >= 5 && value.kind === "literal" && indent + key.length + 3 + printed.length > printWidth;
  return overflows && typeof value.value === "string"
    ? `${key}:\n${" ".repeat(indent + 2)}${printed}`
    : `${key}: ${printed}`;
}

/** The expression on one line, or `undefined` where prettier always breaks: two or more objects in a list. */
function printFlat(code: Code): string | undefined {
  switch (code.kind) {
    case "literal":
      return typeof code.value === "string" ? quoteTypeScript(code.value) : String(code.value);
    case "reference":
      return code.path.join(".");
    case "call":
      return wrap(code.args.map(printFlat), `${code.callee.join(".")}(`, ")");
    case "list":
      return code.items.length > 1 && code.items.every(isWideObject)
        ? undefined
        : wrap(code.items.map(printFlat), "[", "]");
    case "object":
      return wrap(
        code.entries.map(([key, value]) => {
          const flat = printFlat(value);
          return flat === undefined ? undefined : flat === key ? key : `${key}: ${flat}`;
        }),
        "{ ",
        " }",
      );
  }
}

function isWideObject(code: Code): boolean {
  return code.kind === "object" && code.entries.length > 1;
}

function wrap(parts: readonly (string | undefined)[], open: string, close: string): string | undefined {
  return parts.includes(undefined) ? undefined : `${open}${parts.join(", ")}${close}`;
}
