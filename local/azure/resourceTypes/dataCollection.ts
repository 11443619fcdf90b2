import { armError, type CloudError } from "../values/cloudError.js";
import { fakeGuid, fakeHex } from "../values/fakes.js";
import { isObject, type JsonObject } from "../values/json.js";
import { valueAt, valuesAt } from "../values/propertyPath.js";
import { etag, inGroup, systemData, systemIdentity } from "./common.js";
import { each, leftOut } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";
import { textOf } from "./resourceView.js";

/** What Azure Monitor collects, and from where. Source: https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-rule-structure */
export const dataCollection: readonly ResourceType[] = [
  {
    token: "azure-native:monitor:DataCollectionRule",
    armType: "Microsoft.Insights/dataCollectionRules",
    source: "https://learn.microsoft.com/azure/templates/microsoft.insights/datacollectionrules",
    apiVersion: "2022-06-01",
    idTemplate: `${inGroup}/Microsoft.Insights/dataCollectionRules/{dataCollectionRuleName}`,
    nameRule: { minLength: 3, maxLength: 64, pattern: /^[a-zA-Z0-9][a-zA-Z0-9_.-]*[a-zA-Z0-9]$/ },
    placement: "regional",
    replaceOn: ["location"], // Source: x-ms-mutability of DataCollectionRuleResource in azure-rest-api-specs
    allowed: { kind: ["Linux", "Windows"] },
    references: [{ path: "destinations.logAnalytics[].workspaceResourceId" }],
    outputs: {
      systemData,
      etag,
      immutableId: (r) => `dcr-${fakeHex(r.id, 32)}`,
      provisioningState: "Succeeded",
      identity: systemIdentity,
      destinations: {
        logAnalytics: each({
          workspaceId: (_, item) => fakeGuid(`${textOf(item.at("workspaceResourceId"))}/customer`),
        }),
        monitoringAccounts: each({ accountId: leftOut }),
      },
      metadata: leftOut,
    },
    validate: flowsHaveDestinations,
  },
  {
    token: "azure-native:monitor:DataCollectionRuleAssociation",
    armType: "Microsoft.Insights/dataCollectionRuleAssociations",
    source: "https://learn.microsoft.com/azure/templates/microsoft.insights/datacollectionruleassociations",
    apiVersion: "2022-06-01",
    idTemplate: "/{resourceUri}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}",
    nameRule: { minLength: 1, maxLength: 64, pattern: /^[a-zA-Z0-9_.-]+$/ },
    autoName: "copy",
    references: [{ path: "resourceUri" }, { path: "dataCollectionRuleId" }],
    outputs: { systemData, etag, provisioningState: "Succeeded", metadata: leftOut },
    validate: ({ resource }) =>
      resource.at("dataCollectionRuleId") === undefined && resource.at("dataCollectionEndpointId") === undefined
        ? armError(
            400,
            "InvalidPayload",
            "Data collection rule association needs a rule or an endpoint: neither was given.",
          )
        : undefined,
  },
];

/** Every destination that a flow names is declared. */
function flowsHaveDestinations({ inputs }: PutContext): CloudError | undefined {
  const declared = new Set(
    Object.values(objectAt(inputs, "destinations"))
      .flatMap((one) => [one].flat())
      .map((one) => textOf(valueAt(one, "name"))),
  );
  const lost = valuesAt(inputs, "dataFlows[].destinations[]").find(({ value }) => !declared.has(textOf(value)));
  if (lost === undefined) return undefined;
  return armError(
    400,
    "InvalidPayload",
    `Data collection rule is invalid: the data flow's destination '${textOf(lost.value)}' is not declared.`,
  );
}

function objectAt(inputs: JsonObject, path: string): JsonObject {
  const value = valueAt(inputs, path);
  return isObject(value) ? value : {};
}
