import { plainSetting, settingOf, type PlanNode } from "../planNodes.js";
import type { KindKnowledge } from "../../contracts/kinds.js";
import { pointerOf, textOf, type DocumentNode } from "../reading/documentNode.js";
import { findingAt, type Finding } from "../reading/finding.js";
import { fieldName, named, quoted } from "../reading/quoted.js";
import type { Kinds } from "../schemas/inputSchemas.js";
import type { Rule } from "./rule.js";
import { standsTwice } from "./standsTwice.js";
import { lookup } from "../../lookup.js";

/** Lists of names of the kinds with code of their own. */
const fixedSpaces: Readonly<Record<string, readonly (readonly string[])[]>> = {
  aks: [["authorized_ip_ranges"]],
  storage: [["containers"]],
};

/**
 * Lists of names that share one space: two of them are one resource. Without case, as Azure compares names there.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
const sharedSpaces: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "service-bus": [["queues", "topics"]],
};

/** Lists whose items are no names: what they may hold twice is another rule's. */
const otherLists: ReadonlySet<string> = new Set(["address_space"]);

/** Nothing is named twice: no domain in the plan, and nothing that one entry lists. */
export const nameRules: Rule = ({ byKind }, { kinds }) => {
  const domains = byKind.get("dns") ?? [];
  const findings = standsTwice(domains.map((entry) => plainSetting(entry, "fqdn")))
    ? repeated(domains.flatMap((entry) => settingOf(entry, "fqdn") ?? []))
    : [];
  for (const [kind, entries] of byKind)
    for (const space of spacesOf(kind, kinds))
      for (const entry of entries)
        if (standsTwice(namesIn(entry, space)))
          findings.push(...repeated(space.flatMap((name) => itemsOf(settingOf(entry, name)))));
  return findings;
};

/** The plain values of the lists that share a space. */
function namesIn(entry: PlanNode, space: readonly string[]): readonly unknown[] {
  let found: readonly unknown[] = [];
  for (const list of space) {
    const names = plainSetting(entry, list);
    if (Array.isArray(names)) found = found.length === 0 ? names : [...found, ...(names as readonly unknown[])];
  }
  return found;
}

/** The lists of names of a kind, those together that share a space. */
function spacesOf(kind: string, kinds: Kinds): readonly (readonly string[])[] {
  return lookup(fixedSpaces, kind) ?? describedSpaces(kind, lookup(kinds, kind));
}

/** Knowledge never changes once it is loaded, so what lists names in it is found out once. */
const known = new WeakMap<KindKnowledge, readonly (readonly string[])[]>();

function describedSpaces(kind: string, knowledge: KindKnowledge | undefined): readonly (readonly string[])[] {
  if (!knowledge) return [];
  const found = known.get(knowledge);
  if (found) return found;
  const lists = Object.entries(knowledge.settings).flatMap(([name, { type }]) =>
    type === "texts" && !otherLists.has(name) ? [name] : [],
  );
  const shared = lookup(sharedSpaces, kind) ?? [];
  const alone = lists.filter((name) => !shared.some((names) => names.includes(name)));
  const spaces = [...shared, ...alone.map((name) => [name])];
  known.set(knowledge, spaces);
  return spaces;
}

function itemsOf(node: DocumentNode | undefined): readonly DocumentNode[] {
  return node?.kind === "list" ? node.items : [];
}

function repeated(nodes: readonly DocumentNode[]): Finding[] {
  const first = new Map<string, DocumentNode>();
  const findings: Finding[] = [];
  for (const node of nodes) {
    const name = textOf(node);
    if (name === undefined) continue;
    const other = first.get(name.toLowerCase());
    if (other) findings.push(again(node, name, other));
    else first.set(name.toLowerCase(), node);
  }
  return findings;
}

function again(node: DocumentNode, name: string, other: DocumentNode): Finding {
  return findingAt(node.at, {
    rule: "duplicate-name",
    detail: `${named(fieldName(node.at))}: ${quoted(name)} is asked for already at ${pointerOf(other.at)}.`,
    remedy: "Remove one of the two; case makes no difference.",
  });
}
