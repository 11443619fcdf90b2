import type { StackTarget } from "../../shared/ports/stackEngine.js";

/** The program that both sides of the engine's measurement run: 17 registrations, a component and a secret among them. */
const source = `
import * as applicationinsights from "@pulumi/azure-native/applicationinsights";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as dns from "@pulumi/azure-native/dns";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as network from "@pulumi/azure-native/network";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";

const location = "westeurope";
const group = new resources.ResourceGroup("group", { resourceGroupName: "rg-bench", location });
const within = { resourceGroupName: group.name };

class Watch extends pulumi.ComponentResource {
  constructor(name: string) {
    super("bench:index:Watch", name);
    const workspace = new operationalinsights.Workspace(name, { ...within, workspaceName: "log-bench", location, retentionInDays: 30, sku: { name: "PerGB2018" } }, { parent: this });
    new applicationinsights.Component(name, { ...within, resourceName: "appi-bench", location, kind: "web", applicationType: "web", ingestionMode: "LogAnalytics", workspaceResourceId: workspace.id }, { parent: this });
    this.registerOutputs({});
  }
}
new Watch("watch");

const network_ = new network.VirtualNetwork("network", { ...within, virtualNetworkName: "vnet-bench", location, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
const subnet = new network.Subnet("subnet", { ...within, virtualNetworkName: network_.name, subnetName: "nodes", addressPrefix: "10.0.1.0/24" });
const vault = new keyvault.Vault("vault", { ...within, vaultName: "kv-bench-17", location, properties: { tenantId: "72f988bf-86f1-41af-91ab-2d7cd011db47", sku: { family: "A", name: "standard" }, enableRbacAuthorization: true } });
new keyvault.Secret("secret", { ...within, vaultName: vault.name, secretName: "password", properties: { value: pulumi.secret("correct horse battery staple") } });
const account = new storage.StorageAccount("account", { ...within, accountName: "stbench17", location, kind: "StorageV2", sku: { name: "Standard_LRS" } });
for (const name of ["one", "two", "three"]) new storage.BlobContainer(name, { ...within, accountName: account.name, containerName: name });
const zone = new dns.Zone("zone", { ...within, zoneName: "bench.example.com", location: "global" });
for (const name of ["www", "api"]) new dns.RecordSet(name, { ...within, zoneName: zone.name, relativeRecordSetName: name, recordType: "CNAME", ttl: 300, cnameRecord: { cname: "target.example.com" } });
const cluster = new containerservice.ManagedCluster("cluster", { ...within, resourceName: "aks-bench", location, dnsPrefix: "bench", networkProfile: { serviceCidr: "172.20.0.0/16", dnsServiceIP: "172.20.0.10" }, identity: { type: "SystemAssigned" }, agentPoolProfiles: [{ name: "system", mode: "System", count: 2, vmSize: "Standard_D2s_v5", vnetSubnetID: subnet.id }] });

export const blobEndpoint = account.primaryEndpoints.blob;
export const nameServers = zone.nameServers;
export const clusterFqdn = cluster.fqdn;
export const vaultUri = vault.properties.vaultUri;
`;

/** The program as a rendered stack. */
export const benchTarget: StackTarget = {
  rendered: {
    version: 1,
    identity: {
      project: "bench-westeurope",
      stack: "dev-westeurope-bench",
      label: "dev-westeurope",
      path: "infrastructure/stacks/bench/dev/westeurope",
      component: "Bench",
      environment: "dev",
      region: "westeurope",
    },
    files: { "Pulumi.yaml": "name: bench-westeurope\nruntime: nodejs\n", "index.ts": source },
    digest: "",
  },
  secrets: [],
};
