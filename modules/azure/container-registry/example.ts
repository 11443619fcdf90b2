import { ContainerRegistry, ResourceGroup } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "platform-team" };
const group = new ResourceGroup("images-group", {
  resourceGroupName: "rg-images-prod",
  location: "francecentral",
  tags,
});

const registry = new ContainerRegistry("images", {
  resourceGroupName: group.name,
  location: group.location,
  registryName: "crplatformprod1a2b3c4d",
  sku: "Premium",
  zoneRedundant: true,
  untaggedRetentionDays: 30,
  replicas: [{ location: "westeurope", zoneRedundant: true }],
  tags,
});
export const imagesFrom = registry.loginServer;
