import * as app from "@pulumi/azure-native/app";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { Host, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { ContainerAppsEnvironmentArgs } from "./containerAppsEnvironmentArgs.js";
import { environmentSettings } from "./environmentSettings.js";

const ContainerAppsEnvironmentOutputs = z.strictObject({
  id: ResourceId,
  environmentName: ResourceName,
  defaultDomain: Host,
  staticIp: z.union([z.ipv4(), z.ipv6()], "an address of an environment is an IP address"),
});

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

    const outputs = checkedOutputs(ContainerAppsEnvironmentOutputs, "ContainerAppsEnvironment", name, {
      id: environment.id,
      environmentName: environment.name,
      defaultDomain: environment.defaultDomain,
      staticIp: environment.staticIp,
    });
    this.id = outputs.id;
    this.environmentName = outputs.environmentName;
    this.defaultDomain = outputs.defaultDomain;
    this.staticIp = outputs.staticIp;
    this.registerOutputs(outputs);
  }
}
