import { Alerts, ResourceGroup, ServiceBusNamespace } from "@cloud-provisioner/azure";

const tags = { environment: "staging", owner: "orders-team" };
const group = new ResourceGroup("watch-group", { resourceGroupName: "rg-watch-stg", location: "westeurope", tags });
const bus = new ServiceBusNamespace("watched-messages", {
  resourceGroupName: group.name,
  location: group.location,
  namespaceName: "sbns-watch-stg-1a2b3c4d",
  sku: "Standard",
  zoneRedundant: false,
  queues: [{ name: "payments" }],
  topics: [],
  tags,
});

const alerts = new Alerts("order-alerts", {
  resourceGroupName: group.name,
  actionGroupName: "ag-orders-stg",
  shortName: "orders-stg",
  emails: [{ name: "on-call", address: "on-call@example.com" }],
  webhooks: [],
  metricAlerts: [
    {
      name: "dead-letters",
      description: "Somebody cannot work off their messages.",
      scopeId: bus.id,
      metric: { namespace: "Microsoft.ServiceBus/namespaces", name: "DeadletteredMessages", aggregation: "Maximum" },
      operator: "GreaterThan",
      threshold: 0,
      severity: 2,
    },
  ],
  serviceHealth: { name: "azure-health", regions: ["West Europe"] },
  tags,
});
export const actionGroupId = alerts.actionGroupId;
