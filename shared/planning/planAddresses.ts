import type { PlannedResource } from "../contracts/plan.js";
import type { Correction, SettingValue } from "../contracts/request.js";
import { addressRange, cidr, type AddressRange } from "../intake/reading/addressRange.js";
import { takenRanges } from "../intake/reading/takenRanges.js";
import type { Topology } from "./expandTopology.js";
import { lookup } from "../lookup.js";
import type { NetworkAddresses } from "./networkAddresses.js";
import type { PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, writtenIn } from "./planned.js";
import { endpointSubnet, networkKind } from "./planPrivately.js";
import { wayIntoWish } from "./privateLinks.js";
import { resolved, type Resolution } from "./resolution.js";
import { rangesAfter, subnetLayout } from "./subnetLayout.js";
import { byDefault, byRule, type Chain } from "./why.js";
import { workloadHosts } from "./workloadHosts.js";

type Wish = Topology["described"][number];

/**
 * Shares out the addresses of the region's network: a subnet for each kind of thing that is planned in it, as asked or at
 * its usual place. A network that stands in elsewhere has other ranges, so that the two can be peered.
 */
export function planAddresses(
  context: PlanContext,
  topology: Topology,
  shared: readonly PlannedResource[],
): Resolution<NetworkAddresses> {
  const wish = topology.described.find(({ entry }) => entry.of === networkKind);
  const plan = lookup(context.knowledge.kinds, networkKind)?.addresses;
  if (!wish || !plan) return resolved(new Map());
  const needed = subnetsNeeded(context, topology, shared);
  const space = spaceOf(context, wish, plan, topology.clusters.length > 0);
  const isHere = context.site.role === "primary";

  const asked = new Map<string, AddressRange>();
  for (const [name, { setting }] of isHere ? Object.entries(plan.subnets) : []) {
    const [range] = rangesIn(lookup(wish.entry.settings, setting));
    if (range) asked.set(name, range);
  }
  const layout = subnetLayout(space.value.ranges, plan.subnets, asked);
  const addresses = new Map<string, { readonly value: SettingValue; readonly why: Chain }>([
    ["space", { value: space.value.ranges.map(cidr), why: space.value.why }],
  ]);
  const corrections: Correction[] = [...space.corrections];
  const faults: PlanFault[] = [...space.faults];
  for (const [name, { setting }] of Object.entries(plan.subnets)) {
    const cause = needed.get(name);
    const isAsked = asked.has(name);
    if (cause === undefined && !isAsked) continue;
    const range = layout.get(name);
    if (range === undefined) {
      if (space.faults.length === 0) faults.push(noRoom(wish, setting, plan.space.setting));
      continue;
    }
    const reason = `a part of the network's addresses for ${name}`;
    const why = isAsked
      ? writtenIn(wish, `settings/${setting}`, setting, context.inputs)
      : byRule("TopologyExpander", reason, { from: [...(cause ?? []), ...space.value.why] });
    addresses.set(name, { value: cidr(range), why });
    if (!isAsked) corrections.push(derived(setting, cidr(range), reason));
  }
  return resolved(addresses, corrections, faults);
}

/** What of the plan needs which subnet. */
function subnetsNeeded(
  context: PlanContext,
  topology: Topology,
  shared: readonly PlannedResource[],
): ReadonlyMap<string, Chain> {
  const needed = new Map<string, Chain>();
  const add = (name: string, why: Chain): void => void needed.set(name, [...(needed.get(name) ?? []), ...why]);
  for (const { subnet, wish } of workloadHosts(context, topology)) add(subnet, wish.why);
  const { vault, storages, described } = topology;
  const reached = [...(vault ? [vault] : []), ...storages, ...described.filter((wish) => wayIntoWish(context, wish))];
  for (const { why } of reached) add(endpointSubnet, why);
  if (shared.length > 0) add(endpointSubnet, context.site.why);
  return needed;
}

interface Space {
  readonly ranges: readonly AddressRange[];
  readonly why: Chain;
}

type Plan = NonNullable<PlanContext["knowledge"]["kinds"][string]["addresses"]>;

function spaceOf(context: PlanContext, wish: Wish, { space }: Plan, hasCluster: boolean): Resolution<Space> {
  const said = (setting: string): Space | undefined => {
    const ranges = rangesIn(lookup(wish.entry.settings, setting));
    return ranges.length === 0
      ? undefined
      : { ranges, why: writtenIn(wish, `settings/${setting}`, setting, context.inputs) };
  };
  const usual = {
    ranges: rangesIn(space.default),
    why: byDefault(`kinds/${networkKind}.yaml`, "addresses.space.default"),
  };
  const asked = said(space.setting);
  const first = asked ?? usual;
  if (context.site.role === "primary")
    return resolved(
      first,
      asked ? [] : [derived(space.setting, first.ranges.map(cidr), `default of a ${networkKind}`)],
    );
  const own = said(space.secondRegionSetting);
  if (own) return resolved(own);
  const ranges = rangesAfter(first.ranges, takenRanges(hasCluster));
  const reason = "the ranges after those of the network in the primary region";
  const why = byRule("TopologyExpander", reason, { from: [...first.why, ...context.site.why] });
  if (ranges === undefined) return resolved({ ranges: [], why }, [], [noneAfter(wish, space)]);
  return resolved({ ranges, why }, [derived(space.secondRegionSetting, ranges.map(cidr), reason)]);
}

function rangesIn(value: SettingValue | readonly string[] | undefined): AddressRange[] {
  const texts = [value].flat().filter((text) => typeof text === "string");
  return texts.flatMap((text) => addressRange(text)?.range ?? []);
}

function derived(setting: string, valueApplied: unknown, reason: string): Correction {
  return { action: "DefaultedSetting", field: `infra_plan.${networkKind}.${setting}`, valueApplied, reason };
}

function noRoom(wish: Wish, setting: string, space: string): PlanFault {
  return {
    at: [...placeIn(wish, "settings", space), ...placeIn(wish)],
    rule: "no-room-for-subnet",
    detail: `The network has no room for ${setting}.`,
    remedy: `Give ${space} a larger range, such as 10.20.0.0/16, or give ${setting} a part of it.`,
  };
}

function noneAfter(wish: Wish, { setting, secondRegionSetting }: Plan["space"]): PlanFault {
  return {
    at: [...placeIn(wish, "settings", setting), ...placeIn(wish)],
    rule: "no-room-for-network",
    detail: "No private range comes after the network's own for the network in the secondary region.",
    remedy: `Name one in ${secondRegionSetting}, such as 10.21.0.0/16.`,
  };
}
