import * as applicationinsights from "@pulumi/azure-native/applicationinsights/index.js";
import * as authorization from "@pulumi/azure-native/authorization/index.js";
import * as containerservice from "@pulumi/azure-native/containerservice/index.js";
import * as dns from "@pulumi/azure-native/dns/index.js";
import * as keyvault from "@pulumi/azure-native/keyvault/index.js";
import * as managedidentity from "@pulumi/azure-native/managedidentity/index.js";
import * as network from "@pulumi/azure-native/network/index.js";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights/index.js";
import * as resources from "@pulumi/azure-native/resources/index.js";
import * as storage from "@pulumi/azure-native/storage/index.js";
import * as pulumi from "@pulumi/pulumi";

/** What the tests vary between two runs of the program. */
export interface ShopSettings {
  /** Region of the storage account; the rest stays in western Europe. */
  readonly storageLocation: string;
  readonly storageName: string;
  readonly tlsVersion: string;
  readonly password: string;
}

/** A program as a user would write it: twelve resources that depend on each other, functions, secrets, nested outputs. */
export function shopProgram(settings: ShopSettings): () => Promise<Record<string, unknown>> {
  return () => {
    const group = new resources.ResourceGroup("rg", { resourceGroupName: "rg-shop", location: "West Europe" });
    const inGroup = { resourceGroupName: group.name };
    const placed = { ...inGroup, location: group.location };
    const client = authorization.getClientConfigOutput();
    const network_ = new network.VirtualNetwork("vnet", {
      ...placed,
      virtualNetworkName: "vnet-shop",
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    });
    const subnet = new network.Subnet("subnet", {
      ...inGroup,
      virtualNetworkName: network_.name,
      subnetName: "aks",
      addressPrefix: "10.0.1.0/24",
    });
    const identity = new managedidentity.UserAssignedIdentity("identity", { ...placed, resourceName: "id-shop" });
    const workspace = new operationalinsights.Workspace("logs", { ...placed, workspaceName: "log-shop" });
    const insights = new applicationinsights.Component("insights", {
      ...placed,
      resourceName: "appi-shop",
      kind: "web",
      applicationType: "web",
      workspaceResourceId: workspace.id,
    });
    const vault = new keyvault.Vault("vault", {
      ...placed,
      vaultName: "kv-shop",
      properties: { tenantId: client.tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
    });
    const password = new keyvault.Secret("password", {
      ...inGroup,
      vaultName: vault.name,
      secretName: "password",
      properties: { value: pulumi.secret(settings.password) },
    });
    const account = new storage.StorageAccount("storage", {
      ...inGroup,
      location: settings.storageLocation,
      accountName: settings.storageName,
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      minimumTlsVersion: settings.tlsVersion,
    });
    const zone = new dns.Zone("zone", { ...inGroup, location: "global", zoneName: "shop.example.com" });
    const record = new dns.RecordSet("www", {
      ...inGroup,
      zoneName: zone.name,
      relativeRecordSetName: "www",
      recordType: "CNAME",
      ttl: 300,
      cnameRecord: { cname: account.primaryEndpoints.web },
    });
    const cluster = new containerservice.ManagedCluster("cluster", {
      ...placed,
      resourceName: "aks-shop",
      dnsPrefix: "shop",
      kubernetesVersion: "1.34",
      identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
      oidcIssuerProfile: { enabled: true },
      networkProfile: { serviceCidr: "172.20.0.0/16", dnsServiceIP: "172.20.0.10" },
      agentPoolProfiles: [
        { name: "system", mode: "System", count: 2, vmSize: "Standard_D2s_v5", vnetSubnetID: subnet.id },
      ],
    });
    const credentials = containerservice.listManagedClusterUserCredentialsOutput({
      ...inGroup,
      resourceName: cluster.name,
    });
    return Promise.resolve({
      vaultUri: vault.properties.vaultUri,
      secretUri: password.properties.secretUri,
      blobUrl: account.primaryEndpoints.blob,
      issuer: cluster.oidcIssuerProfile.apply((profile) => profile?.issuerURL),
      recordFqdn: record.fqdn,
      nameServers: zone.nameServers,
      insightsConnection: insights.connectionString,
      kubeconfig: credentials.kubeconfigs[0]?.value,
    });
  };
}
