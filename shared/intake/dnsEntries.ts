import type { Note } from "./corrections.js";
import { originOf } from "./corrections.js";
import { childOf, textOf, type DocumentNode } from "./reading/documentNode.js";
import type { PlacedEntry } from "./toPlanEntries.js";

/**
 * The entries of a plan with the names of the DNS domain map, or with those of an override instead of all others.
 * A zone of the map in which no name lies is an entry of its own, so that it is allocated.
 */
export function withDns(entries: readonly PlacedEntry[], root: DocumentNode, note: Note): readonly PlacedEntry[] {
  const map = childOf(root, "dns_domain_map");
  const override = recordsOf(childOf(root, "dns_map_override"));
  if (!map && override.length === 0) return entries;
  const others = entries.filter(({ entry }) => entry.kind !== "dns");
  const planned = entries.filter(({ entry }) => entry.kind === "dns");
  const mapped = recordsOf(map);
  const names = new Set(planned.map(nameOf));
  const added = mapped.filter((entry) => !names.has(nameOf(entry)));
  const before = [...planned, ...added];
  const after = override.length > 0 ? override : before;
  const unused = itemsOf(childOf(map, "zones"))
    .map(entryAt)
    .filter((zone) => !after.some((entry) => isIn(nameOf(entry), nameOf(zone))))
    .filter((zone) => !isInferredIn(nameOf(zone), entries, after, root));

  for (const entry of override.length > 0 ? [] : added) noteAdded(entry, "The DNS domain map names it.", note);
  for (const zone of unused) noteAdded(zone, "The DNS domain map names the zone; no name lies in it yet.", note);
  if (override.length > 0)
    note({
      action: "OverriddenDns",
      field: "infra_plan.dns",
      valueBefore: before.map(nameOf),
      valueApplied: override.map(nameOf),
      reason: "dns_map_override wins over the DNS entries of the plan and of the DNS domain map.",
      ...originOf(childOf(root, "dns_map_override")),
    });
  return [...others, ...after, ...unused];
}

/** Whether planning will give a cluster a name in the zone, because nothing else names one. */
function isInferredIn(
  zone: string,
  entries: readonly PlacedEntry[],
  names: readonly PlacedEntry[],
  root: DocumentNode,
): boolean {
  return names.length === 0 && entries.some(({ entry }) => entry.kind === "aks") && dnsZonesOf(root)[0] === zone;
}

/** Zones that the request knows, of the override first. */
export function dnsZonesOf(root: DocumentNode): string[] {
  return [...dnsZonePlaces(root).keys()];
}

/** The same with where each is written. */
export function dnsZonePlaces(root: DocumentNode): ReadonlyMap<string, DocumentNode> {
  const places = new Map<string, DocumentNode>();
  for (const map of ["dns_map_override", "dns_domain_map"])
    for (const zone of itemsOf(childOf(root, map, "zones"))) {
      const name = textOf(zone);
      if (name !== undefined && !places.has(name)) places.set(name, zone);
    }
  return places;
}

/** Whether a name lies in a zone, or is it. */
function isIn(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

function recordsOf(map: DocumentNode | undefined): PlacedEntry[] {
  return itemsOf(childOf(map, "records")).map((record) => entryAt(childOf(record, "fqdn") ?? record));
}

function entryAt(node: DocumentNode): PlacedEntry {
  return {
    entry: { kind: "dns", fqdn: textOf(node) ?? "" },
    written: { kind: "dns", node, settings: new Map([["fqdn", node]]) },
  };
}

function nameOf({ entry }: PlacedEntry): string {
  return entry.kind === "dns" ? entry.fqdn : "";
}

function itemsOf(node: DocumentNode | undefined): readonly DocumentNode[] {
  return node?.kind === "list" ? node.items : [];
}

function noteAdded(entry: PlacedEntry, reason: string, note: Note): void {
  note({
    action: "AddedDns",
    field: "infra_plan.dns",
    valueApplied: nameOf(entry),
    reason,
    ...originOf(entry.written.node),
  });
}
