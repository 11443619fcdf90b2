import { DnsZone, ResourceGroup, TrafficManager } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "identity-team" };
const group = new ResourceGroup("global-group", { resourceGroupName: "rg-auth-global", location: "westeurope", tags });

// The north answers while the west is down.
const traffic = new TrafficManager("traffic", {
  resourceGroupName: group.name,
  profileName: "traf-auth-prd",
  relativeName: "auth-prd-1a2b3c4d",
  endpoints: [
    { type: "external", name: "west", target: "auth-weu.example.com", location: "westeurope" },
    { type: "external", name: "north", target: "auth-neu.example.com", location: "northeurope" },
  ],
  probe: { protocol: "HTTPS", port: 443, path: "/health" },
  tags,
});

const dns = new DnsZone("global-dns", {
  resourceGroupName: group.name,
  zoneName: "example.com",
  records: [{ type: "ALIAS", recordType: "CNAME", name: "auth", ttlSeconds: 60, resourceId: traffic.id }],
  tags,
});

export const addresses = dns.fqdns;
