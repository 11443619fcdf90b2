import type { Json } from "../values/json.js";
import type { ItemView, ResourceView } from "./resourceView.js";

/** Computes one output; nothing means that Azure leaves the property out. */
export type OutputOf = (resource: ResourceView, item: ItemView) => Json | undefined;

/** One value: a constant (a default, for when the inputs do not say) or a function of the resource. */
export type Leaf = string | number | boolean | readonly Json[] | OutputOf;

/** What Azure adds to a resource, by property. What the inputs say always wins. */
export interface OutputTree {
  readonly [property: string]: Leaf | OutputTree | WhenGiven | Each;
}

/** Rules that apply only where the inputs have the object. */
export class WhenGiven {
  readonly tree: OutputTree;
  constructor(tree: OutputTree) {
    this.tree = tree;
  }
}

/** Rules for every object in a given list or map. */
export class Each {
  readonly tree: OutputTree;
  constructor(tree: OutputTree) {
    this.tree = tree;
  }
}

export function whenGiven(tree: OutputTree): WhenGiven {
  return new WhenGiven(tree);
}

export function each(tree: OutputTree): Each {
  return new Each(tree);
}

/** A property that Azure knows but that this simulation never fills: unknown in a preview, absent afterwards. */
export const leftOut: OutputOf = () => undefined;

export function isLeaf(rule: OutputTree[string]): rule is Leaf {
  return typeof rule !== "object" || Array.isArray(rule);
}
