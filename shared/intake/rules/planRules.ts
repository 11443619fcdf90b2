import { type DocumentNode, childOf, nodeAt, pointerOf, textAt, type MapNode } from "../reading/documentNode.js";
import { findingAt, type Finding } from "../reading/finding.js";
import { fieldName, named } from "../reading/quoted.js";
import type { KindKnowledge } from "../../contracts/kinds.js";
import type { IntakeContext } from "../intakeContext.js";
import { impliedComponent } from "./componentRules.js";
import { settingOf, type PlanNode } from "../planNodes.js";
import type { Rule } from "./rule.js";
import { lookup } from "../../lookup.js";

/** A plan asks for something, and for no more than a stack and the constraints allow. */
export const planRules: Rule = (draft, context) => {
  const { root, entries, byKind } = draft;
  const { kinds } = context;
  const plan = childOf(root, "infra_plan");
  const quotas = childOf(root, "resource_constraints", "quotas");
  const clusters = byKind.get("aks") ?? [];
  const findings = [
    plan || isSuppliedPlan(root, context)
      ? undefined
      : draft.missing("infra_plan", "Add what to provision, at least one resource. For example: keyvault: true."),
    emptyPlan(plan, entries),
    tooManyTogether(root, entries),
    ...tooManyNodes(clusters, childOf(quotas, "max_nodes_per_cluster")),
    tooManyClusters(clusters, childOf(quotas, "max_aks_clusters")),
  ];
  for (const [kind, own] of byKind) {
    findings.push(tooManyOfKind(own, lookup(kinds, kind)));
    if (single.has(kind) && own.length > 1) findings.push(...moreThanOne(kind, own));
  }
  return findings;
};

/** Kinds of which a stack has one. */
const single: ReadonlySet<string> = new Set(["keyvault", "monitoring"]);

/**
 * Whether the request's blueprint supplies the plan that it leaves out.
 * Source: specification section 9 (a plan is never guessed, unless a blueprint or a rule expands it).
 */
export function isSuppliedPlan(root: DocumentNode, { hasPlanOf }: IntakeContext): boolean {
  const [trace, blueprintId] = [textAt(root, "trace_id"), textAt(root, "blueprint_id")];
  const component = textAt(root, "component") ?? impliedComponent(trace, blueprintId) ?? "";
  return blueprintId !== undefined && hasPlanOf?.({ blueprintId, component }) === true;
}

function emptyPlan(plan: DocumentNode | undefined, entries: readonly PlanNode[]): Finding | undefined {
  const resources = childOf(plan, "resources") ?? plan;
  if (!resources || resources.kind === "scalar" || entries.length > 0) return undefined;
  return findingAt(resources.at, {
    rule: "empty-plan",
    detail: "The infrastructure plan asks for nothing.",
    remedy: "Name at least one resource. For example: keyvault: true.",
  });
}

/** Most entries of a plan; each name and zone that a DNS document adds is one. */
const maxEntries = 2000;

/** A plan that is as long as may be, and names beside it. What says more than this itself is refused by its schema. */
function tooManyTogether(root: MapNode, entries: readonly PlanNode[]): Finding | undefined {
  if (!root.members.has("dns_domain_map") && !root.members.has("dns_map_override")) return undefined;
  const lists = [
    ["dns_domain_map", "records"],
    ["dns_domain_map", "zones"],
    ["dns_map_override", "records"],
  ].map((path) => nodeAt(root, path));
  const more = lists.reduce((sum, list) => sum + (list?.kind === "list" ? list.items.length : 0), 0);
  const first = lists.find((list) => list !== undefined);
  if (!first || entries.length > maxEntries || entries.length + more <= maxEntries) return undefined;
  return findingAt(first.at, {
    rule: "too-many-items",
    detail: `The plan has ${entries.length} entries, and ${more} names and zones come to it here; together at most ${maxEntries} are allowed.`,
    remedy: "Split it into several requests.",
  });
}

function tooManyNodes(clusters: readonly PlanNode[], limit: DocumentNode | undefined): (Finding | undefined)[] {
  if (!limit) return [];
  const allowed = numberOf(limit);
  return clusters.map((cluster) => {
    const count = settingOf(cluster, "node_count");
    const nodes = numberOf(count);
    if (!count || nodes === undefined || allowed === undefined || nodes <= allowed) return undefined;
    return findingAt(count.at, {
      rule: "quota-exceeded",
      detail: `${named(fieldName(count.at))} is ${nodes}; the constraints allow ${allowed} nodes per cluster (${pointerOf(limit.at)}).`,
      remedy: `Write at most ${allowed}, or have the constraint raised.`,
    });
  });
}

function tooManyClusters(clusters: readonly PlanNode[], limit: DocumentNode | undefined): Finding | undefined {
  if (!limit) return undefined;
  const allowed = numberOf(limit);
  const surplus = allowed === undefined ? undefined : clusters[allowed];
  if (!surplus) return undefined;
  return findingAt(surplus.node.at, {
    rule: "quota-exceeded",
    detail: `The plan asks for ${clusters.length} clusters; the constraints allow ${String(allowed)} (${pointerOf(limit.at)}).`,
    remedy: "Remove this one, or have the constraint raised.",
  });
}

/** Everything of a stack goes into one vault, and is watched in one place. */
function moreThanOne(kind: string, [first, ...others]: readonly PlanNode[]): Finding[] {
  return others.map(({ node }) =>
    findingAt(node.at, {
      rule: "duplicate-entry",
      detail: `The plan asks for ${kind} a second time; it does so at ${first ? pointerOf(first.node.at) : ""} already, and a stack has one.`,
      remedy: "Merge the two, or plan one of them in a stack of its own.",
    }),
  );
}

function tooManyOfKind(own: readonly PlanNode[], knowledge: KindKnowledge | undefined): Finding | undefined {
  const surplus = knowledge && own[knowledge.maxPerStack];
  if (!surplus) return undefined;
  const { title, maxPerStack } = knowledge;
  return findingAt(surplus.node.at, {
    rule: "too-many-of-kind",
    detail: `This is ${title} too many: the plan asks for ${own.length}, a stack has at most ${maxPerStack}.`,
    remedy: "Remove it, or plan it in a stack of its own.",
  });
}

function numberOf(node: DocumentNode | undefined): number | undefined {
  return node?.kind === "scalar" && typeof node.value === "number" ? node.value : undefined;
}
