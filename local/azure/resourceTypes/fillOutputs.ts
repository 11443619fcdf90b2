import { isObject, type Json, type JsonObject } from "../values/json.js";
import { isUnknown } from "../values/unknowns.js";
import { Each, isLeaf, WhenGiven, type Leaf, type OutputTree } from "./outputRules.js";
import { knownAt, type ItemView } from "./resourceView.js";

/** Decides what one rule yields; nothing leaves the property out. */
export type Settle = (leaf: Leaf, item: ItemView) => Json | undefined;

/** The given properties, completed by the rules of the tree; what is given is kept as it is. */
export function fillOutputs(tree: OutputTree, given: JsonObject, settle: Settle, item: ItemView = noItem): JsonObject {
  const result: JsonObject = { ...given };
  for (const [property, rule] of Object.entries(tree)) {
    const filled = fillProperty(rule, given[property], settle, item);
    if (filled !== undefined) result[property] = filled;
  }
  return result;
}

function fillProperty(
  rule: OutputTree[string],
  given: Json | undefined,
  settle: Settle,
  item: ItemView,
): Json | undefined {
  if (isLeaf(rule)) return given ?? settle(rule, item);
  if (isUnknown(given)) return given;
  if (rule instanceof WhenGiven) return isObject(given) ? fillOutputs(rule.tree, given, settle, item) : given;
  if (rule instanceof Each) return fillItems(rule.tree, given, settle);
  if (given !== undefined && !isObject(given)) return given;
  const filled = fillOutputs(rule, given ?? {}, settle, item);
  return given === undefined && Object.keys(filled).length === 0 ? undefined : filled;
}

function fillItems(tree: OutputTree, given: Json | undefined, settle: Settle): Json | undefined {
  const fill = (value: Json, key: string | number): Json =>
    isObject(value) ? fillOutputs(tree, value, settle, itemView(value, key)) : value;
  if (Array.isArray(given)) return given.map(fill);
  if (!isObject(given)) return given;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, fill(value, key)]));
}

function itemView(value: JsonObject, key: string | number): ItemView {
  return { key, at: (path) => knownAt(value, path) };
}

const noItem: ItemView = { key: "", at: () => undefined };
