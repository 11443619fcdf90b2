import { regionNamed, type IntakeContext } from "../intakeContext.js";
import { type DocumentNode, childOf, textAt, textOf, type MapNode } from "../reading/documentNode.js";
import { findingAt, type Finding } from "../reading/finding.js";
import { nearestName } from "../reading/nearestName.js";
import { fieldName, named, quoted } from "../reading/quoted.js";
import type { Draft, Rule } from "./rule.js";
import { whereIs } from "./whereIs.js";
import { lookup } from "../../lookup.js";

/** Every region exists, and the one to deploy to is in the region map where one is given. */
export const regionRules: Rule = (draft, context) => {
  const { root } = draft;
  if (isOnlyRegion(root, context)) return [];
  const map = childOf(root, "cloud_region_map");
  const pair = regionPair(map, textAt(root, "environment"));
  const region = childOf(root, "region");
  const fallback = childOf(root, "fallback_region");
  const secondary = childOf(root, "secondary_region");
  const isNamed = region !== undefined || map !== undefined;
  return [
    ...namedRegions(draft).map((node) => unknownRegion(node, context)),
    ...(isNamed ? [] : [secondary, fallback].map((node) => atHome(node, draft, context))),
    isNamed || context.homes
      ? undefined
      : draft.missing("region", "Add the Azure region to deploy to. For example: westeurope."),
    missingEnvironment(draft, map, pair),
    outsideMap(region, pair, context),
    outsideMap(fallback, pair, context),
    sameRegion(childOf(pair, "secondary_region"), childOf(pair, "primary_region"), context),
    sameRegion(secondary, region ?? childOf(pair, "primary_region"), context),
    sameRegion(fallback, region ?? childOf(pair, "primary_region"), context),
    differentRegion(secondary, childOf(pair, "secondary_region"), context),
  ];
};

/** Whether the request names one region that exists, and none besides, as most do. */
function isOnlyRegion(root: MapNode, context: IntakeContext): boolean {
  const written = textAt(root, "region");
  if (written === undefined || regionNamed(written, context) === undefined) return false;
  return !others.some((field) => root.members.has(field));
}

const others = ["cloud_region_map", "secondary_region", "fallback_region"] as const;

/** A second region that is the one where the environment lives, as nothing names a first one. */
function atHome(node: DocumentNode | undefined, { root }: Draft, context: IntakeContext): Finding | undefined {
  const environment = textAt(root, "environment");
  const home = environment === undefined ? undefined : lookup(context.homes ?? {}, environment);
  if (!node || !home || known(node, context) !== home.default) return undefined;
  return findingAt(node.at, {
    rule: "contradiction",
    detail: `${named(fieldName(node.at))} is ${named(home.default)}, where ${named(environment ?? "")} lives when no region is named.`,
    remedy: "Name the region to deploy to, or leave the field out.",
  });
}

/** The part of a region map that speaks of the environment: the map itself, or its entry in a map by environment. */
export function regionPair(map: DocumentNode | undefined, environment: string | undefined): DocumentNode | undefined {
  const byEnvironment = childOf(map, "regions");
  if (!byEnvironment) return map;
  return environment === undefined ? undefined : childOf(byEnvironment, environment);
}

/** Every place where a document names a region. */
function namedRegions({ root }: Draft): DocumentNode[] {
  const map = childOf(root, "cloud_region_map");
  const byEnvironment = childOf(map, "regions");
  const pairs = byEnvironment?.kind === "map" ? [...byEnvironment.members.values()] : [map];
  return [
    childOf(root, "region"),
    childOf(root, "secondary_region"),
    childOf(root, "fallback_region"),
    ...pairs.flatMap((pair) => [childOf(pair, "primary_region"), childOf(pair, "secondary_region")]),
  ].filter((node) => node !== undefined);
}

function unknownRegion(node: DocumentNode, context: IntakeContext): Finding | undefined {
  const written = textOf(node);
  if (!written || regionNamed(written, context) !== undefined) return undefined;
  const meant = nearestName(written, context.regions);
  return findingAt(node.at, {
    rule: "unknown-region",
    detail: `${named(fieldName(node.at))}: ${quoted(written)} is not an Azure region known here.`,
    remedy: meant === undefined ? "Write the name of a region, such as westeurope." : `Did you mean ${named(meant)}?`,
  });
}

function missingEnvironment({ root }: Draft, map?: DocumentNode, pair?: DocumentNode): Finding | undefined {
  const environment = textAt(root, "environment");
  const byEnvironment = childOf(map, "regions");
  if (byEnvironment?.kind !== "map" || pair || environment === undefined) return undefined;
  return findingAt(byEnvironment.at, {
    rule: "no-region-for-environment",
    detail: `The region map has no entry for the environment ${quoted(environment)}.`,
    remedy: `Add one with default and failover; it has ${[...byEnvironment.members.keys()].map(named).join(", ") || "none"}.`,
  });
}

function outsideMap(
  node: DocumentNode | undefined,
  pair: DocumentNode | undefined,
  context: IntakeContext,
): Finding | undefined {
  const region = known(node, context);
  const mapped = [childOf(pair, "primary_region"), childOf(pair, "secondary_region")].filter(
    (entry) => entry !== undefined,
  );
  const names = mapped.map((entry) => known(entry, context));
  if (
    !node ||
    !pair ||
    region === undefined ||
    names.includes(undefined) ||
    names.length === 0 ||
    names.includes(region)
  )
    return undefined;
  return findingAt(node.at, {
    rule: "region-not-in-map",
    detail: `${named(fieldName(node.at))}: ${named(region)} is not in the region map (${whereIs(pair)}), which has ${names.join(" and ")}.`,
    remedy: `Deploy to ${names.join(" or ")}, or add the region to the map.`,
  });
}

function sameRegion(
  node: DocumentNode | undefined,
  other: DocumentNode | undefined,
  context: IntakeContext,
): Finding | undefined {
  const region = known(node, context);
  if (!node || !other || region === undefined || region !== known(other, context)) return undefined;
  return findingAt(node.at, {
    rule: "contradiction",
    detail: `${named(fieldName(node.at))} is ${named(region)}, as is ${named(fieldName(other.at))} (${whereIs(other)}).`,
    remedy: "Name a second region, or leave the field out.",
  });
}

function differentRegion(
  node: DocumentNode | undefined,
  other: DocumentNode | undefined,
  context: IntakeContext,
): Finding | undefined {
  const [region, mapped] = [known(node, context), known(other, context)];
  if (!node || !other || region === undefined || mapped === undefined || region === mapped) return undefined;
  return findingAt(node.at, {
    rule: "contradiction",
    detail: `The secondary region is ${named(region)} here and ${named(mapped)} in the region map (${whereIs(other)}).`,
    remedy: "Keep one of the two.",
  });
}

function known(node: DocumentNode | undefined, context: IntakeContext): string | undefined {
  const written = textOf(node);
  return written === undefined ? undefined : regionNamed(written, context);
}
