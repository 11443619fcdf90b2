import type { ArgumentSource } from "../../contracts/kinds.js";
import type { PlanNode } from "../planNodes.js";
import { addressRange, cidr, covers, overlap, type AddressRange } from "../reading/addressRange.js";
import { pointerOf, textOf, type DocumentNode } from "../reading/documentNode.js";
import { findingAt, type Finding } from "../reading/finding.js";
import { fieldName, named, quoted } from "../reading/quoted.js";
import type { Kinds } from "../schemas/inputSchemas.js";
import type { Rule } from "./rule.js";

const network = "virtual-network";
const spaceSetting = "address_space";
const subnetSettings = ["nodes_subnet", "endpoints_subnet"] as const;

/** Azure keeps five addresses of each subnet. Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq */
const longestPrefix = 29;

/** A range with who says so: the caller at a place, or a default. */
interface Said {
  readonly range: AddressRange;
  readonly name: string;
  readonly node?: DocumentNode;
}

/**
 * Address ranges of a network are ranges, apart from each other and from those that are taken, and each subnet lies in
 * the network. Azure finds the same, one at a time and while it applies.
 */
export const addressRules: Rule = ({ entries }, { kinds }) => {
  const networks = entries.filter(({ kind }) => kind === network);
  const hasCluster = entries.some(({ kind }) => kind === "aks");
  return networks.flatMap((entry) => networkFindings(entry, kinds, hasCluster));
};

function networkFindings({ settings }: PlanNode, kinds: Kinds, hasCluster: boolean): (Finding | undefined)[] {
  const written = settings.get(spaceSetting);
  const items = written?.kind === "list" ? written.items : [];
  const space = written ? items.flatMap(said) : byDefault(spaceSetting, kinds);
  const subnets = subnetSettings.flatMap((setting) => {
    const node = settings.get(setting);
    return node ? said(node) : byDefault(setting, kinds);
  });
  const own = subnetSettings.flatMap((setting) => settings.get(setting) ?? []);
  return [
    ...[...items, ...own].map(malformed),
    ...space.map((range) => alreadyTaken(range, hasCluster)),
    ...apart(space),
    ...subnets.map(tooSmall),
    // A space that cannot be read is complained of already.
    ...(space.length < Math.max(items.length, 1) ? [] : subnets.map((subnet) => outside(subnet, space, written))),
    ...apart(subnets),
  ];
}

function said(node: DocumentNode): Said[] {
  const read = addressRange(textOf(node) ?? "");
  return read?.isFirst ? [{ range: read.range, name: named(fieldName(node.at)), node }] : [];
}

/** What the kind's entry in the knowledge decides where the plan is silent. */
function byDefault(setting: string, kinds: Kinds): Said[] {
  const texts = Object.values(kinds[network]?.arguments ?? {}).flatMap((source) => defaultsOf(source, setting));
  return texts.flatMap((text) => {
    const read = addressRange(text);
    return read ? [{ range: read.range, name: `\`${setting}\`, by default,` }] : [];
  });
}

function defaultsOf(source: ArgumentSource, setting: string): readonly string[] {
  if ("list" in source) return source.list.flatMap((item) => defaultsOf(item, setting));
  if ("object" in source) return Object.values(source.object).flatMap((member) => defaultsOf(member, setting));
  if (!("setting" in source) || source.setting !== setting) return [];
  return [source.default].flat().filter((each) => typeof each === "string");
}

function malformed(node: DocumentNode): Finding | undefined {
  const text = textOf(node);
  const read = text === undefined ? undefined : addressRange(text);
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
  const other = taken.find((each) => overlap(each.range, range) && (hasCluster || !each.isOfClusters));
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

function tooSmall({ range, name, node }: Said): Finding | undefined {
  if (!node || range.bits <= longestPrefix) return undefined;
  return findingAt(node.at, {
    rule: "invalid-range",
    detail: `${name}: ${cidr(range)} is too small: Azure keeps five addresses of each subnet to itself.`,
    remedy: `Write at most /${longestPrefix}, such as /24.`,
  });
}

/** A subnet outside of the network; the fault is at the subnet, or at the space where the subnet is a default. */
function outside(subnet: Said, space: readonly Said[], written: DocumentNode | undefined): Finding | undefined {
  if (space.some(({ range }) => covers(range, subnet.range))) return undefined;
  const node = subnet.node ?? written;
  if (!node) return undefined;
  const whole = space.map(({ range }) => cidr(range)).join(", ") || "nothing";
  const where = written && written !== node ? ` (${pointerOf(written.at)})` : "";
  return findingAt(node.at, {
    rule: "range-outside-network",
    detail: `${subnet.name} is ${cidr(subnet.range)}, which is not in the network's ${whole}${where}.`,
    remedy: subnet.node
      ? "Choose a part of the network."
      : `Give ${subnetSettings.join(" and ")} parts of the network.`,
  });
}

interface Taken {
  readonly range: AddressRange;
  readonly what: string;
  readonly isOfClusters?: boolean;
}

/**
 * Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq (what address ranges can be used)
 * Source: https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning, and what the cluster's module chooses
 */
const taken: readonly Taken[] = (
  [
    ["127.0.0.0/8", "which is every machine itself"],
    ["168.63.129.16/32", "which Azure's own DNS answers from"],
    ["169.254.0.0/16", "which is link-local"],
    ["224.0.0.0/4", "which is multicast"],
    ["255.255.255.255/32", "which is broadcast"],
    ["172.20.0.0/16", "which a cluster's services have", true],
    ["10.244.0.0/16", "which a cluster's pods have", true],
  ] as const
).flatMap(([text, what, isOfClusters = false]) => {
  const range = addressRange(text)?.range;
  return range ? [{ range, what, isOfClusters }] : [];
});
