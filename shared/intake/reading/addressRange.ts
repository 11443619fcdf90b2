/** A range of IPv4 addresses, as `10.20.0.0/16` names it. */
export interface AddressRange {
  /** First address as a number. */
  readonly first: number;
  /** Last address as a number. */
  readonly last: number;
  /** Leading bits that all of its addresses share, 0 to 32. */
  readonly bits: number;
}

/** The range that a text in CIDR notation lies in, and whether the text names its first address; `undefined` for no range. */
export function addressRange(text: string): { readonly range: AddressRange; readonly isFirst: boolean } | undefined {
  const [address = "", length = "", ...more] = text.split("/");
  const octets = address.split(".");
  // A leading zero is octal to some readers.
  const isPlain = [...octets, length].every((number) => /^(?:0|[1-9]\d{0,2})$/.test(number));
  const bits = Number(length);
  if (more.length > 0 || octets.length !== 4 || !isPlain || bits > 32 || octets.some((octet) => Number(octet) > 255))
    return undefined;
  const value = octets.reduce((whole, octet) => whole * 256 + Number(octet), 0);
  const size = 2 ** (32 - bits);
  const first = Math.floor(value / size) * size;
  return { range: { first, last: first + size - 1, bits }, isFirst: first === value };
}

/** Whether two ranges have an address in common. */
export function overlap(one: AddressRange, other: AddressRange): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** Whether one range has every address of another. */
export function covers(outer: AddressRange, inner: AddressRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** A range in CIDR notation. */
export function cidr({ first, bits }: AddressRange): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${bits}`;
}
