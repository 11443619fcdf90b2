import { armError } from "../values/cloudError.js";
import { fakeHex } from "../values/fakes.js";
import { inGroup, systemIdentity } from "./common.js";
import { leftOut } from "./outputRules.js";
import type { ResourceType } from "./resourceType.js";

/** As ARM lists them when it refuses another. */
const homes = ["westus2", "centralus", "eastus2", "westeurope", "eastasia"];

/** Source: azure-rest-api-specs, specification/web, StaticSites.json (mutability too) */
export const staticSites: readonly ResourceType[] = [
  {
    token: "azure-native:web:StaticSite",
    armType: "Microsoft.Web/staticSites",
    source: "https://learn.microsoft.com/azure/templates/microsoft.web/staticsites",
    apiVersion: "2025-05-01",
    idTemplate: `${inGroup}/Microsoft.Web/staticSites/{name}`,
    nameRule: { minLength: 1, maxLength: 40, pattern: /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/ },
    placement: "regional",
    required: ["sku.name"],
    replaceOn: ["location"],
    allowed: {
      "sku.name": ["Free", "Standard"],
      "sku.tier": ["Free", "Standard"],
      stagingEnvironmentPolicy: ["Enabled", "Disabled"],
      publicNetworkAccess: ["Enabled", "Disabled"],
    },
    writeOnly: ["repositoryToken"],
    outputs: {
      systemData: leftOut,
      // Two words and a number of Azure's choice, so it can only be made up.
      defaultHostname: (r) => `simulated-${fakeHex(r.id, 9)}.5.azurestaticapps.net`,
      contentDistributionEndpoint: "https://content-am2.infrastructure.5.azurestaticapps.net",
      keyVaultReferenceIdentity: "SystemAssigned",
      identity: systemIdentity,
      allowConfigFileUpdates: true,
      stagingEnvironmentPolicy: "Enabled",
      enterpriseGradeCdnStatus: "Disabled",
      customDomains: [],
      databaseConnections: [],
      linkedBackends: [],
      privateEndpointConnections: [],
      userProvidedFunctionApps: [],
    },
    // Source: https://github.com/Azure/static-web-apps/issues/443
    validate: ({ resource }) =>
      homes.includes(resource.location)
        ? undefined
        : armError(
            400,
            "LocationNotAvailableForResourceType",
            `The provided location '${resource.location}' is not available for resource type 'Microsoft.Web/staticSites'. List of available regions for the resource type is '${homes.join(",")}'.`,
          ),
  },
];
