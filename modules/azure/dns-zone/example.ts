import { DnsZone, ResourceGroup } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "identity-team" };
const group = new ResourceGroup("dns-group", { resourceGroupName: "rg-dns-prd", location: "westeurope", tags });

// A new zone answers from other name servers, and the delegation breaks: give one that is in use `{ protect: true }` as well.
const dns = new DnsZone("dns", {
  resourceGroupName: group.name,
  zoneName: "example.com",
  records: [
    { type: "A", name: "@", ttlSeconds: 3600, target: "203.0.113.10" },
    { type: "TXT", name: "@", ttlSeconds: 3600, values: ["v=spf1 -all"] },
    { type: "CAA", name: "@", ttlSeconds: 3600, values: [{ tag: "issue", value: "digicert.com" }] },
    { type: "CNAME", name: "*.edition", ttlSeconds: 300, target: "edition.azurefd.net" },
  ],
  tags,
});

/** What the parent zone must delegate to. */
export const nameServers = dns.nameServers;
