import { armError } from "../values/cloudError.js";
import type { ResourceType } from "./resourceType.js";

/** Token of the kind that nearly everything else lives in. */
export const resourceGroupToken = "azure-native:resources:ResourceGroup";

export const resourceGroups: readonly ResourceType[] = [
  {
    token: resourceGroupToken,
    armType: "Microsoft.Resources/resourceGroups",
    source: "https://learn.microsoft.com/azure/templates/microsoft.resources/resourcegroups",
    apiVersion: "2024-03-01",
    idTemplate: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}",
    nameRule: { minLength: 1, maxLength: 90, pattern: /^[\p{L}\p{N}._()-]*[\p{L}\p{N}_()-]$/u },
    placement: "regional",
    replaceOn: ["location"], // Source: forceNewMap in azure-native's provider/pkg/gen/replacement.go
    outputs: { properties: { provisioningState: "Succeeded" } },
    validate: ({ resource }) =>
      // Source: reserved names in https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name
      /^(azure|microsoft|windows)$/i.test(resource.name)
        ? armError(
            400,
            "ReservedResourceName",
            `The resource name '${resource.name}' is a trademarked or reserved word.`,
          )
        : undefined,
  },
];
