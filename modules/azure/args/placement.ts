import * as z from "zod";
import { input } from "./input.js";
import { Tags } from "./tags.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
export const ResourceGroupName = z
  .string()
  .regex(
    /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u,
    "a resource group name has 1 to 90 letters, digits, _ - . ( ) and does not end in a period",
  );

/** A region by its short name. The display name (`West Europe`) reads back as a change, and a changed location replaces. */
export const Location = z
  .string()
  .regex(/^[a-z0-9]+$/, "write the region's short name in lower case, for example westeurope");

/** Where a component's resources go and how they are tagged: the same three arguments for every kind. */
export const placement = {
  /** Resource group that owns every child. */
  resourceGroupName: input(ResourceGroupName),
  /** Short name of the region, for example `westeurope`. */
  location: input(Location),
  /** Set on every child that Azure lets carry tags. */
  tags: Tags,
};

/** ARM id of a Log Analytics workspace. */
export const WorkspaceId = z
  .string()
  .regex(
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.OperationalInsights\/workspaces\/[^/]+$/i,
    "give the ARM id of a Log Analytics workspace: /subscriptions/…/providers/Microsoft.OperationalInsights/workspaces/<name>",
  );
