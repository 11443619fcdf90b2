import type { ProvisionRequest } from "../contracts/request.js";
import { originOf, type Note } from "./corrections.js";
import { regionNamed, type Home, type IntakeContext } from "./intakeContext.js";
import { childOf, type DocumentNode } from "./reading/documentNode.js";
import { regionPair } from "./rules/regionRules.js";
import type { RequestDocument } from "./schemas/requestDocument.js";
import type { ZoneMapping } from "./schemas/zoneMapping.js";
import type { RegionPair } from "./schemas/topology.js";

type Regions = Pick<ProvisionRequest, "region" | "regions" | "fallbackRegion">;

/**
 * Where to deploy, from the region field, the region map, or both; without either, where its environment lives.
 * A request may name the map's secondary region: then the map's primary one becomes its secondary.
 */
export function regionsOf(fields: RequestDocument, root: DocumentNode, context: IntakeContext, note: Note): Regions {
  const pair = () => regionPair(childOf(root, "cloud_region_map"), fields.environment);
  const read = (field: string, written: string | undefined, within = () => root as DocumentNode | undefined) =>
    regionIn({ field, node: () => childOf(within(), field.slice(field.lastIndexOf(".") + 1)) }, written, context, note);
  const map = mapFor(fields);
  const mapped = {
    primary: read("cloud_region_map.primary_region", map?.primary_region, pair),
    secondary: read("cloud_region_map.secondary_region", map?.secondary_region, pair),
  };
  const home = fields.region === undefined && !map ? context.homes?.[fields.environment] : undefined;
  const fromHome = homeNotes(fields.environment, note);
  const region =
    read("region", fields.region) ?? fromHome("region", "default", home?.default) ?? fromMap(mapped.primary, note);
  const other = region === mapped.primary ? mapped.secondary : mapped.primary;
  const named = other ?? read("secondary_region", fields.secondary_region);
  const secondary = named ?? fromHome("secondary_region", "failover", home?.failover);
  const fallback = read("fallback_region", fields.fallback_region) ?? fromSecondary(secondary, note);
  const mapping = fields.zone_mapping && {
    zones: fields.zone_mapping.zones,
    node: childOf(root, "zone_mapping", "zones"),
  };
  const said = fields.zones ?? map?.zones ?? mappedZones(mapping, region, context, note);
  const zones = said ?? (home?.zones.length ? fromHome("zones", "zones", home.zones) : undefined) ?? [];
  const taken = zonesOf(zones);
  if (secondary !== undefined) noteUnusedZones(mapping, { secondary, taken }, context, note);
  return {
    region,
    regions: { primary: region, ...(secondary !== undefined && { secondary }), zones: taken },
    ...(fallback !== undefined && { fallbackRegion: fallback }),
  };
}

/** Each zone once, in order. */
function zonesOf(written: readonly string[]): ("1" | "2" | "3")[] {
  return (["1", "2", "3"] as const).filter((zone) => written.includes(zone));
}

interface Mapping extends ZoneMapping {
  readonly node: DocumentNode | undefined;
}

/** Zones of the mapping: those of the region, where it lists them by region. */
function mappedZones(
  mapping: Mapping | undefined,
  region: string,
  context: IntakeContext,
  note: Note,
): readonly string[] | undefined {
  if (!mapping || Array.isArray(mapping.zones)) return mapping?.zones as readonly string[] | undefined;
  const [name, zones] = Object.entries(mapping.zones).find(([name]) => regionNamed(name, context) === region) ?? [];
  if (name !== undefined)
    regionIn({ field: `zone_mapping.zones.${region}`, node: () => childOf(mapping.node, name) }, name, context, note);
  return zones;
}

/** A plan has one list of zones: what stands in for its region takes of the same ones. */
function noteUnusedZones(
  mapping: Mapping | undefined,
  { secondary, taken }: { readonly secondary: string; readonly taken: readonly string[] },
  context: IntakeContext,
  note: Note,
): void {
  if (!mapping || Array.isArray(mapping.zones)) return;
  const [name = "", listed = taken] =
    Object.entries(mapping.zones).find(([name]) => regionNamed(name, context) === secondary) ?? [];
  if (sameZones(listed, taken)) return;
  note({
    action: "UnusedZones",
    field: `zone_mapping.zones.${secondary}`,
    valueBefore: listed,
    valueApplied: taken,
    reason: "What stands in for the run's region takes of the zones that the run itself has.",
    severity: "warning",
    ...originOf(childOf(mapping.node, name)),
  });
}

function sameZones(some: readonly string[], others: readonly string[]): boolean {
  return [...new Set(some)].toSorted().join() === others.join();
}

function mapFor({ cloud_region_map: map, environment }: RequestDocument): RegionPair | undefined {
  return map && "regions" in map ? map.regions[environment] : map;
}

function regionIn(
  { field, node }: { readonly field: string; readonly node: () => DocumentNode | undefined },
  written: string | undefined,
  context: IntakeContext,
  note: Note,
): string | undefined {
  const region = written === undefined ? undefined : regionNamed(written, context);
  if (region !== undefined && region !== written) {
    note({
      action: "NormalisedRegion",
      field,
      valueBefore: written,
      valueApplied: region,
      reason: "Another name of the region.",
      ...originOf(node()),
    });
  }
  return region;
}

/**
 * Takes what the knowledge says of the environment, on record and to be looked at: whoever left the region out may have
 * meant another. In production too, whose topology the specification gives beside those of others.
 */
function homeNotes(environment: string, note: Note) {
  return <T>(field: string, name: keyof Home, value: T | undefined): T | undefined => {
    if (value === undefined) return undefined;
    note({
      action: "AssumedTopology",
      field,
      valueApplied: value,
      reason: `The request names no region; environments.yaml says so of ${environment} (environments.${environment}.topology.${name}).`,
      severity: "warning",
    });
    return value;
  };
}

function fromMap(primary: string | undefined, note: Note): string {
  const region = primary ?? "";
  note({
    action: "DefaultedRegion",
    field: "region",
    valueApplied: region,
    reason: "The request names no region; the region map's primary one is meant.",
  });
  return region;
}

function fromSecondary(secondary: string | undefined, note: Note): string | undefined {
  if (secondary === undefined) return undefined;
  note({
    action: "DefaultedFallbackRegion",
    field: "fallback_region",
    valueApplied: secondary,
    reason: "The request names no fallback region; the secondary region is the one to fall back to.",
  });
  return secondary;
}
