import { RedisCache, ResourceGroup } from "@cloud-provisioner/azure";

const tags = { environment: "staging", owner: "catalog-team" };
const group = new ResourceGroup("catalog-group", { resourceGroupName: "rg-catalog-stg", location: "westeurope", tags });

const cache = new RedisCache("catalog-cache", {
  resourceGroupName: group.name,
  location: group.location,
  cacheName: "redis-catalog-stg-1a2b3c4d",
  sku: "Balanced_B5",
  highAvailability: true,
  users: ["0f5c3f0e-93f5-4f0e-8a39-0d5f3c1b2a77"],
  tags,
});
export const cacheHost = cache.hostName;
