import assert from "node:assert/strict";
import { test } from "node:test";
import { only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { trafficManagerArgs as plain } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";
import { TrafficManager } from "./trafficManager.js";
import type { TrafficManagerArgs } from "./trafficManagerArgs.js";

const [west, north] = plain.endpoints as [
  TrafficManagerArgs["endpoints"][number],
  TrafficManagerArgs["endpoints"][number],
];
const publicIp =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-auth/providers/Microsoft.Network/publicIPAddresses/pip";

test("declares the golden profile that fails over from a resource of Azure to a host elsewhere [CP-015]", async () => {
  const endpoints = [{ type: "azure", name: "west", resourceId: publicIp } as const, north];
  const synthesis = await synth(() => outputsOf(new TrafficManager("traffic", { ...plain, endpoints })));
  matchesGolden("traffic-manager.failover", synthesis);
});

test("prefers the endpoints in the order given [CP-015]", async () => {
  const { resources } = await synth(() =>
    outputsOf(new TrafficManager("traffic", { ...plain, endpoints: [north, west] })),
  );
  const { inputs } = only(resources, "azure-native:trafficmanager:Profile");
  assert.equal(inputs["trafficRoutingMethod"], "Priority");
  const endpoints = inputs["endpoints"] as { name: string; priority: number }[];
  assert.deepEqual(
    endpoints.map(({ name, priority }) => [name, priority]),
    [
      ["north", 1],
      ["west", 2],
    ],
  );
});

test("logs what the probes saw where a workspace is given", async () => {
  const { resources } = await synth(() => outputsOf(new TrafficManager("traffic", { ...plain, workspaceId })));
  const { inputs } = only(resources, "azure-native:monitor:DiagnosticSetting");
  assert.deepEqual(inputs["logs"], [{ category: "ProbeHealthStatusEvents", enabled: true }]);
});

const refused: readonly (readonly [string, Partial<TrafficManagerArgs>, RegExp])[] = [
  ["no endpoint at all", { endpoints: [] }, /there must be an endpoint/],
  ["two endpoints of one name", { endpoints: [west, west] }, /"west" is there twice/],
  [
    "an endpoint that is an address of a page",
    { endpoints: [{ type: "external", name: "west", target: "https://auth.example.com/" }] },
    /a host name or an IPv4 address/,
  ],
  ["a probe of nothing in particular", { probe: { protocol: "HTTPS", port: 443 } }, /need a path[^]*→ at probe\.path/],
  ["a path for TCP", { probe: { protocol: "TCP", port: 443, path: "/" } }, /TCP probes have none/],
  ["a name with a dot", { relativeName: "auth.prd" }, /1 to 63 lower-case letters/],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new TrafficManager("traffic", { ...plain, ...change }), message);
  });
}
