import { childOf, plainAt, plainValue, type DocumentNode, type ListNode } from "./reading/documentNode.js";
import type { Kinds } from "./schemas/inputSchemas.js";
import { lookup } from "../lookup.js";

/** What a plan asks for in one entry, as it was written. */
export interface PlanNode {
  readonly kind: string;
  readonly node: DocumentNode;
  /** What it sets, by the setting's name in a document, whichever form the entry has. */
  readonly settings: ReadonlyMap<string, DocumentNode>;
}

/** Settings that a plain value sets (`storage: standard`), of the kinds with code of their own. */
const plainSettings: Readonly<Record<string, string>> = { keyvault: "policy", storage: "tier", dns: "fqdn" };

/** The entries of a plan in the order in which they were written, whichever of its forms it has. `false` asks for nothing. */
export function planNodes(plan: DocumentNode | undefined, kinds: Kinds): readonly PlanNode[] {
  if (plan?.kind === "list") return (plan.value ?? plan.items).map((_, index) => new ListedNode(plan, index));
  if (plan?.kind !== "map") return [];
  const resources = plan.members.get("resources");
  if (resources) return planNodes(resources, kinds);
  return [...plan.members]
    .filter(([, node]) => !isRefusal(node))
    .map(([kind, node]) => ({ kind, node, settings: settingsOf(kind, node, kinds) }));
}

/** One setting of an entry; those of an item of a list need not be gathered for it. */
export function settingOf(entry: PlanNode, name: string): DocumentNode | undefined {
  return entry instanceof ListedNode ? entry.setting(name) : entry.settings.get(name);
}

/** The plain value of one setting of an entry. Costs less than its node. */
export function plainSetting(entry: PlanNode, name: string): unknown {
  if (entry instanceof ListedNode) return name === "type" ? undefined : entry.plain(name);
  const node = entry.settings.get(name);
  return node && plainValue(node);
}

/** An item of a list with its `type`; its node is made and what it sets is gathered when somebody asks, which few do. */
class ListedNode implements PlanNode {
  readonly kind: string;
  private readonly list: ListNode;
  private readonly index: number;
  private found: ReadonlyMap<string, DocumentNode> | undefined;

  constructor(list: ListNode, index: number) {
    this.list = list;
    this.index = index;
    const kind = this.plain("type");
    this.kind = typeof kind === "string" ? kind : "";
  }

  get node(): DocumentNode {
    const node = this.list.items[this.index];
    if (!node) throw new Error(`the plan has no item ${this.index}`);
    return node;
  }

  plain(name: string): unknown {
    if (!this.list.value) return plainAt(this.node, name);
    const item = this.list.value[this.index];
    return typeof item === "object" && item !== null
      ? lookup(item as Readonly<Record<string, unknown>>, name)
      : undefined;
  }

  get settings(): ReadonlyMap<string, DocumentNode> {
    return (this.found ??= this.gathered());
  }

  setting(name: string): DocumentNode | undefined {
    return name === "type" ? undefined : childOf(this.node, name);
  }

  private gathered(): ReadonlyMap<string, DocumentNode> {
    const settings = new Map(this.node.kind === "map" ? this.node.members : []);
    settings.delete("type");
    return settings;
  }
}

/** What a member of a map of kinds sets: `true` sets nothing, a plain value one setting, an object any. */
export function settingsOf(kind: string, node: DocumentNode, kinds: Kinds): ReadonlyMap<string, DocumentNode> {
  if (node.kind === "map") return node.members;
  if (node.kind === "scalar" && typeof node.value === "boolean") return new Map();
  const plain = lookup(kinds, kind)?.plainSetting ?? lookup(plainSettings, kind);
  return new Map(plain === undefined ? [] : [[plain, node]]);
}

/** Kinds that the last of these plans which speaks of them wants nothing of, and where it says so. */
export function refusedKinds(plans: readonly (DocumentNode | undefined)[]): ReadonlyMap<string, DocumentNode> {
  const refused = new Map<string, DocumentNode>();
  for (const plan of plans) {
    if (plan?.kind !== "map") continue;
    for (const [kind, node] of plan.members)
      if (isRefusal(node)) refused.set(kind, node);
      else refused.delete(kind);
  }
  return refused;
}

/** Whether a member of a map of kinds says that nothing of the kind is wanted. */
export function isRefusal(node: DocumentNode): boolean {
  return node.kind === "scalar" && node.value === false;
}
