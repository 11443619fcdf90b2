import assert from "node:assert/strict";
import { test } from "node:test";
import { only, outputsOf } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { virtualNetworkArgs as plain } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";
import { VirtualNetwork } from "./virtualNetwork.js";
import type { VirtualNetworkArgs } from "./virtualNetworkArgs.js";

type Subnet = VirtualNetworkArgs["subnets"][number];
const subnet = (name: string, addressPrefix: string, changes: Partial<Subnet> = {}): Subnet => ({
  name,
  addressPrefix,
  purpose: "private-endpoints",
  ...changes,
});
const subnets: Subnet[] = [
  subnet("nodes", "10.20.0.0/20", {
    purpose: "cluster",
    inbound: [{ name: "AllowWeb", ports: ["443"], sources: ["Internet"] }],
  }),
  subnet("endpoints", "10.20.16.0/24"),
  subnet("database", "10.20.17.0/28", { purpose: "database" }),
  subnet("apps", "10.20.18.0/23", { purpose: "apps" }),
];

test("declares the golden network with a subnet for every purpose [CP-012]", async () => {
  const synthesis = await synth(() => outputsOf(new VirtualNetwork("network", { ...plain, subnets })));
  matchesGolden("network.purposes", synthesis);
});

test("lets into every subnet but the cluster's only what is named, also from the network itself", async () => {
  const { resources } = await synth(() => outputsOf(new VirtualNetwork("network", { ...plain, subnets })));
  const groups = resources.filter(({ type }) => type === "azure-native:network:NetworkSecurityGroup");
  const lastRules = groups.map(({ name, inputs }) => {
    const rules = inputs["securityRules"] as { access: string; priority: number; direction: string }[];
    return [name, rules.at(-1)?.access, rules.at(-1)?.priority];
  });
  assert.deepEqual(lastRules, [
    ["network-apps", "Deny", 4096],
    ["network-database", "Deny", 4096],
    ["network-endpoints", "Deny", 4096],
    ["network-nodes", "Allow", 100],
  ]);
});

test("gives the ids of its subnets by name, and names those there are when one is not", async () => {
  const { outputs } = await synth(() => {
    const network = new VirtualNetwork("network", { ...plain, subnets });
    assert.throws(() => network.subnetId("nodez"), /no subnet "nodez"; the network has nodes, endpoints/);
    return { one: network.subnetId("apps"), all: network.subnetIds };
  });
  const all = outputs["all"] as Record<string, string>;
  assert.equal(outputs["one"], all["apps"]);
  assert.deepEqual(Object.keys(all), ["apps", "database", "endpoints", "nodes"]);
});

test("takes an override of the network beside its own choices", async () => {
  const overrides = { network: { enableDdosProtection: true } };
  const { resources } = await synth(() => outputsOf(new VirtualNetwork("network", { ...plain, overrides })));
  const { inputs } = only(resources, "azure-native:network:VirtualNetwork");
  assert.equal(inputs["enableDdosProtection"], true);
  assert.deepEqual(inputs["addressSpace"], { addressPrefixes: ["10.20.0.0/16"] });
});

const one = subnet("one", "10.20.1.0/24");
const rule = { name: "AllowWeb", ports: ["443"], sources: ["Internet"] };
const refused: readonly (readonly [string, Partial<VirtualNetworkArgs>, RegExp])[] = [
  [
    "subnets that overlap, by both names",
    { subnets: [one, subnet("two", "10.20.1.128/25")] },
    /subnet "two" \(10\.20\.1\.128\/25\) and subnet "one" \(10\.20\.1\.0\/24\) overlap\n.*→ at subnets\[1\]\.addressPrefix/,
  ],
  [
    "a subnet outside the network, by both ranges",
    { subnets: [subnet("far", "10.21.0.0/24")] },
    /subnet "far" \(10\.21\.0\.0\/24\) lies outside the network's address space \(10\.20\.0\.0\/16\)/,
  ],
  [
    "host bits, with the range that is meant",
    { subnets: [subnet("odd", "10.20.1.7/24")] },
    /subnet "odd": 10\.20\.1\.7\/24 has host bits set; the range that it lies in is 10\.20\.1\.0\/24/,
  ],
  ["host bits of the network itself", { addressSpace: ["10.20.0.1/16"] }, /10\.20\.0\.1\/16 has host bits set/],
  ["something that is no range", { addressSpace: ["10.20.0.0"] }, /"10\.20\.0\.0" is no address range/],
  [
    "an address space that overlaps itself",
    { addressSpace: ["10.20.0.0/16", "10.20.128.0/17"] },
    /10\.20\.128\.0\/17\) and the address space \(10\.20\.0\.0\/16\) overlap/,
  ],
  ["addresses that no machine can have", { addressSpace: ["169.254.0.0/24"] }, /overlaps with 169\.254\.0\.0\/16/],
  [
    "a subnet too small for what it is for",
    { subnets: [subnet("small", "10.20.1.0/28", { purpose: "apps" })] },
    /"small" \(10\.20\.1\.0\/28\) is too small for "apps": at most \/27/,
  ],
  ["two subnets of one name", { subnets: [one, subnet("ONE", "10.20.2.0/24")] }, /"ONE" is there twice/],
  ["ports that do not exist", { subnets: [{ ...one, inbound: [{ ...rule, ports: ["70000"] }] }] }, /from 1 to 65535/],
  ["ports back to front", { subnets: [{ ...one, inbound: [{ ...rule, ports: ["90-80"] }] }] }, /the lower one first/],
  [
    "a service tag among address ranges",
    { subnets: [{ ...one, inbound: [{ ...rule, sources: ["Internet", "203.0.113.0/24"] }] }] },
    /several address ranges or one service tag/,
  ],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new VirtualNetwork("network", { ...plain, ...change }), message);
  });
}
