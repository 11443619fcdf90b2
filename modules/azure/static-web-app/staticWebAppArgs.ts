import type * as web from "@pulumi/azure-native/web";
import * as z from "zod";
import { input } from "../args/input.js";
import type { Overrides } from "../args/overrides.js";
import { placement } from "../args/placement.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftweb */
const AppName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?$/,
    "an app name has 1 to 40 letters, digits and hyphens, no hyphen at its ends",
  );

export const StaticWebAppArgs = z.strictObject({
  ...placement,
  /**
   * Region of the app's functions and staging environments; what it serves is copied all over the world. Azure has the
   * service in these regions only. Source: github.com/Azure/static-web-apps/issues/443
   */
  location: z.enum(["centralus", "eastasia", "eastus2", "westeurope", "westus2"], {
    error: "static web apps are made in centralus, eastasia, eastus2, westeurope and westus2",
  }),
  /** Not part of its address, which Azure makes up. */
  appName: input(AppName),
  /** Standard comes with a service level agreement, own authentication and private endpoints. Source: learn.microsoft.com/azure/static-web-apps/plans */
  sku: z.enum(["Free", "Standard"]),
  /** Whether every pull request gets a copy of the app under an address of its own, which is open to everybody. */
  stagingEnvironments: z.boolean(),
  overrides: z.strictObject({ site: z.custom<Overrides<web.StaticSiteArgs>>().optional() }).optional(),
});
export type StaticWebAppArgs = z.input<typeof StaticWebAppArgs>;
