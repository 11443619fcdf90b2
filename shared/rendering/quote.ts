/**
 * A string as a TypeScript literal: printable ASCII, whatever it holds. Quotes and `<` are escaped by number, so that
 * no content can end the literal, open a tag, or make a formatter prefer other quotes.
 */
export function quoteTypeScript(text: string): string {
  if (!/["<\\]|[^\x20-\x7e]/.test(text)) return `"${text}"`;
  return `"${text.replace(/\\/g, "\\\\").replace(/["<]|[^\x20-\x7e]/g, escapedUnit)}"`;
}

/** Text of several lines as a TypeScript literal that reads as it does; besides line ends printable ASCII, as above. */
export function templateTypeScript(text: string): string {
  return `\`${text.replace(/[\\`$]/g, "\\$&").replace(/<|[^\n\x20-\x7e]/g, escapedUnit)}\``;
}

/**
 * A string as a double-quoted YAML scalar of one line. Text stays readable; what a YAML reader could take for
 * structure, and quotes, are escaped by number. The text must be well-formed Unicode.
 */
export function quoteYaml(text: string): string {
  if (!/["\\\u0085\u2028\u2029\ufeff]|\p{C}/u.test(text)) return `"${text}"`;
  return `"${text.replace(/\\/g, "\\\\").replace(/["\u0085\u2028\u2029\ufeff]|\p{C}/gu, escapedPoint)}"`;
}

/** A string in YAML as people write it: plain where every reader takes it for this very text, quoted elsewhere. */
export function yamlText(text: string): string {
  const isPlain = /^[A-Za-z](?:[\w .,/@()-]|:(?=\/))*$/.test(text) && /[^ ]$/.test(text);
  const meansSomethingElse = /^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text);
  return isPlain && !meansSomethingElse ? text : quoteYaml(text);
}

/** Text for a comment or a heading: one line of printable ASCII without marks that Markdown or HTML would read. */
export function plainText(text: string): string {
  if (!/[^\x20-\x7e]|[`<>|\\*]|^ | {2}| $/.test(text)) return text;
  return text
    .replace(/[^\x20-\x7e]|[`<>|\\*]/g, "?")
    .replace(/ {2,}/g, " ")
    .trim();
}

function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function escapedPoint(point: string): string {
  const code = point.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
