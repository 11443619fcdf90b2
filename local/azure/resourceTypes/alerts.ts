import { armError, invalidProperty, type CloudError } from "../values/cloudError.js";
import { valuesAt } from "../values/propertyPath.js";
import { inGroup, systemData, systemIdentity } from "./common.js";
import { each } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";
import { textOf } from "./resourceView.js";

const ruleName = { minLength: 1, maxLength: 260, pattern: /^[^*#&+:<>?@%{}\\/|]*[^*#&+:<>?@%{}\\/|. ]$/ };
const receivers = [
  "armRoleReceivers",
  "automationRunbookReceivers",
  "azureAppPushReceivers",
  "azureFunctionReceivers",
  "emailReceivers",
  "eventHubReceivers",
  "itsmReceivers",
  "logicAppReceivers",
  "smsReceivers",
  "voiceReceivers",
  "webhookReceivers",
];

/** Source: https://learn.microsoft.com/azure/templates/microsoft.insights/actiongroups, …/metricalerts, …/activitylogalerts */
export const alerts: readonly ResourceType[] = [
  {
    token: "azure-native:monitor:ActionGroup",
    armType: "Microsoft.Insights/actionGroups",
    source: "https://learn.microsoft.com/azure/templates/microsoft.insights/actiongroups",
    apiVersion: "2024-10-01-preview",
    idTemplate: `${inGroup}/Microsoft.Insights/actionGroups/{actionGroupName}`,
    nameRule: ruleName,
    placement: "global",
    required: [
      "enabled",
      "groupShortName",
      "emailReceivers[].name",
      "emailReceivers[].emailAddress",
      "webhookReceivers[].name",
      "webhookReceivers[].serviceUri",
    ],
    outputs: {
      systemData,
      identity: systemIdentity,
      emailReceivers: each({ status: "Enabled" }),
      smsReceivers: each({ status: "Enabled" }),
    },
    validate: actionGroupRules,
  },
  {
    token: "azure-native:monitor:MetricAlert",
    armType: "Microsoft.Insights/metricAlerts",
    source: "https://learn.microsoft.com/azure/templates/microsoft.insights/metricalerts",
    apiVersion: "2018-03-01",
    idTemplate: `${inGroup}/Microsoft.Insights/metricAlerts/{ruleName}`,
    nameRule: ruleName,
    placement: "global",
    required: ["criteria", "enabled", "evaluationFrequency", "scopes", "severity", "windowSize", "criteria.odataType"],
    allowed: {
      severity: [0, 1, 2, 3, 4],
      evaluationFrequency: ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H"],
      windowSize: ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D"],
      "criteria.allOf[].timeAggregation": ["Average", "Count", "Minimum", "Maximum", "Total"],
    },
    references: [{ path: "scopes[]" }, { path: "actions[].actionGroupId" }],
    outputs: { isMigrated: false, lastUpdatedTime: (r) => r.modifiedAt, autoMitigate: true },
    validate: metricAlertRules,
  },
  {
    token: "azure-native:monitor:ActivityLogAlert",
    armType: "Microsoft.Insights/activityLogAlerts",
    source: "https://learn.microsoft.com/azure/templates/microsoft.insights/activitylogalerts",
    apiVersion: "2020-10-01",
    idTemplate: `${inGroup}/Microsoft.Insights/activityLogAlerts/{activityLogAlertName}`,
    nameRule: ruleName,
    placement: "global",
    required: ["actions", "condition", "scopes", "condition.allOf"],
    references: [{ path: "scopes[]" }, { path: "actions.actionGroups[].actionGroupId" }],
    outputs: { enabled: true },
    validate: ({ inputs }) =>
      valuesAt(inputs, "condition.allOf[].field").some(({ value }) => value === "category")
        ? undefined
        : armError(400, "BadRequest", "The condition of an activity log alert must name the 'category'."),
  },
];

/** Source: https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups */
function actionGroupRules({ resource, inputs }: PutContext): CloudError | undefined {
  const shortName = resource.text("groupShortName");
  if (shortName === "" || shortName.length > 12) return invalidProperty("groupShortName", "it has 1 to 12 characters.");
  const names = receivers.flatMap((list) => valuesAt(inputs, `${list}[].name`)).map(({ value }) => textOf(value));
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  return twin === undefined
    ? undefined
    : armError(400, "ReceiverNameNotUnique", `The receiver name '${twin}' is there more than once.`);
}

/** Source: https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types#metric-alerts */
function metricAlertRules({ resource, inputs }: PutContext): CloudError | undefined {
  if (valuesAt(inputs, "scopes[]").length === 0) return invalidProperty("scopes", "at least one is needed.");
  const order = ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D"];
  const [every, window] = [resource.text("evaluationFrequency"), resource.text("windowSize")];
  return order.indexOf(every) > order.indexOf(window)
    ? invalidProperty("windowSize", `${window} is shorter than the evaluation frequency ${every}.`)
    : undefined;
}
