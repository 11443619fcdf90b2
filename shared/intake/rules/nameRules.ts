import { planNodes, type PlanNode } from "../planNodes.js";
import { childOf, pointerOf, textOf, type DocumentNode } from "../reading/documentNode.js";
import { findingAt, type Finding } from "../reading/finding.js";
import { fieldName, named, quoted } from "../reading/quoted.js";
import type { Rule } from "./rule.js";

/**
 * Lists of names that share one space: two of them are one resource. Without case, as Azure compares names there.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
const spaces: Readonly<Record<string, readonly (readonly string[])[]>> = {
  storage: [["containers"]],
  "service-bus": [["queues", "topics"]],
};

/** Lists whose items are no names: what they may hold twice is another rule's. */
const otherLists: ReadonlySet<string> = new Set(["address_space"]);

/** Nothing is named twice: no domain in the plan, and nothing that one entry lists. */
export const nameRules: Rule = ({ root }, { kinds }) => {
  const entries = planNodes(childOf(root, "infra_plan"), kinds);
  const domains = entries.flatMap(({ kind, settings }) => (kind === "dns" ? (settings.get("fqdn") ?? []) : []));
  return [...repeated(domains), ...entries.flatMap(repeatedIn)];
};

function repeatedIn(entry: PlanNode): (Finding | undefined)[] {
  if (entry.kind === "dns" || entry.node.kind === "scalar") return [];
  const lists = [...entry.settings].filter(([name, node]) => node.kind === "list" && !otherLists.has(name));
  if (lists.length === 0) return [];
  const together = spaces[entry.kind] ?? [];
  const alone = lists.map(([name]) => name).filter((name) => !together.some((names) => names.includes(name)));
  return [...together, ...alone.map((name) => [name])].flatMap((names) =>
    repeated(names.flatMap((name) => itemsOf(entry.settings.get(name)))),
  );
}

function itemsOf(node: DocumentNode | undefined): readonly DocumentNode[] {
  return node?.kind === "list" ? node.items : [];
}

function repeated(nodes: readonly DocumentNode[]): (Finding | undefined)[] {
  const first = new Map<string, DocumentNode>();
  return nodes.map((node) => {
    const name = textOf(node);
    if (name === undefined) return undefined;
    const other = first.get(name.toLowerCase());
    if (!other) first.set(name.toLowerCase(), node);
    return (
      other &&
      findingAt(node.at, {
        rule: "duplicate-name",
        detail: `${named(fieldName(node.at))}: ${quoted(name)} is asked for already at ${pointerOf(other.at)}.`,
        remedy: "Remove one of the two; case makes no difference.",
      })
    );
  });
}
