import * as web from "@pulumi/azure-native/web";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override } from "../args/overrides.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { Host, HttpsUrl, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { StaticWebAppArgs } from "./staticWebAppArgs.js";

const StaticWebAppOutputs = z.strictObject({
  id: ResourceId,
  appName: ResourceName,
  hostName: Host,
  url: HttpsUrl,
});

/**
 * A static web app: files served all over the world, always over TLS. Its content comes from whoever deploys to it; the
 * token for that is Azure's to show and never an output.
 *
 * Replacing it (other name, region or resource group) gives another address, so give people a domain of your own. A
 * private endpoint needs a zone whose name is known once the app is there (`privatelink.<number>.azurestaticapps.net`):
 * add a `PrivateEndpoint` then, with the group `staticSites`.
 */
export class StaticWebApp extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly appName: pulumi.Output<string>;
  /** Host that Azure made up for it; a CNAME of a domain of one's own points here. */
  readonly hostName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: StaticWebAppArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(StaticWebAppArgs, "StaticWebApp", name, args);
    super("cloud-provisioner:azure:StaticWebApp", name, {}, opts);
    const { resourceGroupName, location, tags } = given;

    const site = new web.StaticSite(
      name,
      override<web.StaticSiteArgs>(
        {
          resourceGroupName,
          location,
          name: given.appName,
          sku: { name: given.sku, tier: given.sku },
          // What is not released yet stays off the internet unless it is wanted there.
          // Source: learn.microsoft.com/azure/static-web-apps/review-publish-pull-requests
          stagingEnvironmentPolicy: given.stagingEnvironments
            ? web.StagingEnvironmentPolicy.Enabled
            : web.StagingEnvironmentPolicy.Disabled,
          // Routes, headers and roles travel with the app. Source: learn.microsoft.com/azure/static-web-apps/configuration
          allowConfigFileUpdates: true,
          tags,
        },
        overrides?.site,
      ),
      { parent: this },
    );

    const outputs = checkedOutputs(StaticWebAppOutputs, "StaticWebApp", name, {
      id: site.id,
      appName: site.name,
      hostName: site.defaultHostname,
      url: pulumi.interpolate`https://${site.defaultHostname}`,
    });
    this.id = outputs.id;
    this.appName = outputs.appName;
    this.hostName = outputs.hostName;
    this.url = outputs.url;
    this.registerOutputs(outputs);
  }
}
