import { invalidProperty, type CloudError } from "../values/cloudError.js";
import { systemData } from "./common.js";
import { clusterId } from "./containerService.js";
import { whenGiven } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";

/** The hours in which a cluster may be changed by Azure. */
export const clusterMaintenance: readonly ResourceType[] = [
  {
    token: "azure-native:containerservice:MaintenanceConfiguration",
    armType: "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
    source:
      "https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters/maintenanceconfigurations",
    apiVersion: "2025-09-01",
    idTemplate: `${clusterId}/maintenanceConfigurations/{configName}`,
    // Source: https://learn.microsoft.com/azure/aks/planned-maintenance
    nameRule: {
      minLength: 7,
      maxLength: 31,
      pattern: /^(?:default|aksManagedAutoUpgradeSchedule|aksManagedNodeOSUpgradeSchedule)$/,
    },
    autoName: "copy",
    parent: "azure-native:containerservice:ManagedCluster",
    outputs: {
      systemData,
      maintenanceWindow: whenGiven({
        utcOffset: "+00:00",
        startDate: (r) => r.createdAt.slice(0, 10),
      }),
    },
    validate: maintenanceRules,
  },
];

/** Source: https://learn.microsoft.com/azure/aks/planned-maintenance#create-a-maintenance-window */
function maintenanceRules({ resource }: PutContext): CloudError | undefined {
  if (resource.name === "default") return undefined;
  if (resource.at("maintenanceWindow") === undefined)
    return invalidProperty("maintenanceWindow", `${resource.name} needs a maintenance window.`);
  const hours = resource.at("maintenanceWindow.durationHours");
  if (typeof hours !== "number" || hours < 4 || hours > 24)
    return invalidProperty("maintenanceWindow.durationHours", "it must be between 4 and 24.");
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(resource.text("maintenanceWindow.startTime")))
    return invalidProperty("maintenanceWindow.startTime", "it must be in the format HH:mm.");
  const schedules = ["daily", "weekly", "absoluteMonthly", "relativeMonthly"].filter(
    (kind) => resource.at(`maintenanceWindow.schedule.${kind}`) !== undefined,
  );
  return schedules.length === 1
    ? undefined
    : invalidProperty("maintenanceWindow.schedule", "exactly one schedule is needed.");
}
