import { AksCluster, DnsZone, IngressAddress, ResourceGroup } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "identity-team" };
const group = new ResourceGroup("ingress-group", { resourceGroupName: "rg-shop-prd", location: "westeurope", tags });
const place = { resourceGroupName: group.name, location: group.location, tags };

const cluster = new AksCluster("shop", {
  ...place,
  clusterName: "aks-shop-prd",
  dnsPrefix: "shop-prd",
  kubernetesVersion: "1.36",
  nodeCount: 3,
  vmSize: "Standard_D4s_v5",
  zones: ["1", "2", "3"],
});

const ingress = new IngressAddress("shop-ingress", {
  ...place,
  addressName: "pip-shop-prd",
  dnsLabel: "shop-prd-1a2b3c4d",
  zones: ["1", "2", "3"],
  clusterPrincipalId: cluster.principalId,
});

// Follows the address, also as the zone's own name, where no CNAME may stand.
const dns = new DnsZone("shop-dns", {
  resourceGroupName: group.name,
  zoneName: "shop.example.com",
  records: [{ type: "ALIAS", recordType: "A", name: "@", ttlSeconds: 300, resourceId: ingress.id }],
  tags,
});

export const names = dns.fqdns;
/** For the metadata of the ingress controller's Service. */
export const annotations = ingress.annotations;
