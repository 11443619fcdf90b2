import { contains, overlaps, parsePrefix, prefixOf, type AddressRange } from "./addressRange.js";
import type { SubnetPurpose } from "./securityRules.js";
import { longestPrefix } from "./subnetSettings.js";

interface PlannedSubnet {
  readonly name: string;
  readonly addressPrefix: string;
  readonly purpose: SubnetPurpose;
}

interface Plan {
  readonly addressSpace: readonly string[];
  readonly subnets: readonly PlannedSubnet[];
}

/** One thing wrong with the addresses of a network, and where. */
interface AddressFault {
  readonly message: string;
  readonly path: PropertyKey[];
}

interface Placed {
  readonly name: string;
  readonly prefix: string;
  readonly range: AddressRange;
}

/**
 * Every fault in the addresses of a network: what cannot be read, lies outside, is too small or overlaps. Azure would
 * find the same, but only one at a time and while it applies.
 *
 * Source: learn.microsoft.com/azure/virtual-network/virtual-networks-faq
 */
export function addressFaults({ addressSpace, subnets }: Plan): AddressFault[] {
  const faults: AddressFault[] = [];
  const space: Placed[] = [];
  for (const [index, prefix] of addressSpace.entries()) {
    const path = ["addressSpace", index];
    const range = rangeOf(prefix, "the address space", path, faults);
    if (!range) continue;
    const taken = reserved.find(({ range: other }) => overlaps(other, range));
    if (taken) faults.push({ message: `${prefix} overlaps with ${taken.prefix}, ${taken.name}`, path });
    addTo(space, { name: "the address space", prefix, range }, path, faults);
  }

  const placed: Placed[] = [];
  for (const [index, { name, addressPrefix: prefix, purpose }] of subnets.entries()) {
    const path = ["subnets", index, "addressPrefix"];
    const range = rangeOf(prefix, `subnet "${name}"`, path, faults);
    if (!range) continue;
    const most = longestPrefix[purpose];
    if (range.bits > most)
      faults.push({ message: `subnet "${name}" (${prefix}) is too small for "${purpose}": at most /${most}`, path });
    if (!space.some(({ range: outer }) => contains(outer, range))) {
      const whole = addressSpace.join(", ");
      faults.push({
        message: `subnet "${name}" (${prefix}) lies outside the network's address space (${whole})`,
        path,
      });
    }
    addTo(placed, { name: `subnet "${name}"`, prefix, range }, path, faults);
  }
  return faults;
}

function rangeOf(prefix: string, of: string, path: PropertyKey[], faults: AddressFault[]): AddressRange | undefined {
  const parsed = parsePrefix(prefix);
  if (parsed.kind === "range") return parsed.range;
  const message =
    parsed.kind === "malformed"
      ? `${of}: "${prefix}" is no address range; write it like 10.0.0.0/16`
      : `${of}: ${prefix} has host bits set; the range that it lies in is ${prefixOf(parsed.range)}`;
  faults.push({ message, path });
  return undefined;
}

/** Adds a range, and says which one it overlaps with. */
function addTo(list: Placed[], added: Placed, path: PropertyKey[], faults: AddressFault[]): void {
  const rival = list.find(({ range }) => overlaps(range, added.range));
  if (rival) {
    const message = `${added.name} (${added.prefix}) and ${rival.name} (${rival.prefix}) overlap`;
    faults.push({ message, path });
  }
  list.push(added);
}

/** Source: learn.microsoft.com/azure/virtual-network/virtual-networks-faq#what-address-ranges-can-i-use-in-my-virtual-networks */
const reserved: readonly Placed[] = (
  [
    ["127.0.0.0/8", "which is every machine itself"],
    ["168.63.129.16/32", "which Azure's own DNS answers from"],
    ["169.254.0.0/16", "which is link-local"],
    ["224.0.0.0/4", "which is multicast"],
    ["255.255.255.255/32", "which is broadcast"],
  ] as const
).flatMap(([prefix, name]) => {
  const parsed = parsePrefix(prefix);
  return parsed.kind === "range" ? [{ prefix, name, range: parsed.range }] : [];
});
