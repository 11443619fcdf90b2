/**
 * A text of the engine as a person should read it: without colour marks, without JavaScript stack frames, and without
 * the property values that a plan violation quotes (planned secrets among them, in clear).
 */
export function cleanText(text: string): string {
  return text
    .replace(/<\{%.*?%\}>/g, "")
    .replace(/(properties changed: [^[\n]*)\[.*/s, "$1(values withheld)")
    .split("\n")
    .filter((line) => !/^\s+at .+/.test(line))
    .join("\n")
    .trim();
}
