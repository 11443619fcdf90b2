import { ResourceGroup } from "@cloud-provisioner/azure";

// Everything in a group goes with it; where that must not happen give the group `{ protect: true }` as well.
const group = new ResourceGroup("group", {
  resourceGroupName: "rg-orders-prd",
  location: "westeurope",
  tags: { environment: "production", owner: "orders-team" },
});

export const groupName = group.name;
