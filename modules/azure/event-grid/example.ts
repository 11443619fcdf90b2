import { EventGridTopic, ResourceGroup } from "@cloud-provisioner/azure";

const tags = { environment: "staging", owner: "orders-team" };
const group = new ResourceGroup("events-group", { resourceGroupName: "rg-events-stg", location: "westeurope", tags });

const topic = new EventGridTopic("order-events", {
  resourceGroupName: group.name,
  location: group.location,
  topicName: "evgt-orders-stg",
  // Publishers outside the network: let their addresses in, and nobody else's.
  overrides: {
    topic: { publicNetworkAccess: "Enabled", inboundIpRules: [{ ipMask: "203.0.113.0/24", action: "Allow" }] },
  },
  tags,
});
export const publishTo = topic.endpoint;
