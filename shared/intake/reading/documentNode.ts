import type { Source } from "./source.js";
import { lookup } from "../../lookup.js";

/** Where a value stands: a chain of keys up to the root of its source. Nodes keep their place when they are moved or renamed. */
export interface Place {
  readonly source: Source;
  readonly up?: Place;
  /** Key or index in the parent as it was written; absent at the root. */
  readonly key?: string | number;
  /** Offset of the value in the source's text. */
  readonly offset: number;
  /** Offset of the key, for members of an object. */
  readonly keyOffset?: number | undefined;
}

export interface ScalarNode {
  readonly kind: "scalar";
  readonly at: Place;
  readonly value: string | number | boolean | null;
  /** The value as it was written: `1.30`, where the value is 1.3. */
  readonly text: string;
}

export interface ListNode {
  readonly kind: "list";
  readonly at: Place;
  readonly items: readonly DocumentNode[];
  /** All of it as a plain value, for lists that were read as one. */
  readonly value?: readonly unknown[];
}

export interface MapNode {
  readonly kind: "map";
  readonly at: Place;
  /** In the order written. Keys come from the caller, so they live in a Map and never name a prototype. */
  readonly members: ReadonlyMap<string, DocumentNode>;
  /** All of it as a plain value, for objects that were read as one. */
  readonly value?: Readonly<Record<string, unknown>>;
}

/** A document as it was written, whichever format it came in: values with their places and their text. */
export type DocumentNode = ScalarNode | ListNode | MapNode;

/** The plain value of a node, as `JSON.parse` would give it. */
export function plainValue(node: DocumentNode): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plainValue);
    case "map":
      return plainObject(node);
  }
}

/** Keys that name a prototype are refused by every reader, so that plain assignment is safe here. */
function plainObject({ members }: MapNode): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [key, member] of members) object[key] = plainValue(member);
  return object;
}

/** The node below a node, or `undefined` where there is none. */
export function childOf(
  node: DocumentNode | undefined,
  key: string | number,
  ...further: readonly (string | number)[]
): DocumentNode | undefined {
  let found = memberOf(node, key);
  for (const next of further) found = memberOf(found, next);
  return found;
}

function memberOf(node: DocumentNode | undefined, key: string | number): DocumentNode | undefined {
  if (node?.kind === "map") return node.members.get(typeof key === "string" ? key : String(key));
  return node?.kind === "list" && typeof key === "number" ? node.items[key] : undefined;
}

/** The plain value of a node's member, `undefined` where there is none. Costs less than the member's node. */
export function plainAt(node: DocumentNode | undefined, key: string): unknown {
  if (node?.kind === "map" && node.value) return lookup(node.value, key);
  const member = memberOf(node, key);
  return member && plainValue(member);
}

/** The text of a node's member, or `undefined` where there is none or it is something else. */
export function textAt(node: DocumentNode | undefined, key: string): string | undefined {
  const text = plainAt(node, key);
  return typeof text === "string" ? text : undefined;
}

/** The node at a path of keys and indexes below a node. */
export function nodeAt(node: DocumentNode, path: readonly (string | number)[]): DocumentNode | undefined {
  return path.reduce<DocumentNode | undefined>(memberOf, node);
}

/** The text of a scalar that is text, or `undefined` for everything else. */
export function textOf(node: DocumentNode | undefined): string | undefined {
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

/** Keys and indexes from the root down to a place. */
export function pathOf(place: Place): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at; at = at.up) if (at.key !== undefined) path.push(at.key);
  return path.reverse();
}

/**
 * JSON Pointer of a place as a URI fragment.
 * Source: https://www.rfc-editor.org/rfc/rfc6901 (section 6)
 */
export function pointerOf(place: Place): string {
  let pointer = "#";
  for (const key of pathOf(place)) pointer += `/${pointerSegment(key)}`;
  return pointer;
}

function pointerSegment(key: string | number): string {
  if (typeof key === "number" || /^[\w.-]*$/.test(key)) return String(key);
  return encodeURI(key.replaceAll("~", "~0").replaceAll("/", "~1")).replaceAll("#", "%23");
}
