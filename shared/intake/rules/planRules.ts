import { childOf, pointerOf, textOf, type DocumentNode } from "../reading/documentNode.js";
import { findingAt, type Finding } from "../reading/finding.js";
import { fieldName, named, quoted } from "../reading/quoted.js";
import type { Rule } from "./rule.js";

/** A plan asks for something, for nothing twice, and for no more than the constraints allow. */
export const planRules: Rule = ({ root }) => {
  const plan = childOf(root, "infra_plan");
  const entries = planEntries(plan);
  const quotas = childOf(root, "resource_constraints", "quotas");
  return [
    emptyPlan(plan, entries),
    ...repeatedNames(entries),
    ...tooManyNodes(entries, childOf(quotas, "max_nodes_per_cluster")),
    tooManyClusters(entries, childOf(quotas, "max_aks_clusters")),
  ];
};

interface Entry {
  readonly kind: string;
  readonly node: DocumentNode;
}

/** What a plan asks for, whichever of its forms it has. `false` asks for nothing. */
function planEntries(plan: DocumentNode | undefined): readonly Entry[] {
  if (plan?.kind === "list") {
    return plan.items.map((node) => ({ kind: textOf(childOf(node, "type")) ?? "", node }));
  }
  if (plan?.kind !== "map") return [];
  const resources = plan.members.get("resources");
  if (resources) return planEntries(resources);
  return [...plan.members]
    .filter(([, node]) => !(node.kind === "scalar" && node.value === false))
    .map(([kind, node]) => ({ kind, node }));
}

function emptyPlan(plan: DocumentNode | undefined, entries: readonly Entry[]): Finding | undefined {
  const resources = childOf(plan, "resources") ?? plan;
  if (!resources || resources.kind === "scalar" || entries.length > 0) return undefined;
  return findingAt(resources.at, {
    rule: "empty-plan",
    detail: "The infrastructure plan asks for nothing.",
    remedy: "Name at least one resource. For example: keyvault: true.",
  });
}

function repeatedNames(entries: readonly Entry[]): (Finding | undefined)[] {
  const first = new Map<string, DocumentNode>();
  return entries.map(({ kind, node }) => {
    const fqdn = kind === "dns" ? (childOf(node, "fqdn") ?? node) : undefined;
    const name = textOf(fqdn);
    if (!fqdn || name === undefined) return undefined;
    const other = first.get(name);
    if (!other) first.set(name, fqdn);
    return (
      other &&
      findingAt(fqdn.at, {
        rule: "duplicate-name",
        detail: `${named(fieldName(fqdn.at))}: ${quoted(name)} is asked for already at ${pointerOf(other.at)}.`,
        remedy: "Remove one of the two.",
      })
    );
  });
}

function tooManyNodes(entries: readonly Entry[], limit: DocumentNode | undefined): (Finding | undefined)[] {
  const allowed = numberOf(limit);
  return entries.map(({ kind, node }) => {
    const count = kind === "aks" ? childOf(node, "node_count") : undefined;
    const nodes = numberOf(count);
    if (!limit || !count || nodes === undefined || allowed === undefined || nodes <= allowed) return undefined;
    return findingAt(count.at, {
      rule: "quota-exceeded",
      detail: `${named(fieldName(count.at))} is ${nodes}; the constraints allow ${allowed} nodes per cluster (${pointerOf(limit.at)}).`,
      remedy: `Write at most ${allowed}, or have the constraint raised.`,
    });
  });
}

function tooManyClusters(entries: readonly Entry[], limit: DocumentNode | undefined): Finding | undefined {
  const allowed = numberOf(limit);
  const clusters = entries.filter(({ kind }) => kind === "aks");
  const surplus = allowed === undefined ? undefined : clusters[allowed];
  if (!limit || !surplus) return undefined;
  return findingAt(surplus.node.at, {
    rule: "quota-exceeded",
    detail: `The plan asks for ${clusters.length} clusters; the constraints allow ${String(allowed)} (${pointerOf(limit.at)}).`,
    remedy: "Remove this one, or have the constraint raised.",
  });
}

function numberOf(node: DocumentNode | undefined): number | undefined {
  return node?.kind === "scalar" && typeof node.value === "number" ? node.value : undefined;
}
