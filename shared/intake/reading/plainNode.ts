import {
  childOf,
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
  return nodeOf(value, { source, positioned: () => (found ??= positioned()) });
}

/** The same node with its place and its text noted, for nodes that were read without. */
export function positionedNode(node: DocumentNode): DocumentNode {
  return isPlain(node) ? node.at.found() : node;
}

export function isPlain(node: DocumentNode): node is PlainNode {
  return node instanceof PlainValue;
}

/** What all of them share: a node knows what it lies in, and becomes a place when somebody asks where it stands. */
abstract class PlainValue {
  private readonly document: PlainText;
  private readonly up: PlainValue | undefined;
  private readonly key: string | number | undefined;
  private place: PlainPlace | undefined;

  constructor(document: PlainText, up?: PlainValue, key?: string | number) {
    this.document = document;
    this.up = up;
    this.key = key;
  }

  get at(): PlainPlace {
    return (this.place ??= new PlainPlace(this.document, this.up?.at, this.key));
  }

  protected below(value: unknown, key: string | number): PlainNode {
    return nodeOf(value, this.document, this, key);
  }
}

class PlainScalar extends PlainValue implements ScalarNode {
  readonly kind = "scalar";
  readonly value: ScalarNode["value"];

  constructor(value: ScalarNode["value"], document: PlainText, up?: PlainValue, key?: string | number) {
    super(document, up, key);
    this.value = value;
  }

  get text(): string {
    if (typeof this.value === "string") return this.value;
    const found = this.at.found();
    return found.kind === "scalar" ? found.text : "";
  }
}

class PlainList extends PlainValue implements ListNode {
  readonly kind = "list";
  readonly value: readonly unknown[];
  private nodes: readonly PlainNode[] | undefined;

  constructor(value: readonly unknown[], document: PlainText, up?: PlainValue, key?: string | number) {
    super(document, up, key);
    this.value = value;
  }

  get items(): readonly PlainNode[] {
    return (this.nodes ??= this.value.map((item, index) => this.below(item, index)));
  }
}

/** An object is its own members, each a node once somebody asks for it: most rules look at one or two of many. */
class PlainMap extends PlainValue implements MapNode, ReadonlyMap<string, PlainNode> {
  readonly kind = "map";
  readonly value: Readonly<Record<string, unknown>>;
  private nodes: Map<string, PlainNode> | undefined;

  constructor(value: Readonly<Record<string, unknown>>, document: PlainText, up?: PlainValue, key?: string | number) {
    super(document, up, key);
    this.value = value;
  }

  get members(): ReadonlyMap<string, PlainNode> {
    return this;
  }

  get size(): number {
    return Object.keys(this.value).length;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.value, key);
  }

  get(key: string): PlainNode | undefined {
    return this.nodes?.get(key) ?? (this.has(key) ? this.made(key) : undefined);
  }

  private made(key: string): PlainNode {
    const node = this.below(lookup(this.value, key), key);
    (this.nodes ??= new Map()).set(key, node);
    return node;
  }

  /** All of them, in the order written. */
  private all(): ReadonlyMap<string, PlainNode> {
    return new Map(Object.keys(this.value).map((key) => [key, this.nodes?.get(key) ?? this.made(key)]));
  }

  keys(): MapIterator<string> {
    return Object.keys(this.value).values();
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

function nodeOf(value: unknown, document: PlainText, up?: PlainValue, key?: string | number): PlainNode {
  if (Array.isArray(value)) return new PlainList(value, document, up, key);
  if (typeof value === "object" && value !== null)
    return new PlainMap(value as Readonly<Record<string, unknown>>, document, up, key);
  return new PlainScalar(value as ScalarNode["value"], document, up, key);
}

class PlainPlace implements Place {
  readonly source: Source;
  readonly up?: PlainPlace;
  readonly key?: string | number;
  private readonly text: PlainText;
  private here: DocumentNode | undefined;

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

  /** What stands here, by the reader that notes places. */
  found(): DocumentNode {
    return (this.here ??= this.sought());
  }

  private sought(): DocumentNode {
    if (!this.up || this.key === undefined) return this.text.positioned();
    const node = childOf(this.up.found(), this.key);
    if (!node) throw new Error(`two readings of one text disagree at depth ${pathOf(this).length}`);
    return node;
  }
}
