import type * as monitor from "@pulumi/azure-native/monitor";
import * as z from "zod";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { ResourceGroupName } from "../args/placement.js";
import { Tags } from "../args/tags.js";
import { unique } from "../args/unique.js";
import { MetricAlert, RuleName } from "./metricAlertArgs.js";

/** Unique among the receivers of a group. */
const ReceiverName = z.string().min(1).max(64, "a receiver's name has at most 64 characters");

/** Service Health knows regions by their display names only. Source: learn.microsoft.com/azure/service-health/resource-manager-samples */
const RegionName = z
  .string()
  .regex(
    /^[A-Z][A-Za-z0-9]*(?: [A-Z0-9][A-Za-z0-9]*)*$/,
    "write a region as Service Health does, by its display name, for example West Europe",
  );

export const AlertsArgs = z
  .strictObject({
    resourceGroupName: input(ResourceGroupName),
    /** Set on every child. */
    tags: Tags,
    actionGroupName: input(RuleName),
    /** How the group signs its messages. Source: learn.microsoft.com/azure/azure-monitor/alerts/action-groups */
    shortName: z.string().regex(/^[^\s].{0,11}$/, "a short name has 1 to 12 characters"),
    emails: z.array(
      z.strictObject({ name: ReceiverName, address: input(z.email("an email address reads like team@example.com")) }),
    ),
    /** Called with the common alert schema. */
    webhooks: z.array(
      z.strictObject({
        name: ReceiverName,
        /** Secret wherever it goes: whoever has such a URL can usually post to it. */
        url: input(z.url({ protocol: /^https$/, error: "a webhook has an https URL" })),
      }),
    ),
    metricAlerts: z.array(MetricAlert).superRefine(unique(({ name }) => name)),
    /** Says when Azure itself is unwell, or is about to be, where the stack lives. */
    serviceHealth: z
      .strictObject({
        name: RuleName,
        /** Regions that matter, by their display names; what concerns all regions is always among it. */
        regions: z
          .array(RegionName)
          .min(1, "name at least one region")
          .superRefine(unique((region) => region)),
      })
      .optional(),
    overrides: z
      .strictObject({
        actionGroup: z.custom<Overrides<monitor.ActionGroupArgs>>().optional(),
        /** For every metric alert, or for each by its name. */
        metricAlert: z.custom<EachOverrides<monitor.MetricAlertArgs>>().optional(),
        serviceHealth: z.custom<Overrides<monitor.ActivityLogAlertArgs>>().optional(),
      })
      .optional(),
  })
  .superRefine(({ emails, webhooks }, context) => {
    if (emails.length + webhooks.length === 0)
      context.addIssue({
        code: "custom",
        message: "name somebody who hears of it: an email or a webhook",
        path: ["emails"],
      });
    const receivers: [name: string, path: PropertyKey[]][] = [
      ...emails.map(({ name }, index): [string, PropertyKey[]] => [name, ["emails", index, "name"]]),
      ...webhooks.map(({ name }, index): [string, PropertyKey[]] => [name, ["webhooks", index, "name"]]),
    ];
    const seen = new Set<string>();
    for (const [name, path] of receivers) {
      if (seen.has(name.toLowerCase())) context.addIssue({ code: "custom", message: `"${name}" is there twice`, path });
      seen.add(name.toLowerCase());
    }
  });
export type AlertsArgs = z.input<typeof AlertsArgs>;
