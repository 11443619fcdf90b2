import * as z from "zod";
import { input } from "../args/input.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftinsights */
export const RuleName = z
  .string()
  .regex(
    /^[^*#&+:<>?@%{}\\/|]{0,259}[^*#&+:<>?@%{}\\/|. ]$/,
    "an alert rule's name has 1 to 260 characters, none of * # & + : < > ? @ % { } \\ / |, and does not end in a space or period",
  );

/** Limits an alert to some values of one of the metric's dimensions. */
const Dimension = z.strictObject({
  name: z.string().min(1),
  operator: z.enum(["Include", "Exclude"]),
  values: z.array(z.string()).min(1, "name at least one value of the dimension"),
});

/** Fires when one metric of one resource crosses a threshold. */
export const MetricAlert = z
  .strictObject({
    name: RuleName,
    description: z.string().max(1000).optional(),
    /** ARM id of the resource that is watched. */
    scopeId: input(
      z
        .string()
        .regex(
          /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/.+$/i,
          "give the ARM id of the watched resource",
        ),
    ),
    metric: z.strictObject({
      /** For most resources its ARM type, such as `Microsoft.DBforPostgreSQL/flexibleServers`. */
      namespace: z.string().min(1),
      /** Such as `storage_percent`; each service lists its own. */
      name: z.string().min(1),
      aggregation: z.enum(["Average", "Count", "Maximum", "Minimum", "Total"]),
      dimensions: z.array(Dimension).optional(),
    }),
    operator: z.enum(["GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual", "Equals"]),
    threshold: z.number(),
    /** 0 critical, 1 error, 2 warning, 3 informational, 4 verbose. */
    severity: z.literal([0, 1, 2, 3, 4], "a severity is 0 (critical) to 4 (verbose)"),
    /** How often the rule looks. Default: every 5 minutes. */
    everyMinutes: z.literal([1, 5, 15, 30, 60], "a rule looks every 1, 5, 15, 30 or 60 minutes").default(5),
    /** How far back it looks each time. Default: 15 minutes. */
    windowMinutes: z
      .literal([1, 5, 15, 30, 60, 360, 720, 1440], "a window has 1, 5, 15, 30, 60, 360, 720 or 1440 minutes")
      .default(15),
  })
  .refine(({ everyMinutes, windowMinutes }) => everyMinutes <= windowMinutes, {
    message: "a window is no shorter than the time between two looks, or something is never seen",
    path: ["windowMinutes"],
  });
export type MetricAlert = z.output<typeof MetricAlert>;
