import { armError, type CloudError } from "../values/cloudError.js";
import type { PutContext } from "./putContext.js";
import { fakeHex } from "../values/fakes.js";
import { inGroup, systemIdentity } from "./common.js";
import { leftOut, whenGiven, type OutputOf, type OutputTree } from "./outputRules.js";
import { accountChanges } from "./storageChanges.js";
import type { ResourceType } from "./resourceType.js";
import type { ResourceView } from "./resourceView.js";

const accountId = `${inGroup}/Microsoft.Storage/storageAccounts/{accountName}`;

/** Source: https://learn.microsoft.com/rest/api/storagerp/storage-accounts/create (SkuName) */
const skus = ["LRS", "GRS", "RAGRS", "ZRS", "GZRS", "RAGZRS"].map((kind) => `Standard_${kind}`);
const premiumSkus = ["Premium_LRS", "Premium_ZRS"];

/** The account itself; what lives in it is in storageServices.ts. */
export const storageAccounts: readonly ResourceType[] = [
  {
    token: "azure-native:storage:StorageAccount",
    armType: "Microsoft.Storage/storageAccounts",
    source: "https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts",
    apiVersion: "2024-01-01",
    idTemplate: accountId,
    nameRule: { minLength: 3, maxLength: 24, pattern: /^[a-z0-9]+$/ },
    placement: "regional",
    required: ["kind", "sku.name"],
    allowed: {
      kind: ["StorageV2", "Storage", "BlobStorage", "BlockBlobStorage", "FileStorage"],
      "sku.name": [...skus, ...premiumSkus],
      accessTier: ["Hot", "Cool", "Cold", "Premium"],
      minimumTlsVersion: ["TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"],
      publicNetworkAccess: ["Enabled", "Disabled", "SecuredByPerimeter"],
    },
    replaceOn: ["isHnsEnabled", "location"], // Source: forceNewMap in azure-native's provider/pkg/gen/replacement.go
    slowness: 4,
    takenName: (name) =>
      armError(409, "StorageAccountAlreadyTaken", `The storage account named ${name} is already taken.`),
    outputs: {
      provisioningState: "Succeeded",
      creationTime: (r) => r.createdAt,
      keyCreationTime: { key1: (r) => r.createdAt, key2: (r) => r.createdAt },
      primaryLocation: (r) => r.location,
      statusOfPrimary: "available",
      primaryEndpoints: endpoints(""),
      secondaryEndpoints: readableSecondary(endpoints("-secondary")),
      secondaryLocation: (r) => (isGeoRedundant(r) ? pairedRegion(r.location) : undefined),
      statusOfSecondary: (r) => (isGeoRedundant(r) ? "available" : undefined),
      privateEndpointConnections: [],
      sku: whenGiven({ tier: (r) => (r.text("sku.name").startsWith("Premium") ? "Premium" : "Standard") }),
      identity: systemIdentity,
      accessTier: (r) => (r.text("kind") === "StorageV2" ? "Hot" : undefined),
      allowBlobPublicAccess: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
      encryption: {
        keySource: "Microsoft.Storage",
        services: {
          blob: { enabled: true, keyType: "Account", lastEnabledTime: (r) => r.createdAt },
          file: { enabled: true, keyType: "Account", lastEnabledTime: (r) => r.createdAt },
        },
      },
      networkRuleSet: { bypass: "AzureServices", defaultAction: "Allow", ipRules: [], virtualNetworkRules: [] },
      accountMigrationInProgress: leftOut,
      blobRestoreStatus: leftOut,
      failoverInProgress: leftOut,
      geoReplicationStats: leftOut,
      isSkuConversionBlocked: leftOut,
      lastGeoFailoverTime: leftOut,
      storageAccountSkuConversionStatus: leftOut,
    },
    validate: (put) => accountRules(put) ?? accountChanges(put),
  },
];

/** Id template of the account, for the kinds inside it. */
export const storageAccountId = accountId;

function accountRules({ resource }: PutContext): CloudError | undefined {
  const kind = resource.text("kind");
  const sku = resource.text("sku.name");
  const premiumOnly = kind === "BlockBlobStorage" || kind === "FileStorage";
  if (premiumOnly !== sku.startsWith("Premium") && kind !== "StorageV2" && kind !== "Storage") {
    return armError(
      400,
      "InvalidValuesForRequestParameters",
      `Values for request parameters are invalid: kind ${kind}, sku.name ${sku}.`,
    );
  }
  if (kind === "BlobStorage" && resource.at("accessTier") === undefined) {
    return armError(400, "AccountPropertyIsRequired", "Account property accessTier is required for the request.");
  }
  return undefined;
}

function endpoints(suffix: string): OutputTree {
  const of =
    (service: string): OutputOf =>
    (r) =>
      `https://${r.name}${suffix}.${service}.core.windows.net/`;
  return {
    blob: of("blob"),
    queue: of("queue"),
    table: of("table"),
    file: of("file"),
    dfs: of("dfs"),
    // The zone number belongs to the region; Azure chooses it, so it can only be made up.
    web: (r) => `https://${r.name}${suffix}.z${Number.parseInt(fakeHex(r.location, 2), 16) % 30}.web.core.windows.net/`,
  };
}

/** Second endpoints exist for the read-access kinds of redundancy only. */
function readableSecondary(tree: OutputTree): OutputTree {
  return Object.fromEntries(
    Object.entries(tree).map(([service, of]): [string, OutputOf] => [
      service,
      (r, item) => (r.text("sku.name").includes("RAG") && typeof of === "function" ? of(r, item) : undefined),
    ]),
  );
}

function isGeoRedundant(resource: ResourceView): boolean {
  return /_(RA)?GZ?RS$/.test(resource.text("sku.name"));
}

/** Source: https://learn.microsoft.com/azure/reliability/cross-region-replication-azure */
function pairedRegion(location: string): string {
  const pairs = [
    ["westeurope", "northeurope"],
    ["eastus", "westus"],
    ["eastus2", "centralus"],
    ["northcentralus", "southcentralus"],
    ["westus2", "westcentralus"],
    ["uksouth", "ukwest"],
    ["francecentral", "francesouth"],
    ["germanywestcentral", "germanynorth"],
    ["switzerlandnorth", "switzerlandwest"],
    ["norwayeast", "norwaywest"],
    ["swedencentral", "swedensouth"],
    ["japaneast", "japanwest"],
    ["koreacentral", "koreasouth"],
    ["southeastasia", "eastasia"],
    ["australiaeast", "australiasoutheast"],
    ["canadacentral", "canadaeast"],
    ["centralindia", "southindia"],
    ["southafricanorth", "southafricawest"],
    ["uaenorth", "uaecentral"],
  ] as const;
  const pair = pairs.find((regions) => (regions as readonly string[]).includes(location));
  return pair?.find((region) => region !== location) ?? location;
}
