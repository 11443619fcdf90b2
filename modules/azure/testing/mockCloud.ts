import type * as pulumi from "@pulumi/pulumi";
import { dataComputed, dataNames } from "./mockData.js";
import { networkComputed, networkNames } from "./mockNetwork.js";

/** What the mock cloud answers as a cluster's kubeconfig; tests look for it where it must not be. */
export const mockKubeconfig = "apiVersion: v1\nkind: Config\n";

type Inputs = Readonly<Record<string, unknown>>;

/** A resource as Azure would return it, as far as the modules read it. */
export function mockResource({
  type,
  name,
  inputs,
}: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
  const given = inputs as Inputs;
  return {
    id: `/subscriptions/mock/${type}/${name}`,
    state: { ...given, name: nameOf(given), ...computedBy(type, given) },
  };
}

/** The same resource as a frugal provider previews it: no id, inputs as given, nothing computed. */
export function mockPreview({ inputs }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
  const given = inputs as Inputs;
  return { id: undefined, state: { ...given, name: nameOf(given) } };
}

/** The provider functions that the modules call, and no others. */
export function mockCall({ token }: pulumi.runtime.MockCallArgs): Record<string, unknown> {
  switch (token) {
    case "azure-native:authorization:getClientConfig":
      return {
        tenantId: "11111111-1111-1111-1111-111111111111",
        subscriptionId: "00000000-0000-0000-0000-000000000000",
      };
    case "azure-native:containerservice:listManagedClusterUserCredentials":
      return { kubeconfigs: [{ name: "clusterUser", value: Buffer.from(mockKubeconfig).toString("base64") }] };
    default:
      throw new Error(`unexpected provider call in a module: ${token}`);
  }
}

/** The inputs that name a resource, children before their parents: Azure's output `name` repeats the first one given. */
const naming = [
  ...dataNames,
  ...networkNames,
  ...["secretName", "containerName", "relativeRecordSetName", "blobServicesName"],
  ...["dataCollectionRuleName", "associationName", "name"],
  ...["vaultName", "accountName", "zoneName", "workspaceName", "resourceName", "resourceGroupName"],
];

function nameOf(given: Inputs): unknown {
  return given[naming.find((input) => input in given) ?? "name"];
}

function computedBy(type: string, given: Inputs): Inputs {
  switch (type) {
    case "azure-native:keyvault:Vault":
      return {
        properties: {
          ...(given["properties"] as Inputs),
          vaultUri: `https://${text(given["vaultName"])}.vault.azure.net/`,
        },
      };
    case "azure-native:storage:StorageAccount":
      return { primaryEndpoints: { blob: `https://${text(given["accountName"])}.blob.core.windows.net/` } };
    case "azure-native:applicationinsights:Component":
      return { connectionString: "InstrumentationKey=22222222-2222-2222-2222-222222222222" };
    case "azure-native:containerservice:ManagedCluster":
      return {
        fqdn: `${text(given["dnsPrefix"])}-mock.hcp.westeurope.azmk8s.io`,
        privateFQDN: `${text(given["dnsPrefix"])}-mock.mock.privatelink.westeurope.azmk8s.io`,
        identity: { type: "SystemAssigned", principalId: "66666666-6666-4666-8666-666666666666" },
        identityProfile: { kubeletidentity: { objectId: "77777777-7777-4777-8777-777777777777" } },
        oidcIssuerProfile: { enabled: true, issuerURL: "https://westeurope.oic.prod-aks.azure.com/mock/" },
      };
    case "azure-native:dns:Zone":
      return { nameServers: ["ns1-07.azure-dns.com.", "ns2-07.azure-dns.net."] };
    case "azure-native:dns:RecordSet":
      return { fqdn: `${text(given["relativeRecordSetName"])}.${text(given["zoneName"])}.`.replace(/^@\./, "") };
    default:
      return (dataComputed[type] ?? networkComputed[type])?.(given) ?? {};
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
