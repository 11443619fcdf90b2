import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readKnowledge } from "../../test/kit/requests.js";
import { addressRange, cidr, covers, overlap, type AddressRange } from "../intake/reading/addressRange.js";
import { rangesAfter, subnetLayout } from "./subnetLayout.js";

const { kinds } = await readKnowledge();
const subnets = kinds["virtual-network"]?.addresses?.subnets ?? {};

const read = (text: string): AddressRange => {
  const found = addressRange(text);
  assert.ok(found?.isFirst, text);
  return found.range;
};
const layout = (space: readonly string[], asked: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    [
      ...subnetLayout(
        space.map(read),
        subnets,
        new Map(Object.entries(asked).map(([name, text]) => [name, read(text)])),
      ),
    ].map(([name, range]) => [name, range && cidr(range)]),
  );

test("gives every subnet a usual place in the network that was given", () => {
  assert.deepEqual(layout(["10.20.0.0/16"]), {
    nodes: "10.20.0.0/20",
    endpoints: "10.20.16.0/24",
    apps: "10.20.18.0/23",
  });
  assert.deepEqual(layout(["192.168.4.0/22"]), {
    nodes: "192.168.4.0/24",
    endpoints: "192.168.5.0/26",
    apps: "192.168.5.128/25",
  });
});

test("makes subnets of a small network small, and none of one without room", () => {
  assert.deepEqual(layout(["10.1.1.0/24"]), { nodes: "10.1.1.0/26", endpoints: "10.1.1.64/28", apps: "10.1.1.96/27" });
  assert.deepEqual(layout(["10.1.1.0/28"]), { nodes: undefined, endpoints: undefined, apps: undefined });
});

test("moves only what is in the way of a range that was asked for", () => {
  const usual = layout(["10.20.0.0/16"]);
  assert.deepEqual(layout(["10.20.0.0/16"], { endpoints: "10.20.64.0/24" }), { ...usual, endpoints: "10.20.64.0/24" });
  assert.deepEqual(layout(["10.20.0.0/16"], { endpoints: "10.20.0.0/24" }), {
    ...usual,
    endpoints: "10.20.0.0/24",
    nodes: "10.20.32.0/20",
  });
});

const space = fc
  .uniqueArray(fc.tuple(fc.nat(255), fc.integer({ min: 16, max: 27 })), {
    minLength: 1,
    maxLength: 3,
    selector: ([octet]) => octet,
  })
  .map((ranges) => ranges.map(([octet, bits]) => `10.${octet}.0.0/${bits}`));

test("never overlaps, never leaves the network, and does not move what nobody asked about", () => {
  fc.assert(
    fc.property(space, fc.nat(255), fc.integer({ min: 20, max: 28 }), (network, offset, bits) => {
      const outer = network.map(read);
      const [first] = outer;
      assert.ok(first);
      const size = 2 ** (32 - bits);
      const start = first.first + offset * size;
      const asked = new Map<string, AddressRange>(
        start + size - 1 <= first.last ? [["endpoints", { first: start, last: start + size - 1, bits }]] : [],
      );
      const usual = subnetLayout(outer, subnets, new Map());
      const placed = subnetLayout(outer, subnets, asked);
      const ranges = [...placed.values()].filter((range) => range !== undefined);
      for (const [index, one] of ranges.entries()) {
        assert.ok(outer.some((whole) => covers(whole, one)));
        for (const other of ranges.slice(index + 1)) assert.equal(overlap(one, other), false);
      }
      for (const [name, range] of usual)
        if (range && ![...asked.values()].some((each) => overlap(each, range)) && !asked.has(name))
          assert.deepEqual(placed.get(name), range);
    }),
  );
});

test("stands in beside a network, past what clusters have for themselves, and not outside of private addresses", () => {
  const after = (ranges: readonly string[], taken: readonly string[] = []) =>
    rangesAfter(ranges.map(read), taken.map(read))?.map(cidr);
  assert.deepEqual(after(["10.20.0.0/16"]), ["10.21.0.0/16"]);
  assert.deepEqual(after(["10.243.0.0/16"], ["10.244.0.0/16"]), ["10.245.0.0/16"]);
  assert.deepEqual(after(["10.20.0.0/24", "10.20.1.0/24"]), ["10.20.2.0/24", "10.20.3.0/24"]);
  assert.equal(after(["192.168.0.0/16"]), undefined);
  assert.equal(after(["203.0.113.0/24"]), undefined);
});
