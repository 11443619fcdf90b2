import {
  nodeAt,
  pathOf,
  type DocumentNode,
  type ListNode,
  type MapNode,
  type Place,
  type ScalarNode,
} from "./documentNode.js";
import type { Source } from "./source.js";
import { lookup } from "../../lookup.js";

/** A node over a plain value, which finds out where the value stands when it is first asked. */
export type PlainNode = PlainScalar | PlainList | PlainMap;

/** A text that was read without noting where its values stand. */
interface PlainText {
  readonly source: Source;
  /** Reads the text again, this time noting every place; costs several times the first reading, and happens once. */
  readonly positioned: () => DocumentNode;
}

/** The document as nodes over what `JSON.parse` made of it. Nothing is built that nobody looks at. */
export function plainNode(value: unknown, { source, positioned }: PlainText): PlainNode {
  let found: DocumentNode | undefined;
  return nodeOf(value, new PlainPlace({ source, positioned: () => (found ??= positioned()) }));
}

/** The same node with its place and its text noted, for nodes that were read without. */
export function positionedNode(node: DocumentNode): DocumentNode {
  return isPlain(node) ? node.at.found() : node;
}

export function isPlain(node: DocumentNode): node is PlainNode {
  return node instanceof PlainScalar || node instanceof PlainList || node instanceof PlainMap;
}

class PlainScalar implements ScalarNode {
  readonly kind = "scalar";
  readonly at: PlainPlace;
  readonly value: ScalarNode["value"];

  constructor(value: ScalarNode["value"], at: PlainPlace) {
    this.at = at;
    this.value = value;
  }

  get text(): string {
    if (typeof this.value === "string") return this.value;
    const found = this.at.found();
    return found.kind === "scalar" ? found.text : "";
  }
}

class PlainList implements ListNode {
  readonly kind = "list";
  readonly at: PlainPlace;
  readonly value: readonly unknown[];
  private nodes: readonly PlainNode[] | undefined;

  constructor(value: readonly unknown[], at: PlainPlace) {
    this.at = at;
    this.value = value;
  }

  get items(): readonly PlainNode[] {
    return (this.nodes ??= this.value.map((item, index) => nodeOf(item, this.at.below(index))));
  }
}

class PlainMap implements MapNode {
  readonly kind = "map";
  readonly at: PlainPlace;
  readonly value: Readonly<Record<string, unknown>>;
  private nodes: PlainMembers | undefined;

  constructor(value: Readonly<Record<string, unknown>>, at: PlainPlace) {
    this.at = at;
    this.value = value;
  }

  get members(): ReadonlyMap<string, PlainNode> {
    return (this.nodes ??= new PlainMembers(this.value, this.at));
  }
}

/** The members of an object, each a node once somebody asks for it: most rules look at one or two of many. */
class PlainMembers implements ReadonlyMap<string, PlainNode> {
  private readonly value: Readonly<Record<string, unknown>>;
  private readonly at: PlainPlace;
  private readonly known = new Map<string, PlainNode>();

  constructor(value: Readonly<Record<string, unknown>>, at: PlainPlace) {
    this.value = value;
    this.at = at;
  }

  get size(): number {
    return Object.keys(this.value).length;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.value, key);
  }

  get(key: string): PlainNode | undefined {
    return this.known.get(key) ?? (this.has(key) ? this.made(key) : undefined);
  }

  private made(key: string): PlainNode {
    const node = nodeOf(lookup(this.value, key), this.at.below(key));
    this.known.set(key, node);
    return node;
  }

  /** All of them, in the order written. */
  private all(): ReadonlyMap<string, PlainNode> {
    return new Map(Object.keys(this.value).map((key) => [key, this.known.get(key) ?? this.made(key)]));
  }

  keys(): MapIterator<string> {
    return this.all().keys();
  }

  values(): MapIterator<PlainNode> {
    return this.all().values();
  }

  entries(): MapIterator<[string, PlainNode]> {
    return this.all().entries();
  }

  forEach(visit: (node: PlainNode, key: string, members: ReadonlyMap<string, PlainNode>) => void): void {
    this.all().forEach(visit);
  }

  [Symbol.iterator](): MapIterator<[string, PlainNode]> {
    return this.entries();
  }
}

function nodeOf(value: unknown, at: PlainPlace): PlainNode {
  if (Array.isArray(value)) return new PlainList(value, at);
  if (typeof value === "object" && value !== null) return new PlainMap(value as Readonly<Record<string, unknown>>, at);
  return new PlainScalar(value as ScalarNode["value"], at);
}

class PlainPlace implements Place {
  readonly source: Source;
  readonly up?: PlainPlace;
  readonly key?: string | number;
  private readonly text: PlainText;

  constructor(text: PlainText, up?: PlainPlace, key?: string | number) {
    this.source = text.source;
    this.text = text;
    if (up) this.up = up;
    if (key !== undefined) this.key = key;
  }

  get offset(): number {
    return this.found().at.offset;
  }

  get keyOffset(): number | undefined {
    return this.found().at.keyOffset;
  }

  below(key: string | number): PlainPlace {
    return new PlainPlace(this.text, this, key);
  }

  /** What stands here, by the reader that notes places. */
  found(): DocumentNode {
    const path = pathOf(this);
    const node = nodeAt(this.text.positioned(), path);
    if (!node) throw new Error(`two readings of one text disagree at depth ${path.length}`);
    return node;
  }
}
