import type { Correction } from "../contracts/request.js";
import { originOf } from "./corrections.js";
import { isRefusal, planNodes, refusedKinds, settingsOf, type PlanNode } from "./planNodes.js";
import { plainValue, pointerOf, type DocumentNode, type ListNode, type MapNode } from "./reading/documentNode.js";
import { findingAt, type Finding } from "./reading/finding.js";
import { named } from "./reading/quoted.js";
import type { Kinds } from "./schemas/inputSchemas.js";

/** A request with its overlays applied. */
export interface Overlaid {
  readonly root: MapNode;
  readonly corrections: readonly Correction[];
  readonly findings: readonly Finding[];
  /** Every value that an overlay set, and the one it replaced; `undefined` where nothing said anything. */
  readonly replaced: ReadonlyMap<DocumentNode, DocumentNode | undefined>;
  /** Kinds that nothing is wanted of, and where that is said. */
  readonly refused: ReadonlyMap<string, DocumentNode>;
}

/**
 * Applies overlays to a request in canonical spelling, in their order: of two values for one thing the later wins.
 * `tags` and `replication` are merged by member, `infra_plan` by kind and setting, everything else as a whole.
 * The result depends on nothing but the request and that order, and every value that changed is on record.
 */
export function applyOverlays(base: MapNode, overlays: readonly MapNode[], kinds: Kinds): Overlaid {
  const refused = refusedKinds([base, ...overlays].map(({ members }) => members.get("infra_plan")));
  if (overlays.length === 0) return { root: base, corrections: [], findings: [], replaced: new Map(), refused };
  const notes: Notes = { corrections: [], findings: [], replaced: new Map() };
  let root = base;
  for (const overlay of overlays) {
    const members = new Map(root.members);
    for (const [key, node] of overlay.members) {
      if (key === "environment") continue;
      members.set(
        key,
        key === "infra_plan"
          ? changedPlan(members.get(key), node, kinds, notes)
          : over(members.get(key), node, key, notes),
      );
    }
    root = { kind: "map", at: root.at, members };
  }
  return { root, ...notes, refused };
}

interface Notes {
  readonly corrections: Correction[];
  readonly findings: Finding[];
  readonly replaced: Map<DocumentNode, DocumentNode | undefined>;
}

/** One value over another; objects are merged by member. */
function over(base: DocumentNode | undefined, node: DocumentNode, field: string, notes: Notes): DocumentNode {
  if (node.kind !== "map") return replace(base, node, field, notes);
  const members = new Map(base?.kind === "map" ? base.members : []);
  for (const [key, member] of node.members)
    members.set(key, replace(members.get(key), member, `${field}.${key}`, notes));
  return { kind: "map", at: (base ?? node).at, members };
}

function replace(base: DocumentNode | undefined, node: DocumentNode, field: string, notes: Notes): DocumentNode {
  const [before, after] = [base && plainValue(base), plainValue(node)];
  if (base && JSON.stringify(before) === JSON.stringify(after)) return base;
  notes.replaced.set(node, base);
  if (base) notes.corrections.push(correction(field, node, { before, after }));
  return node;
}

/** A plan with the changes of an overlay, as a list. */
function changedPlan(plan: DocumentNode | undefined, changes: DocumentNode, kinds: Kinds, notes: Notes): ListNode {
  let entries = [...planNodes(plan, kinds)];
  for (const [kind, node] of changes.kind === "map" ? changes.members : []) {
    const own = entries.filter((entry) => entry.kind === kind);
    if (isRefusal(node)) {
      if (own.length > 0)
        notes.corrections.push(correction(`infra_plan.${kind}`, node, { before: true, after: false }));
      entries = entries.filter((entry) => entry.kind !== kind);
    } else if (own.length > 1) {
      notes.findings.push(ambiguous(kind, node, own));
    } else {
      const [entry] = own;
      const changed = changedEntry(kind, entry, node, kinds, notes);
      entries = entry ? entries.map((each) => (each === entry ? changed : each)) : [...entries, changed];
    }
  }
  const items = entries.map(({ kind, node, settings }): MapNode => {
    const type = { kind: "scalar", at: node.at, value: kind, text: kind } as const;
    const item: MapNode = { kind: "map", at: node.at, members: new Map([["type", type], ...settings]) };
    if (notes.replaced.has(node)) notes.replaced.set(item, undefined);
    return item;
  });
  return { kind: "list", at: (plan ?? changes).at, items };
}

function changedEntry(
  kind: string,
  entry: PlanNode | undefined,
  change: DocumentNode,
  kinds: Kinds,
  notes: Notes,
): PlanNode {
  const settings = new Map(entry?.settings);
  for (const [name, node] of settingsOf(kind, change, kinds))
    settings.set(name, replace(settings.get(name), node, `infra_plan.${kind}.${name}`, notes));
  if (!entry) {
    notes.replaced.set(change, undefined);
    notes.corrections.push(correction(`infra_plan.${kind}`, change, { after: true }));
  }
  return { kind, node: entry?.node ?? change, settings };
}

function ambiguous(kind: string, node: DocumentNode, entries: readonly PlanNode[]): Finding {
  return findingAt(node.at, {
    rule: "ambiguous-overlay",
    detail: `The overlay changes ${named(kind)}, of which the plan has ${entries.length} (${entries.map((entry) => pointerOf(entry.node.at)).join(", ")}).`,
    remedy: "Say it in the plan, where each has its own entry.",
  });
}

function correction(
  field: string,
  node: DocumentNode,
  { before, after }: { readonly before?: unknown; readonly after: unknown },
): Correction {
  return {
    action: "AppliedOverlay",
    field,
    ...(before !== undefined && { valueBefore: before }),
    valueApplied: after,
    reason:
      before === undefined ? "The overlay adds it." : "The overlay of the environment wins over what else is said.",
    ...originOf(node),
  };
}
