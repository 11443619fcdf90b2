import type { AddressPlan } from "../contracts/kindNetwork.js";
import { covers, overlap, type AddressRange } from "../intake/reading/addressRange.js";

/** Derived subnets have eleven free addresses at least: Azure keeps five of each to itself. */
const longestDerived = 28;

/**
 * A range for every subnet: the one asked for, else its usual place in the network, else the first that is free.
 * `undefined` where there is no room. A usual place depends on the network alone, so that no subnet moves when another
 * one is asked for or comes later, and none overlaps with another. Ranges that are asked for are not checked.
 */
export function subnetLayout(
  space: readonly AddressRange[],
  subnets: AddressPlan["subnets"],
  asked: ReadonlyMap<string, AddressRange>,
): ReadonlyMap<string, AddressRange | undefined> {
  const usual = new Map<string, AddressRange | undefined>();
  for (const [name, rule] of Object.entries(subnets))
    usual.set(name, firstFree(space, rule, [...usual.values()].filter(isThere)));

  const own = [...asked.values()];
  const placed = new Map<string, AddressRange | undefined>();
  for (const [name, rule] of Object.entries(subnets)) {
    const place = asked.get(name) ?? usual.get(name);
    const isFree = asked.has(name) || (place !== undefined && !own.some((each) => overlap(each, place)));
    const others = [...own, ...[...usual.values(), ...placed.values()].filter(isThere)];
    placed.set(name, isFree ? place : firstFree(space, rule, others));
  }
  return placed;
}

/** The ranges right after those of a network, of their sizes, in the same private block; `undefined` where there are none. */
export function rangesAfter(
  space: readonly AddressRange[],
  taken: readonly AddressRange[],
): readonly AddressRange[] | undefined {
  const found: AddressRange[] = [];
  for (const range of space) {
    const block = privateBlocks.find((each) => covers(each, range));
    const size = 2 ** (32 - range.bits);
    let next = blockAt(range.first + size, range.bits);
    const isMet = (each: AddressRange): boolean => overlap(each, next);
    while (block && covers(block, next) && [...space, ...taken, ...found].some(isMet))
      next = blockAt(next.first + size, range.bits);
    if (!block || !covers(block, next)) return undefined;
    found.push(next);
  }
  return found;
}

/** Source: https://www.rfc-editor.org/rfc/rfc1918 (section 3) */
const privateBlocks: readonly AddressRange[] = [
  blockAt(0x0a00_0000, 8),
  blockAt(0xac10_0000, 12),
  blockAt(0xc0a8_0000, 16),
];

function firstFree(
  space: readonly AddressRange[],
  { bits, share, longest }: AddressPlan["subnets"][string],
  taken: readonly AddressRange[],
): AddressRange | undefined {
  const most = Math.min(longest, longestDerived);
  for (const range of space)
    for (let size = Math.max(bits, range.bits + share); size <= most; size += 1) {
      const free = freeIn(range, size, taken);
      if (free) return free;
    }
  return undefined;
}

/** The first range of a size inside another one that meets none of those that are taken. */
function freeIn(range: AddressRange, bits: number, taken: readonly AddressRange[]): AddressRange | undefined {
  const size = 2 ** (32 - bits);
  let next = blockAt(range.first, bits);
  while (next.last <= range.last) {
    const { first, last } = next;
    const met = taken.find((each) => each.first <= last && first <= each.last);
    if (!met) return next;
    // Past what it met, at the next border of its size.
    next = blockAt(Math.ceil((met.last + 1) / size) * size, bits);
  }
  return undefined;
}

function blockAt(first: number, bits: number): AddressRange {
  return { first, last: first + 2 ** (32 - bits) - 1, bits };
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}
