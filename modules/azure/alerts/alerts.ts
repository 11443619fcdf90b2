import * as authorization from "@pulumi/azure-native/authorization";
import * as monitor from "@pulumi/azure-native/monitor";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { ResourceId } from "../outputs/outputRules.js";
import { AlertsArgs } from "./alertsArgs.js";
import { metricRule, serviceHealthRule } from "./rules.js";

const AlertsOutputs = z.strictObject({
  actionGroupId: ResourceId,
  metricAlertIds: z.array(ResourceId),
});

/** Who hears of trouble, and of which: an action group, alerts on metrics, and one on the health of Azure itself. */
export class Alerts extends pulumi.ComponentResource {
  readonly actionGroupId: pulumi.Output<string>;
  /** ARM ids of the metric alerts in the order given. */
  readonly metricAlertIds: pulumi.Output<string[]>;

  constructor(name: string, args: AlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(AlertsArgs, "Alerts", name, args);
    super("cloud-provisioner:azure:Alerts", name, {}, opts);
    const { resourceGroupName, tags } = given;

    // Rules and groups live everywhere at once, so that they outlive the region they watch.
    // Source: learn.microsoft.com/azure/azure-monitor/alerts/action-groups
    const group = new monitor.ActionGroup(
      name,
      override<monitor.ActionGroupArgs>(
        {
          resourceGroupName,
          actionGroupName: given.actionGroupName,
          location: "global",
          groupShortName: given.shortName,
          enabled: true,
          emailReceivers: given.emails.map(({ name: receiver, address }) => ({
            name: receiver,
            emailAddress: address,
            useCommonAlertSchema: true,
          })),
          webhookReceivers: given.webhooks.map(({ name: receiver, url }) => ({
            name: receiver,
            serviceUri: pulumi.secret(url),
            useCommonAlertSchema: true,
          })),
          tags,
        },
        overrides?.actionGroup,
      ),
      { parent: this },
    );
    const rules = given.metricAlerts.map(
      (alert) =>
        new monitor.MetricAlert(
          `${name}-${alert.name}`,
          override<monitor.MetricAlertArgs>(
            { resourceGroupName, ruleName: alert.name, ...metricRule(alert, group.id), tags },
            overridesOf(overrides?.metricAlert, alert.name),
          ),
          { parent: this },
        ),
    );
    if (given.serviceHealth !== undefined) {
      const { subscriptionId } = authorization.getClientConfigOutput({ parent: this });
      new monitor.ActivityLogAlert(
        `${name}-service-health`,
        override<monitor.ActivityLogAlertArgs>(
          {
            resourceGroupName,
            activityLogAlertName: given.serviceHealth.name,
            ...serviceHealthRule(given.serviceHealth.regions, subscriptionId, group.id),
            tags,
          },
          overrides?.serviceHealth,
        ),
        { parent: this },
      );
    }

    const outputs = checkedOutputs(AlertsOutputs, "Alerts", name, {
      actionGroupId: group.id,
      metricAlertIds: pulumi.all(rules.map(({ id }) => id)),
    });
    this.actionGroupId = outputs.actionGroupId;
    this.metricAlertIds = outputs.metricAlertIds;
    this.registerOutputs(outputs);
  }
}
