import { pathOf, type DocumentNode, type Place } from "./documentNode.js";

const maxEchoLength = 64;

/** Characters that JSON leaves bare and a terminal, a log or an eye may be fooled by: controls, zero-width, direction marks. */
const invisible = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A text of the caller, safe to repeat in an answer: in quotes, at most 64 characters, nothing invisible. */
export function quoted(text: string): string {
  const isCut = text.length > maxEchoLength;
  return JSON.stringify(isCut ? `${text.slice(0, maxEchoLength)}…` : text).replace(
    invisible,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A name of the caller in running text: bare where it is harmless, quoted where it is not. */
export function named(name: string): string {
  return /^[\w.[\]-]{1,96}$/.test(name) ? `\`${name}\`` : quoted(name);
}

/** The dotted name of a place, as people speak of it: `secrets[0].vault_ref`. */
export function fieldName(place: Place): string {
  return dotted(pathOf(place));
}

/** A path in dots and brackets. */
export function dotted(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (name, key) => (typeof key === "number" ? `${name}[${key}]` : name === "" ? key : `${name}.${key}`),
    "",
  );
}

/** What stands at a node, for a message. A secret's value is never repeated. */
export function described(node: DocumentNode, isSecret = false): string {
  if (node.kind === "list") return "a list";
  if (node.kind === "map") return "an object";
  if (node.value === null) return "empty";
  if (typeof node.value === "boolean") return String(node.value);
  const what = typeof node.value === "number" ? "number" : "text";
  if (isSecret) return `a ${what}`;
  return typeof node.value === "number"
    ? `the number ${node.text.slice(0, maxEchoLength)}`
    : `the text ${quoted(node.value)}`;
}

/** Alternatives in running text: `text`, `text or a list`, `text, a list or an object`. */
export function listed(alternatives: readonly string[]): string {
  const last = alternatives.at(-1) ?? "";
  return alternatives.length < 2 ? last : `${alternatives.slice(0, -1).join(", ")} or ${last}`;
}
