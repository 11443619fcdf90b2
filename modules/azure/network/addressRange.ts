/** A range of IPv4 addresses that one prefix such as `10.0.1.0/24` names. */
export interface AddressRange {
  /** First address as a number. */
  readonly first: number;
  /** Leading bits that all of its addresses share, 0 to 32. */
  readonly bits: number;
}

/** What a prefix says; `host-bits`: its address is not the first of its range, which then is `range`. */
export type ParsedPrefix =
  { readonly kind: "range" | "host-bits"; readonly range: AddressRange } | { readonly kind: "malformed" };

/** Reads an IPv4 prefix in CIDR notation. Numbers have no leading zeros, which some tools read as octal. */
export function parsePrefix(prefix: string): ParsedPrefix {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(prefix);
  if (!match) return { kind: "malformed" };
  const texts = match.slice(1);
  const numbers = texts.map(Number);
  const bits = numbers.pop() ?? 0;
  const isSpelledOddly = texts.some((text) => text.length > 1 && text.startsWith("0"));
  if (isSpelledOddly || bits > 32 || numbers.some((octet) => octet > 255)) return { kind: "malformed" };
  const address = numbers.reduce((sum, octet) => sum * 256 + octet, 0);
  const first = address - (address % sizeOf(bits));
  return { kind: first === address ? "range" : "host-bits", range: { first, bits } };
}

/** Whether every address of the second range is in the first. */
export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.bits <= inner.bits && inner.first - (inner.first % sizeOf(outer.bits)) === outer.first;
}

/** Whether two ranges share an address: ranges of prefixes nest or are apart. */
export function overlaps(one: AddressRange, other: AddressRange): boolean {
  return contains(one, other) || contains(other, one);
}

/** The range in CIDR notation. */
export function prefixOf({ first, bits }: AddressRange): string {
  return `${addressAt(first)}/${bits}`;
}

/** The address at an offset from the beginning of a range, such as `10.0.0.10`. */
export function nthAddress({ first }: AddressRange, offset: number): string {
  return addressAt(first + offset);
}

function addressAt(value: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(value / unit) % 256).join(".");
}

function sizeOf(bits: number): number {
  return 2 ** (32 - bits);
}
