import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { contains, nthAddress, overlaps, parsePrefix, prefixOf, type AddressRange } from "./addressRange.js";

const anyRange: fc.Arbitrary<AddressRange> = fc
  .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 }))
  .map(([address, bits]) => ({ first: address - (address % 2 ** (32 - bits)), bits }));

test("reads what it writes", () => {
  fc.assert(
    fc.property(anyRange, (range) => {
      assert.deepEqual(parsePrefix(prefixOf(range)), { kind: "range", range });
    }),
  );
});

test("tells an address inside a range from the range, and says which range it lies in", () => {
  const parsed = parsePrefix("10.0.1.7/24");
  assert.ok(parsed.kind === "host-bits");
  assert.equal(prefixOf(parsed.range), "10.0.1.0/24");
});

test("takes nothing that two tools could read differently", () => {
  const odd = ["10.0.0.0", "10.0.0/16", "10.0.0.0/33", "256.0.0.0/8", "010.0.0.0/8", "10.0.0.0/08", " 10.0.0.0/8", ""];
  assert.deepEqual(
    odd.filter((prefix) => parsePrefix(prefix).kind !== "malformed"),
    [],
  );
});

test("two ranges overlap exactly when one of them holds the other's first address", () => {
  const has = ({ first, bits }: AddressRange, address: number) =>
    address >= first && address < first + 2 ** (32 - bits);
  fc.assert(
    fc.property(anyRange, anyRange, (one, other) => {
      assert.equal(overlaps(one, other), has(one, other.first) || has(other, one.first));
      assert.equal(overlaps(one, other), overlaps(other, one));
      if (contains(one, other)) assert.ok(has(one, other.first) && one.bits <= other.bits);
    }),
  );
});

test("counts addresses across the octets", () => {
  assert.equal(nthAddress({ first: 0xac14_0000, bits: 16 }, 10), "172.20.0.10");
  assert.equal(nthAddress({ first: 0x0a00_00f8, bits: 29 }, 8), "10.0.1.0");
});
