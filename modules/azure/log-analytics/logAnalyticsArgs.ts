import type * as applicationinsights from "@pulumi/azure-native/applicationinsights";
import type * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as z from "zod";
import { input } from "../args/input.js";
import type { Overrides } from "../args/overrides.js";
import { placement } from "../args/placement.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftoperationalinsights */
const WorkspaceName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
    "a workspace name has 4 to 63 letters, digits and hyphens and starts and ends with a letter or digit",
  );

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftinsights */
const InsightsName = z
  .string()
  .regex(
    /^[^%&\\?/]{0,259}[^%&\\?/. ]$/,
    "an Application Insights name has 1 to 260 characters, none of % & \\ ? /, and does not end in a space or period",
  );

export const LogAnalyticsArgs = z.strictObject({
  ...placement,
  workspaceName: input(WorkspaceName),
  insightsName: input(InsightsName),
  /** Days a record stays queryable; 31 are free of charge. Source: learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure */
  retentionInDays: input(z.int().min(30, "at least 30 days").max(730, "at most 730 days")),
  overrides: z
    .strictObject({
      workspace: z.custom<Overrides<operationalinsights.WorkspaceArgs>>().optional(),
      insights: z.custom<Overrides<applicationinsights.ComponentArgs>>().optional(),
    })
    .optional(),
});
export type LogAnalyticsArgs = z.input<typeof LogAnalyticsArgs>;
