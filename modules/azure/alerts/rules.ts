import type * as monitor from "@pulumi/azure-native/monitor";
import * as pulumi from "@pulumi/pulumi";
import type { MetricAlert } from "./metricAlertArgs.js";

/** A metric alert with a fixed threshold, which says when it is over too. Source: learn.microsoft.com/azure/azure-monitor/alerts/alerts-types#metric-alerts */
export function metricRule(
  alert: MetricAlert,
  actionGroupId: pulumi.Input<string>,
): Omit<monitor.MetricAlertArgs, "resourceGroupName"> {
  const { namespace, name, aggregation, dimensions } = alert.metric;
  return {
    location: "global",
    ...(alert.description !== undefined && { description: alert.description }),
    enabled: true,
    autoMitigate: true,
    severity: alert.severity,
    scopes: [alert.scopeId],
    evaluationFrequency: duration(alert.everyMinutes),
    windowSize: duration(alert.windowMinutes),
    criteria: {
      odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
      allOf: [
        {
          criterionType: "StaticThresholdCriterion",
          name: "crossed",
          metricNamespace: namespace,
          metricName: name,
          timeAggregation: aggregation,
          operator: alert.operator,
          threshold: alert.threshold,
          ...(dimensions !== undefined && { dimensions }),
        },
      ],
    },
    actions: [{ actionGroupId }],
  };
}

/** Incidents, maintenance and advisories of Azure in the given regions. Source: learn.microsoft.com/azure/service-health/resource-manager-samples */
export function serviceHealthRule(
  regions: readonly string[],
  subscriptionId: pulumi.Input<string>,
  actionGroupId: pulumi.Input<string>,
) {
  return {
    location: "global",
    enabled: true,
    // Health is told to the subscription, not to its resources.
    scopes: [pulumi.interpolate`/subscriptions/${subscriptionId}`],
    condition: {
      allOf: [
        { field: "category", equals: "ServiceHealth" },
        { field: "properties.impactedServices[*].ImpactedRegions[*].RegionName", containsAny: [...regions, "Global"] },
      ],
    },
    actions: { actionGroups: [{ actionGroupId }] },
  };
}

/** Minutes as Azure Monitor writes them; an hour is `PT1H`, not `PT60M`. */
function duration(minutes: number): string {
  if (minutes === 1440) return "P1D";
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
}
