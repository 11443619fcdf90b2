import * as app from "@pulumi/azure-native/app";
import * as pulumi from "@pulumi/pulumi";
import { checked } from "../args/checked.js";
import { override } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { ContainerAppsEnvironmentArgs } from "./containerAppsEnvironmentArgs.js";
import { environmentSettings } from "./environmentSettings.js";

/**
 * A Container Apps environment: apps in it reach each other encrypted, and their logs go to the workspace without a key.
 *
 * Another name, region, resource group, subnet, visibility or zone redundancy replaces it, which deletes the old one with
 * its apps first.
 */
export class ContainerAppsEnvironment extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly environmentName: pulumi.Output<string>;
  /** Domain that the names of apps end in. */
  readonly defaultDomain: pulumi.Output<string>;
  /** Address of the apps; private when the environment is internal. */
  readonly staticIp: pulumi.Output<string>;

  constructor(name: string, args: ContainerAppsEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(ContainerAppsEnvironmentArgs, "ContainerAppsEnvironment", name, args);
    super("cloud-provisioner:azure:ContainerAppsEnvironment", name, {}, opts);
    const { resourceGroupName, location, environmentName, tags } = given;

    const environment = new app.ManagedEnvironment(
      name,
      override<app.ManagedEnvironmentArgs>(
        { resourceGroupName, location, environmentName, ...environmentSettings(given), tags },
        overrides?.environment,
      ),
      { parent: this },
    );
    if (given.workspaceId !== undefined) {
      // Source: learn.microsoft.com/azure/container-apps/log-options#azure-monitor
      diagnosticSetting(
        name,
        {
          resourceUri: environment.id,
          workspaceId: given.workspaceId,
          logs: [{ category: "ContainerAppConsoleLogs" }, { category: "ContainerAppSystemLogs" }],
          metrics: ["AllMetrics"],
          dedicatedTables: true,
          overrides: overrides?.diagnostics,
        },
        this,
      );
    }

    this.id = environment.id;
    this.environmentName = environment.name;
    this.defaultDomain = environment.defaultDomain;
    this.staticIp = environment.staticIp;
    this.registerOutputs({
      id: this.id,
      environmentName: this.environmentName,
      defaultDomain: this.defaultDomain,
      staticIp: this.staticIp,
    });
  }
}
