import { childOf, pointerOf, textOf, type DocumentNode } from "../reading/documentNode.js";
import { findingAt } from "../reading/finding.js";
import { named } from "../reading/quoted.js";
import type { Rule } from "./rule.js";

/** Each environment has one overlay at most: two would have no order. */
export const overlayRules: Rule = ({ root }) => {
  const overlays = childOf(root, "overlays");
  if (overlays?.kind !== "list") return [];
  const first = new Map<string, DocumentNode>();
  return overlays.items.map((overlay) => {
    const node = childOf(overlay, "environment");
    const environment = textOf(node);
    if (!node || environment === undefined) return undefined;
    const other = first.get(environment);
    if (!other) first.set(environment, overlay);
    return (
      other &&
      findingAt(node.at, {
        rule: "contradiction",
        detail: `There is an overlay for ${named(environment)} already (${pointerOf(other.at)}).`,
        remedy: "Put both into one overlay.",
      })
    );
  });
};
