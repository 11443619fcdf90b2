import type { AddressPlan } from "../../contracts/kindNetwork.js";
import { subnetLayout } from "../../planning/subnetLayout.js";
import { plainSetting, settingOf, type PlanNode } from "../planNodes.js";
import { addressRange, cidr, covers, overlap, type AddressRange } from "../reading/addressRange.js";
import { pointerOf, textOf, type DocumentNode } from "../reading/documentNode.js";
import { findingAt, type Finding } from "../reading/finding.js";
import { wellKnownRanges } from "../reading/takenRanges.js";
import { fieldName, named, quoted } from "../reading/quoted.js";
import type { Kinds } from "../schemas/inputSchemas.js";
import type { Rule } from "./rule.js";
import { lookup } from "../../lookup.js";

const network = "virtual-network";

/** A range with who says so: the caller at a place, or a default. */
interface Said {
  readonly range: AddressRange;
  readonly name: string;
  readonly node?: DocumentNode;
}

/** Lists of single addresses and ranges of the kinds with code of their own: from where something is reached. */
const reachLists = [{ kind: "aks", list: "authorized_ip_ranges" }] as const;

/**
 * Address ranges of a network are ranges, apart from each other and from those that are taken, and each subnet lies in
 * the network; so are those from where a cluster is reached. Azure finds the same, one at a time and while it applies.
 */
export const addressRules: Rule = ({ byKind }, { kinds }) => {
  const findings: (Finding | undefined)[] = [];
  for (const entry of byKind.get(network) ?? []) {
    const hosts = [...byKind.keys()].flatMap((kind) => lookup(kinds, kind)?.subnet?.name ?? []);
    findings.push(...networkFindings(entry, kinds, { hasCluster: byKind.has("aks"), hosts }));
  }
  for (const { kind, list } of reachLists)
    for (const entry of byKind.get(kind) ?? [])
      if (plainSetting(entry, list) !== undefined)
        for (const node of itemsOf(settingOf(entry, list)))
          findings.push(malformed(node, (text) => (text.includes("/") ? text : `${text}/32`)));
  return findings;
};

/** What the plan puts into the network. */
interface Others {
  readonly hasCluster: boolean;
  /** Subnets that described kinds live in. */
  readonly hosts: readonly string[];
}

function networkFindings(entry: PlanNode, kinds: Kinds, others: Others): (Finding | undefined)[] {
  const { settings } = entry;
  const plan = kinds[network]?.addresses;
  if (!plan) return [];
  const written = settings.get(plan.space.setting);
  const second = settings.get(plan.space.secondRegionSetting);
  const [items, secondItems] = [itemsOf(written), itemsOf(second)];
  const space = written ? items.flatMap(said) : byDefault(plan.space);
  const own = Object.values(plan.subnets).flatMap(({ setting, longest }) => {
    const node = settings.get(setting);
    return node ? [{ node, longest }] : [];
  });
  const subnets = own.flatMap(({ node, longest }) => said(node).map((each) => ({ ...each, longest })));
  // A space that cannot be read is complained of already.
  const isRead = space.length >= Math.max(items.length, 1) && subnets.length === own.length;
  return [
    ...[...items, ...secondItems, ...own.map(({ node }) => node)].map((node) => malformed(node)),
    ...[...space, ...secondItems.flatMap(said)].map((range) => alreadyTaken(range, others.hasCluster)),
    ...apart([...space, ...secondItems.flatMap(said)]),
    ...subnets.map(tooSmall),
    ...(isRead ? subnets.map((subnet) => outside(subnet, space, written)) : []),
    ...apart(subnets),
    ...(isRead
      ? roomless(plan, settings, space, others).map((setting) => noRoom(setting, plan, written ?? entry.node))
      : []),
  ];
}

/** Settings of the subnets that have no place: of those for what the plan names. */
function roomless(
  { subnets }: AddressPlan,
  settings: PlanNode["settings"],
  space: readonly Said[],
  { hasCluster, hosts }: Others,
): string[] {
  const asked = Object.entries(subnets).flatMap(([name, { setting }]) => {
    const node = settings.get(setting);
    return node ? said(node).map(({ range }) => [name, range] as const) : [];
  });
  const ranges = space.map(({ range }) => range);
  const needed = new Set([...(hasCluster ? ["nodes"] : []), ...hosts]);
  return [...subnetLayout(ranges, subnets, new Map(asked))].flatMap(([name, range]) =>
    range === undefined && needed.has(name) ? (lookup(subnets, name)?.setting ?? []) : [],
  );
}

function itemsOf(node: DocumentNode | undefined): readonly DocumentNode[] {
  return node?.kind === "list" ? node.items : [];
}

function said(node: DocumentNode): Said[] {
  const read = addressRange(textOf(node) ?? "");
  return read?.isFirst ? [{ range: read.range, name: named(fieldName(node.at)), node }] : [];
}

/** What the kind's entry in the knowledge decides where the plan is silent. */
function byDefault({ setting, default: texts }: AddressPlan["space"]): Said[] {
  return texts.flatMap((text) => {
    const read = addressRange(text);
    return read ? [{ range: read.range, name: `\`${setting}\`, by default,` }] : [];
  });
}

function malformed(node: DocumentNode, inFull = (text: string) => text): Finding | undefined {
  const text = textOf(node);
  const read = text === undefined ? undefined : addressRange(inFull(text));
  if (text === undefined || read?.isFirst === true) return undefined;
  return findingAt(node.at, {
    rule: "invalid-range",
    detail: read
      ? `${named(fieldName(node.at))}: ${quoted(text)} is an address inside of a range, not its first one.`
      : `${named(fieldName(node.at))}: ${quoted(text)} is no range of IPv4 addresses.`,
    remedy: read
      ? `Write the range: ${cidr(read.range)}.`
      : "Write four numbers from 0 to 255 and the bits they share, such as 10.20.0.0/16.",
  });
}

function alreadyTaken({ range, node }: Said, hasCluster: boolean): Finding | undefined {
  const other = wellKnownRanges.find((each) => overlap(each.range, range) && (hasCluster || !each.isOfClusters));
  if (!node || !other) return undefined;
  return findingAt(node.at, {
    rule: "overlapping-ranges",
    detail: `${named(fieldName(node.at))}: ${cidr(range)} overlaps with ${cidr(other.range)}, ${other.what}.`,
    remedy: "Choose another private range, such as 10.20.0.0/16.",
  });
}

/** Each range shares no address with one before it; of the two, the fault is at what the caller wrote, last. */
function apart(ranges: readonly Said[]): (Finding | undefined)[] {
  return ranges.map((range, index) => {
    const other = ranges.slice(0, index).find((each) => overlap(each.range, range.range));
    const [here, there] = range.node ? [range, other] : [other, range];
    if (!other || !here?.node || !there) return undefined;
    const where = there.node ? ` (${pointerOf(there.node.at)})` : "";
    return findingAt(here.node.at, {
      rule: "overlapping-ranges",
      detail: `${here.name}: ${cidr(here.range)} overlaps with ${cidr(there.range)}, which ${there.name} has${where}.`,
      remedy: "Give each its own addresses, or leave one out.",
    });
  });
}

/** Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq, and what each service says of its own */
function tooSmall({ range, name, node, longest }: Said & { readonly longest: number }): Finding | undefined {
  if (!node || range.bits <= longest) return undefined;
  return findingAt(node.at, {
    rule: "invalid-range",
    detail: `${name}: ${cidr(range)} is too small: Azure keeps five addresses of each subnet to itself.`,
    remedy: `Write at most /${longest}, such as /24.`,
  });
}

/** At the network's space, or at the network that leaves its space open: one of its subnets can take all of the default. */
function noRoom(setting: string, { space }: AddressPlan, { at }: DocumentNode): Finding {
  return findingAt(at, {
    rule: "no-room-for-subnet",
    detail: `The network has no room for \`${setting}\`.`,
    remedy: `Give \`${space.setting}\` a larger range, such as 10.20.0.0/16, or name a part of it in \`${setting}\`.`,
  });
}

/** A subnet outside of the network. */
function outside(subnet: Said, space: readonly Said[], written: DocumentNode | undefined): Finding | undefined {
  if (space.some(({ range }) => covers(range, subnet.range))) return undefined;
  const { node } = subnet;
  if (!node) return undefined;
  const whole = space.map(({ range }) => cidr(range)).join(", ") || "nothing";
  const where = written ? ` (${pointerOf(written.at)})` : "";
  return findingAt(node.at, {
    rule: "range-outside-network",
    detail: `${subnet.name} is ${cidr(subnet.range)}, which is not in the network's ${whole}${where}.`,
    remedy: "Choose a part of the network.",
  });
}
