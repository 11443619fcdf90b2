import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { type EachOverrides, override, overridesOf } from "../args/overrides.js";

/**
 * When Azure may upgrade, every week: Kubernetes itself and the images of the nodes. Four hours is the least it takes.
 *
 * Source: learn.microsoft.com/azure/aks/planned-maintenance
 */
export const MaintenanceWindow = z.strictObject({
  day: z.enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
  /** `HH:MM` in the time zone of `utcOffset`. */
  startTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day reads like "02:00"'),
  durationHours: z.int().min(4, "at least 4 hours").max(24, "at most 24 hours"),
  /** Default `+00:00`. Summer time is not followed. */
  utcOffset: z
    .string()
    .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/, 'an offset reads like "+01:00"')
    .optional(),
});
type MaintenanceWindow = z.output<typeof MaintenanceWindow>;

interface Maintenance {
  readonly cluster: containerservice.ManagedCluster;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly window: MaintenanceWindow;
}

/** Confines a cluster's automatic upgrades to a window: one schedule for Kubernetes, one for the nodes' images. */
export function maintain(
  name: string,
  { cluster, resourceGroupName, window }: Maintenance,
  overrides: EachOverrides<containerservice.MaintenanceConfigurationArgs, [of: string]> | undefined,
  parent: pulumi.Resource,
): void {
  for (const [suffix, configName] of Object.entries(schedules)) {
    new containerservice.MaintenanceConfiguration(
      `${name}-${suffix}`,
      override<containerservice.MaintenanceConfigurationArgs>(
        {
          resourceGroupName,
          resourceName: cluster.name,
          configName,
          maintenanceWindow: {
            schedule: { weekly: { dayOfWeek: window.day, intervalWeeks: 1 } },
            startTime: window.startTime,
            durationHours: window.durationHours,
            utcOffset: window.utcOffset ?? "+00:00",
          },
        },
        overridesOf(overrides, suffix),
      ),
      { parent, deletedWith: cluster },
    );
  }
}

/** The names that Azure looks for. Source: learn.microsoft.com/azure/aks/planned-maintenance#schedule-configuration-types-for-planned-maintenance */
const schedules = { upgrades: "aksManagedAutoUpgradeSchedule", "node-images": "aksManagedNodeOSUpgradeSchedule" };
