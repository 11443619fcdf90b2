import { ResourceGroup } from "@cloud-provisioner/azure";

const group = new ResourceGroup(
  "group",
  {
    resourceGroupName: "rg-auth-prd",
    location: "westeurope",
    tags: { environment: "production", owner: "identity-team" },
  },
  // Everything in a group goes with it.
  { protect: true },
);

export const groupName = group.name;
