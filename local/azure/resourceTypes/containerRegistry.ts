import { armError, type CloudError } from "../values/cloudError.js";
import { valueAt } from "../values/propertyPath.js";
import { normalizeRegion } from "../values/regions.js";
import { inGroup, systemData } from "./common.js";
import { notOffered } from "./dataRules.js";
import { leftOut, whenGiven } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";
import { textOf } from "./resourceView.js";

const registry = "azure-native:containerregistry:Registry";
const registryId = `${inGroup}/Microsoft.ContainerRegistry/registries/{registryName}`;
const redundancy = ["Enabled", "Disabled"];

export const containerRegistry: readonly ResourceType[] = [
  {
    token: registry,
    armType: "Microsoft.ContainerRegistry/registries",
    source: "https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries",
    apiVersion: "2023-01-01-preview",
    idTemplate: registryId,
    nameRule: { minLength: 5, maxLength: 50, pattern: /^[a-zA-Z0-9]+$/ },
    placement: "regional",
    required: ["sku.name"],
    replaceOn: ["location"], // Source: x-ms-mutability of Resource in azure-rest-api-specs, specification/containerregistry
    immutable: ["zoneRedundancy"], // Source: https://learn.microsoft.com/azure/container-registry/zone-redundancy
    allowed: {
      "sku.name": ["Basic", "Standard", "Premium"],
      zoneRedundancy: redundancy,
      publicNetworkAccess: ["Enabled", "Disabled"],
    },
    slowness: 3,
    takenName: (name) =>
      armError(
        409,
        "AlreadyInUse",
        `The registry DNS name ${name.toLowerCase()}.azurecr.io is already in use. You can check if the name is already claimed using following API: https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability`,
      ),
    outputs: {
      systemData,
      loginServer: (r) => `${r.name.toLowerCase()}.azurecr.io`,
      creationDate: (r) => r.createdAt,
      provisioningState: "Succeeded",
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      dataEndpointEnabled: false,
      dataEndpointHostNames: [],
      encryption: whenGiven({
        keyVaultProperties: whenGiven({
          keyRotationEnabled: leftOut,
          lastKeyRotationTimestamp: leftOut,
          versionedKeyIdentifier: leftOut,
        }),
      }),
      networkRuleBypassOptions: "AzureServices",
      policies: {
        retentionPolicy: { days: 7, status: "disabled", lastUpdatedTime: (r) => r.modifiedAt },
        softDeletePolicy: { retentionDays: 7, status: "disabled", lastUpdatedTime: (r) => r.modifiedAt },
      },
      privateEndpointConnections: [],
      publicNetworkAccess: "Enabled",
      sku: whenGiven({ tier: (r) => r.text("sku.name") }),
      zoneRedundancy: "Disabled",
      status: leftOut,
    },
    validate: registryRules,
  },
  {
    token: "azure-native:containerregistry:Replication",
    armType: "Microsoft.ContainerRegistry/registries/replications",
    source: "https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries/replications",
    apiVersion: "2024-11-01-preview",
    idTemplate: `${registryId}/replications/{replicationName}`,
    nameRule: { minLength: 5, maxLength: 50, pattern: /^[a-zA-Z0-9]+$/ },
    placement: "regional",
    parent: registry,
    replaceOn: ["location"], // Source: as above
    immutable: ["zoneRedundancy"],
    allowed: { zoneRedundancy: redundancy },
    slowness: 3,
    outputs: {
      systemData,
      provisioningState: "Succeeded",
      regionEndpointEnabled: true,
      status: { displayStatus: "Ready", timestamp: (r) => r.modifiedAt, message: leftOut },
      zoneRedundancy: "Disabled",
    },
    validate: replicationRules,
  },
];

/** Source: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
function registryRules({ resource }: PutContext): CloudError | undefined {
  if (resource.text("sku.name") === "Premium") return undefined;
  const premium: [asked: boolean, what: string][] = [
    [resource.text("zoneRedundancy") === "Enabled", "Zone redundancy"],
    [resource.text("publicNetworkAccess") === "Disabled", "Disabling the public network"],
    [resource.text("policies.retentionPolicy.status") === "enabled", "A retention policy"],
  ];
  const [first] = premium.filter(([asked]) => asked);
  return first && notOffered(`${first[1]} is only supported for managed registries in Premium SKU.`);
}

function replicationRules({ resource, cloud }: PutContext): CloudError | undefined {
  const parent = cloud.inputsOf(resource.id.slice(0, resource.id.lastIndexOf("/replications/")));
  if (valueAt(parent, "sku.name") !== "Premium") return notOffered("Replications are only supported in Premium SKU.");
  return normalizeRegion(textOf(valueAt(parent, "location"))) === resource.location
    ? armError(409, "Conflict", `The registry is in ${resource.location} itself.`)
    : undefined;
}
