import type * as app from "@pulumi/azure-native/app";
import type * as monitor from "@pulumi/azure-native/monitor";
import * as z from "zod";
import { SubnetId } from "../args/armId.js";
import { input } from "../args/input.js";
import type { Overrides } from "../args/overrides.js";
import { placement, WorkspaceId } from "../args/placement.js";
import { unique } from "../args/unique.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftapp */
const EnvironmentName = z
  .string()
  .regex(
    /^[a-z](?:-?[a-z0-9])*$/,
    "an environment name has lower-case letters, digits and single hyphens, starts with a letter and ends with a letter or digit",
  )
  .min(2, "an environment name has at least 2 characters")
  .max(60, "an environment name has at most 60 characters");

/** Machines of the environment's own. Source: learn.microsoft.com/azure/container-apps/workload-profiles-overview */
const WorkloadProfile = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,14}$/, "a profile name has 1 to 15 letters, digits and hyphens, a letter first")
      .refine((name) => name.toLowerCase() !== "consumption", "the profile Consumption is there anyway"),
    /** Size of a machine: D general purpose, E memory optimized, the number its cores. */
    type: z.enum(["D4", "D8", "D16", "D32", "E4", "E8", "E16", "E32"]),
    minimumCount: z.int().min(0).max(1000),
    maximumCount: z.int().min(1).max(1000),
  })
  .refine(({ minimumCount, maximumCount }) => minimumCount <= maximumCount, {
    message: "the minimum is not above the maximum",
    path: ["minimumCount"],
  });

export const ContainerAppsEnvironmentArgs = z
  .strictObject({
    ...placement,
    environmentName: input(EnvironmentName),
    /** Subnet delegated to `Microsoft.App/environments` that the apps live in. Fixed once the environment exists. */
    subnetId: input(SubnetId).optional(),
    /** Gives apps an address in the network only. Needs a subnet, fixed once the environment exists. */
    internal: z.boolean(),
    /** Spreads the apps over availability zones. Needs a subnet, fixed once the environment exists. */
    zoneRedundant: z.boolean(),
    /** Besides `Consumption`, which bills by use and is always there. */
    workloadProfiles: z.array(WorkloadProfile).superRefine(unique(({ name }) => name)),
    /** Log Analytics workspace that gets what the apps and their platform write. */
    workspaceId: input(WorkspaceId).optional(),
    overrides: z
      .strictObject({
        environment: z.custom<Overrides<app.ManagedEnvironmentArgs>>().optional(),
        diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
      })
      .optional(),
  })
  .superRefine(({ subnetId, internal, zoneRedundant }, context) => {
    const needsSubnet = (asked: boolean, path: string) => {
      if (asked && subnetId === undefined)
        context.addIssue({ code: "custom", message: "this needs a subnet of your own: give subnetId", path: [path] });
    };
    needsSubnet(internal, "internal");
    needsSubnet(zoneRedundant, "zoneRedundant");
  });
export type ContainerAppsEnvironmentArgs = z.input<typeof ContainerAppsEnvironmentArgs>;
