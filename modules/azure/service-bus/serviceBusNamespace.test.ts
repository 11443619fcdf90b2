import assert from "node:assert/strict";
import { test } from "node:test";
import { serviceBusNamespaceArgs } from "../testing/dataExamples.js";
import { only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { ServiceBusNamespace } from "./serviceBusNamespace.js";
import type { ServiceBusNamespaceArgs } from "./serviceBusNamespaceArgs.js";

const queues = [{ name: "payments", sessions: true, maxDeliveryCount: 5 }, { name: "mail.out" }];
const topics = [{ name: "orders", duplicateDetection: true }];

test("declares the golden standard namespace with queues and a topic", async () => {
  const args = { ...serviceBusNamespaceArgs, queues, topics };
  matchesGolden("service-bus.standard", await synth(() => outputsOf(new ServiceBusNamespace("bus", args))));
});

test("declares the golden premium namespace, closed to every network, with logs", async () => {
  const args = {
    ...serviceBusNamespaceArgs,
    sku: "Premium",
    messagingUnits: 2,
    zoneRedundant: true,
    queues,
    workspaceId,
  } as const;
  matchesGolden("service-bus.premium", await synth(() => outputsOf(new ServiceBusNamespace("bus", args))));
});

test("closes the network where the tier has another way in, and keys everywhere", async () => {
  const access = { Basic: "Enabled", Standard: "Enabled", Premium: "Disabled" } as const;
  for (const sku of ["Basic", "Standard", "Premium"] as const) {
    const args = { ...serviceBusNamespaceArgs, sku };
    const { resources } = await synth(() => outputsOf(new ServiceBusNamespace("bus", args)));
    const { inputs } = only(resources, "azure-native:servicebus:Namespace");
    assert.deepEqual([inputs["disableLocalAuth"], inputs["publicNetworkAccess"]], [true, access[sku]], sku);
  }
});

const refused: readonly (readonly [string, Partial<ServiceBusNamespaceArgs>, RegExp])[] = [
  ["topics in Basic", { sku: "Basic", topics }, /no topics/],
  ["sessions in Basic", { sku: "Basic", queues }, /no sessions[^]*queues\[0\]\.sessions/],
  ["zone redundancy below Premium", { zoneRedundant: true }, /only a Premium namespace[^]*zoneRedundant/],
  ["messaging units below Premium", { messagingUnits: 2 }, /only a Premium namespace has messaging units/],
  ["a topic of a queue's name", { queues, topics: [{ name: "Payments" }] }, /name of a queue already/],
  ["a reserved ending", { namespaceName: "orders-sb" }, /-sb or -mgmt/],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new ServiceBusNamespace("bus", { ...serviceBusNamespaceArgs, ...change }), message);
  });
}
