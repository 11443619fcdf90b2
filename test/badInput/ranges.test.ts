import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addressRange, covers, overlap, type AddressRange } from "../../shared/intake/reading/addressRange.js";
import { acceptRequest } from "../../shared/intake/acceptRequest.js";
import { subnetLayout } from "../../shared/planning/subnetLayout.js";
import { context, sample } from "../../shared/intake/testing/samples.js";
import type { Fault } from "../../shared/contracts/problem.js";
import { resolves } from "../../shared/intake/testing/resolves.js";

const usual = context.kinds["virtual-network"]?.addresses?.subnets ?? {};
const request = JSON.parse(sample("invocation.json")) as Record<string, unknown>;

interface Network {
  readonly address_space?: readonly string[];
  readonly nodes_subnet?: string;
  readonly endpoints_subnet?: string;
}

/** Few octets and lengths, so that ranges meet often. */
const range = fc
  .tuple(
    fc.constantFrom(10, 10, 172, 127),
    fc.constantFrom(20, 244, 0),
    fc.constantFrom(0, 16, 128),
    fc.constantFrom(0, 0, 0, 7),
    fc.constantFrom(8, 12, 16, 17, 20, 24, 29, 30),
  )
  .map(([a, b, c, d, bits]) => `${[a, b, c, d].join(".")}/${bits}`);

/** Anything that has the form. */
const odd: fc.Arbitrary<Network> = fc.record(
  {
    address_space: fc.array(range.map(aligned), { minLength: 1, maxLength: 3 }),
    nodes_subnet: fc.oneof(range, range.map(aligned)),
    endpoints_subnet: fc.oneof(range, range.map(aligned)),
  },
  { requiredKeys: [] },
);

/** Networks as people plan them, of which some meet by mistake. */
const common: fc.Arbitrary<Network> = fc
  .tuple(
    fc.array(fc.constantFrom(30, 40, 50, 244), { minLength: 1, maxLength: 3 }),
    ...[fc.constantFrom(0, 16, 32), fc.constantFrom(0, 8, 16, 64)],
    fc.nat(2),
  )
  .map(([spaces, nodes, endpoints, inside]) => ({
    address_space: spaces.map((octet) => `10.${octet}.0.0/16`),
    nodes_subnet: `10.${spaces[0] ?? 30}.${nodes}.0/20`,
    endpoints_subnet: `10.${spaces[inside] ?? 60}.${endpoints}.0/24`,
  }));

const networks = fc.oneof(odd, common);

const forms: Readonly<Record<string, (network: Network, withCluster: boolean) => unknown>> = {
  "a map": (network, withCluster) => ({ "virtual-network": network, ...(withCluster && { aks: true }) }),
  "a list": (network, withCluster) => [
    ...(withCluster ? [{ type: "aks" }] : []),
    { type: "virtual-network", ...network },
  ],
  "its older spelling": (network, withCluster) => ({
    resources: [{ type: "vnet", ...network }, ...(withCluster ? [{ type: "AKS" }] : [])],
  }),
};

for (const [form, plan] of Object.entries(forms))
  test(`takes from ${form} only networks whose ranges are apart, and names both places of those that meet`, () => {
    const seen = { refused: 0, taken: 0 };
    fc.assert(
      fc.property(networks, fc.boolean(), (network, withCluster) => {
        const document = { ...request, infra_plan: plan(network, withCluster) };
        const answer = acceptRequest({ text: JSON.stringify(document), format: "json" }, context);
        seen[answer.ok ? "taken" : "refused"]++;
        if (answer.ok) assertApart(network, withCluster);
        else for (const fault of answer.faults) assertHelps(fault, document);
      }),
      // One subnet that takes all of the network that is there by default.
      { numRuns: 600, examples: [[{ endpoints_subnet: "10.20.0.0/16" }, true]] },
    );
    assert.ok(seen.refused > 50 && seen.taken > 20, JSON.stringify(seen));
  });

/** What the resources would really get: what is written, else their places in the network. */
function assertApart(network: Network, withCluster: boolean): void {
  const outer = (network.address_space ?? ["10.20.0.0/16"]).map(read);
  const asked = Object.entries({ nodes: network.nodes_subnet, endpoints: network.endpoints_subnet }).flatMap(
    ([name, text]) => (text === undefined ? [] : [[name, read(text)] as const]),
  );
  const layout = subnetLayout(outer, usual, new Map(asked));
  if (withCluster) assert.ok(layout.get("nodes"), "a cluster has room for its nodes");
  const subnets = [...layout.values()].filter((range) => range !== undefined);
  for (const ranges of [subnets, outer])
    for (const [index, one] of ranges.entries())
      for (const other of ranges.slice(index + 1)) assert.equal(overlap(one, other), false, JSON.stringify(network));
  for (const subnet of subnets)
    assert.ok(
      outer.some((whole) => covers(whole, subnet)),
      JSON.stringify(network),
    );
  const taken = [
    "127.0.0.0/8",
    "169.254.0.0/16",
    "224.0.0.0/4",
    ...(withCluster ? ["172.20.0.0/16", "10.244.0.0/16"] : []),
  ];
  for (const other of taken.map(read))
    assert.ok(!outer.some((whole) => overlap(whole, other)), JSON.stringify(network));
}

function assertHelps(fault: Fault, document: unknown): void {
  assert.ok(resolves(document, fault), JSON.stringify(fault));
  assert.ok(fault.remedy, JSON.stringify(fault));
  if (fault.rule !== "overlapping-ranges") return;
  const other = /which `(?!\w+`, by default)[^ ]+ has \((#[^)]*)\)/.exec(fault.detail)?.[1];
  const isWithWritten =
    other !== undefined && resolves(document, { ...fault, pointer: other }) && other !== fault.pointer;
  assert.ok(isWithWritten || /by default|, which /.test(fault.detail), fault.detail);
  if (fault.detail.includes(" has (")) assert.ok(isWithWritten, fault.detail);
}

test("reads ranges as arithmetic does, and nothing that two readers could read differently", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 }), (address, bits) => {
      const text = `${[24, 16, 8, 0].map((shift) => (address / 2 ** shift) & 255).join(".")}/${bits}`;
      const found = addressRange(text);
      const size = BigInt(1) << BigInt(32 - bits);
      const first = (BigInt(address) / size) * size;
      assert.deepEqual(found?.range, { first: Number(first), last: Number(first + size - BigInt(1)), bits });
      assert.equal(found.isFirst, first === BigInt(address));
    }),
  );
  for (const odd of [
    "10.0.0.0",
    "10.0.0/16",
    "10.0.0.0/33",
    "256.0.0.0/8",
    "010.0.0.0/8",
    "10.0.0.0/08",
    " 10.0.0.0/8",
    "10.0.0.0/8/8",
    "",
  ])
    assert.equal(addressRange(odd), undefined, odd);
});

function read(text: string): AddressRange {
  const found = addressRange(text);
  assert.ok(found?.isFirst, `${text} was taken`);
  return found.range;
}

function aligned(text: string): string {
  const found = addressRange(text);
  assert.ok(found);
  const { first, bits } = found.range;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${bits}`;
}
