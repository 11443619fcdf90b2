import { armError, type CloudError } from "../values/cloudError.js";
import type { PutContext } from "./putContext.js";
import { fakeGuid } from "../values/fakes.js";
import { etag, inGroup, systemData, systemIdentity } from "./common.js";
import { leftOut, whenGiven } from "./outputRules.js";
import type { ResourceType } from "./resourceType.js";
import type { ResourceView } from "./resourceView.js";

export const monitoring: readonly ResourceType[] = [
  {
    token: "azure-native:operationalinsights:Workspace",
    armType: "Microsoft.OperationalInsights/workspaces",
    source: "https://learn.microsoft.com/azure/templates/microsoft.operationalinsights/workspaces",
    apiVersion: "2023-09-01",
    idTemplate: `${inGroup}/Microsoft.OperationalInsights/workspaces/{workspaceName}`,
    nameRule: { minLength: 4, maxLength: 63, pattern: /^[A-Za-z0-9][A-Za-z0-9-]+[A-Za-z0-9]$/ },
    placement: "regional",
    replaceOn: ["location"], // Source: x-ms-mutability of TrackedResource in azure-rest-api-specs
    allowed: {
      "sku.name": [
        "PerGB2018",
        "CapacityReservation",
        "LACluster",
        "Free",
        "Standalone",
        "PerNode",
        "Standard",
        "Premium",
      ],
      publicNetworkAccessForIngestion: ["Enabled", "Disabled"],
      publicNetworkAccessForQuery: ["Enabled", "Disabled"],
    },
    slowness: 2,
    outputs: {
      systemData,
      etag,
      customerId: (r) => fakeGuid(`${r.id}/customer`),
      provisioningState: "Succeeded",
      createdDate: (r) => r.createdAt,
      modifiedDate: (r) => r.modifiedAt,
      retentionInDays: 30,
      sku: { name: "PerGB2018", lastSkuUpdate: (r) => r.createdAt },
      identity: systemIdentity,
      features: { enableLogAccessUsingOnlyResourcePermissions: true, unifiedSentinelBillingOnly: leftOut },
      workspaceCapping: { dailyQuotaGb: -1, dataIngestionStatus: "RespectQuota", quotaNextResetTime: leftOut },
      publicNetworkAccessForIngestion: "Enabled",
      publicNetworkAccessForQuery: "Enabled",
      privateLinkScopedResources: leftOut,
    },
    validate: workspaceRules,
  },
  {
    token: "azure-native:applicationinsights:Component",
    armType: "Microsoft.Insights/components",
    source: "https://learn.microsoft.com/azure/templates/microsoft.insights/components",
    apiVersion: "2020-02-02",
    idTemplate: `${inGroup}/Microsoft.Insights/components/{resourceName}`,
    nameRule: { minLength: 1, maxLength: 260, pattern: /^[^%&\\?/]*[^%&\\?/ .]$/ },
    placement: "regional",
    required: ["kind", "applicationType"],
    replaceOn: ["location"], // Source: x-ms-mutability in azure-rest-api-specs, Microsoft.Insights/components
    allowed: {
      applicationType: ["web", "other"],
      ingestionMode: ["ApplicationInsights", "ApplicationInsightsWithDiagnosticSettings", "LogAnalytics"],
    },
    references: [{ path: "workspaceResourceId" }],
    slowness: 2,
    outputs: {
      etag,
      appId: (r) => fakeGuid(`${r.id}/app`),
      applicationId: (r) => r.name,
      instrumentationKey: (r) => instrumentationKey(r),
      connectionString: (r) => connectionString(r),
      creationDate: (r) => r.createdAt,
      laMigrationDate: leftOut,
      provisioningState: "Succeeded",
      tenantId: (r) => r.account.tenantId,
      retentionInDays: 90,
      hockeyAppToken: leftOut,
      privateLinkScopedResources: leftOut,
    },
    validate: ({ resource }) =>
      resource.text("ingestionMode") === "LogAnalytics" && resource.text("workspaceResourceId") === ""
        ? armError(400, "BadRequest", "WorkspaceResourceId is required when IngestionMode is LogAnalytics.")
        : undefined,
  },
  {
    token: "azure-native:monitor:DiagnosticSetting",
    armType: "Microsoft.Insights/diagnosticSettings",
    source: "https://learn.microsoft.com/azure/templates/microsoft.insights/diagnosticsettings",
    apiVersion: "2021-05-01-preview",
    idTemplate: "/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
    nameRule: { minLength: 1, maxLength: 260, pattern: /^[^*<>%&:\\?+/]*[^*<>%&:\\?+/ .]$/ },
    references: [{ path: "resourceUri" }, { path: "workspaceId" }, { path: "storageAccountId" }],
    outputs: { systemData, logs: whenGiven({}), metrics: whenGiven({}) },
    validate: diagnosticSettingRules,
  },
];

/** Source: https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure */
function workspaceRules({ resource }: PutContext): CloudError | undefined {
  const days = resource.at("retentionInDays");
  if (days === undefined || (typeof days === "number" && (days === -1 || (days >= 7 && days <= 730)))) return undefined;
  return armError(
    400,
    "InvalidParameter",
    `'RetentionInDays' property doesn't match the SKU limits: ${JSON.stringify(days)}.`,
  );
}

/** Source: https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings */
function diagnosticSettingRules({ resource }: PutContext): CloudError | undefined {
  const sinks = [
    "workspaceId",
    "storageAccountId",
    "eventHubAuthorizationRuleId",
    "marketplacePartnerId",
    "serviceBusRuleId",
  ];
  if (!sinks.some((sink) => resource.at(sink) !== undefined)) {
    return armError(400, "BadRequest", "At least one data sink needs to be specified.");
  }
  for (const list of ["logs", "metrics"]) {
    const items = resource.at(list);
    const bad = Array.isArray(items) && items.some((_, at) => !isNamedOnce(resource, `${list}[${at}]`));
    if (bad) return armError(400, "BadRequest", `Each of '${list}' needs either a category or a category group.`);
  }
  return undefined;
}

function isNamedOnce(resource: ResourceView, item: string): boolean {
  return (resource.at(`${item}.category`) === undefined) !== (resource.at(`${item}.categoryGroup`) === undefined);
}

function instrumentationKey(resource: ResourceView): string {
  return fakeGuid(`${resource.id}/instrumentation`);
}

function connectionString(resource: ResourceView): string {
  const region = resource.location;
  return [
    `InstrumentationKey=${instrumentationKey(resource)}`,
    `IngestionEndpoint=https://${region}-0.simulated.in.applicationinsights.azure.com/`,
    `LiveEndpoint=https://${region}.simulated.livediagnostics.monitor.azure.com/`,
    `ApplicationId=${fakeGuid(`${resource.id}/app`)}`,
  ].join(";");
}
