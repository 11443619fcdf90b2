import { regionNamed, type IntakeContext } from "../intakeContext.js";
import { type DocumentNode, childOf, textAt, textOf } from "../reading/documentNode.js";
import { findingAt, type Finding } from "../reading/finding.js";
import { fieldName, named } from "../reading/quoted.js";
import { regionPair } from "./regionRules.js";
import type { Rule } from "./rule.js";
import { whereIs } from "./whereIs.js";
import { lookup } from "../../lookup.js";

/** Wherever a request lists the zones of its region, it lists the same ones. */
export const zoneRules: Rule = ({ root }, context) => {
  if (!zoned.some((field) => root.members.has(field))) return [];
  const pair = regionPair(childOf(root, "cloud_region_map"), textAt(root, "environment"));
  const written = childOf(root, "region") ?? childOf(pair, "primary_region");
  const home = lookup(context.homes ?? {}, textAt(root, "environment") ?? "")?.default;
  const region = written ? regionNamed(textOf(written) ?? "", context) : home;
  const mapping = childOf(root, "zone_mapping", "zones");
  const byRegion = mapping?.kind === "map" ? [...mapping.members] : [];
  const mapped =
    mapping?.kind === "map"
      ? byRegion.find(([name]) => region !== undefined && regionNamed(name, context) === region)?.[1]
      : mapping;
  const [first, ...others] = [childOf(root, "zones"), childOf(pair, "zones"), mapped].filter(
    (zones) => zones?.kind === "list",
  );
  return [
    ...others.map((zones) => disagreement(zones, first)),
    ...repeatedRegions(byRegion, context),
    ...byRegion.map(([name, node]) =>
      regionNamed(name, context) === undefined ? unknownRegion(name, node) : undefined,
    ),
  ];
};

/** What may list zones; each of them may be absent. */
const zoned = ["zones", "cloud_region_map", "zone_mapping"] as const;

/** A region has several names: under each of them the mapping says the same. */
function repeatedRegions(
  byRegion: readonly (readonly [name: string, zones: DocumentNode])[],
  context: IntakeContext,
): (Finding | undefined)[] {
  const first = new Map<string, DocumentNode>();
  return byRegion.map(([name, zones]) => {
    const region = regionNamed(name, context);
    const other = region === undefined ? undefined : first.get(region);
    if (region !== undefined && !other) first.set(region, zones);
    return disagreement(zones, other);
  });
}

function disagreement(zones: DocumentNode | undefined, first: DocumentNode | undefined): Finding | undefined {
  if (!zones || !first || said(zones) === said(first)) return undefined;
  return findingAt(zones.at, {
    rule: "contradiction",
    detail: `${named(fieldName(zones.at))} lists the zones ${said(zones) || "none"}; ${named(fieldName(first.at))} lists ${said(first) || "none"} (${whereIs(first)}).`,
    remedy: "Keep one of the two.",
  });
}

function unknownRegion(name: string, node: DocumentNode): Finding {
  return findingAt(node.at, {
    rule: "unknown-region",
    detail: `${named(name)} is not an Azure region known here.`,
    remedy: "Write the name of a region, such as westeurope.",
  });
}

/** The zones as a set, in words. */
function said(zones: DocumentNode): string {
  const items = zones.kind === "list" ? zones.items : [];
  return [...new Set(items.map((zone) => (zone.kind === "scalar" ? zone.text : "")))].toSorted().join(", ");
}
