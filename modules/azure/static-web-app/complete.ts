import { completeKind } from "../testing/completeKind.js";
import { tags } from "../testing/examples.js";
import { StaticWebApp } from "./staticWebApp.js";
import { StaticWebAppArgs } from "./staticWebAppArgs.js";

/** What Azure computes, as far as the module reads it. */
export const computed = {
  "azure-native:web:StaticSite": { defaultHostname: "calm-sea-0a1b2c3d4.5.azurestaticapps.net" },
};

export const staticWebAppArgs: StaticWebAppArgs = {
  resourceGroupName: "rg-auth",
  location: "westeurope",
  tags,
  appName: "stapp-auth",
  sku: "Free",
  stagingEnvironments: false,
};

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [completeKind(StaticWebApp, StaticWebAppArgs, "site", staticWebAppArgs, computed)];
