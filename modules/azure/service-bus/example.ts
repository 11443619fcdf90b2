import { ResourceGroup, ServiceBusNamespace } from "@cloud-provisioner/azure";

const tags = { environment: "staging", owner: "orders-team" };
const group = new ResourceGroup("messages-group", {
  resourceGroupName: "rg-messages-stg",
  location: "westeurope",
  tags,
});

const bus = new ServiceBusNamespace("order-messages", {
  resourceGroupName: group.name,
  location: group.location,
  namespaceName: "sbns-orders-stg-1a2b3c4d",
  sku: "Standard",
  zoneRedundant: false,
  queues: [{ name: "payments", sessions: true, maxDeliveryCount: 5 }],
  topics: [{ name: "orders", duplicateDetection: true }],
  tags,
});
export const busEndpoint = bus.endpoint;
