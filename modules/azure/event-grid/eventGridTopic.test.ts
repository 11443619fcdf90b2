import assert from "node:assert/strict";
import { test } from "node:test";
import { eventGridTopicArgs } from "../testing/dataExamples.js";
import { only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { EventGridTopic } from "./eventGridTopic.js";

test("declares the golden topic with logs", async () => {
  const args = { ...eventGridTopicArgs, workspaceId };
  matchesGolden("event-grid.topic", await synth(() => outputsOf(new EventGridTopic("events", args))));
});

test("takes CloudEvents of Entra identities, from nowhere until an override lets a network in", async () => {
  const topicOf = async (args: typeof eventGridTopicArgs) => {
    const { resources } = await synth(() => outputsOf(new EventGridTopic("events", args)));
    return only(resources, "azure-native:eventgrid:Topic").inputs;
  };
  const closed = await topicOf(eventGridTopicArgs);
  assert.equal(closed["inputSchema"], "CloudEventSchemaV1_0");
  assert.equal(closed["disableLocalAuth"], true);
  assert.equal(closed["publicNetworkAccess"], "Disabled");

  const inboundIpRules = [{ ipMask: "203.0.113.0/24", action: "Allow" }];
  const overrides = { topic: { publicNetworkAccess: "Enabled", inboundIpRules } };
  const open = await topicOf({ ...eventGridTopicArgs, overrides });
  assert.deepEqual([open["publicNetworkAccess"], open["inboundIpRules"]], ["Enabled", inboundIpRules]);
});

test("refuses a name that Azure would refuse", () => {
  assert.throws(() => new EventGridTopic("events", { ...eventGridTopicArgs, topicName: "a_b" }), /3 to 50 letters/);
});
