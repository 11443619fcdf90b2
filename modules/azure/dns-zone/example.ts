import { DnsZone, ResourceGroup } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "identity-team" };
const group = new ResourceGroup("group", { resourceGroupName: "rg-dns-prd", location: "westeurope", tags });

const dns = new DnsZone(
  "dns",
  {
    resourceGroupName: group.name,
    zoneName: "example.com",
    records: [
      { type: "A", name: "@", ttlSeconds: 3600, target: "203.0.113.10" },
      { type: "CNAME", name: "*.edition", ttlSeconds: 300, target: "edition.azurefd.net" },
    ],
    tags,
  },
  // A new zone answers from other name servers: the delegation would break.
  { protect: true },
);

/** What the parent zone must delegate to. */
export const nameServers = dns.nameServers;
