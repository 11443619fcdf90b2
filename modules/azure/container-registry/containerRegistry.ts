import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { Host, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { reachPrivately } from "../private-endpoint/reachPrivately.js";
import { ContainerRegistryArgs } from "./containerRegistryArgs.js";
import { redundancy, registrySettings } from "./registrySettings.js";

const ContainerRegistryOutputs = z.strictObject({
  id: ResourceId,
  registryName: ResourceName,
  loginServer: Host,
});

/**
 * A container registry without passwords: who pulls or pushes has a role on it. Where the tier has networks of its own
 * (Premium) it is closed until a private endpoint leads to it.
 *
 * Replacing a registry (other name, region or resource group) deletes the old one with its images first.
 */
export class ContainerRegistry extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly registryName: pulumi.Output<string>;
  /** Host that image names start with. */
  readonly loginServer: pulumi.Output<string>;

  constructor(name: string, args: ContainerRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(ContainerRegistryArgs, "ContainerRegistry", name, args);
    super("cloud-provisioner:azure:ContainerRegistry", name, {}, opts);
    const { resourceGroupName, location, registryName, tags } = given;

    const registry = new containerregistry.Registry(
      name,
      override<containerregistry.RegistryArgs>(
        { resourceGroupName, location, registryName, ...registrySettings(given), tags },
        overrides?.registry,
      ),
      { parent: this },
    );
    for (const replica of given.replicas) {
      new containerregistry.Replication(
        `${name}-${replica.location}`,
        override<containerregistry.ReplicationArgs>(
          {
            resourceGroupName,
            registryName: registry.name,
            replicationName: replica.location,
            location: replica.location,
            zoneRedundancy: redundancy(replica.zoneRedundant),
            tags,
          },
          overridesOf(overrides?.replica, replica.location),
        ),
        { parent: this, deletedWith: registry },
      );
    }
    if (given.workspaceId !== undefined) {
      // Source: learn.microsoft.com/azure/container-registry/monitor-container-registry-reference
      diagnosticSetting(
        name,
        {
          resourceUri: registry.id,
          workspaceId: given.workspaceId,
          logs: [{ category: "ContainerRegistryLoginEvents" }, { category: "ContainerRegistryRepositoryEvents" }],
          metrics: ["AllMetrics"],
          overrides: overrides?.diagnostics,
        },
        this,
      );
    }
    const address = { given, resource: registry, groupId: "registry", overrides: overrides?.privateEndpoint };
    reachPrivately(name, address, this);

    const outputs = checkedOutputs(ContainerRegistryOutputs, "ContainerRegistry", name, {
      id: registry.id,
      registryName: registry.name,
      loginServer: registry.loginServer,
    });
    this.id = outputs.id;
    this.registryName = outputs.registryName;
    this.loginServer = outputs.loginServer;
    this.registerOutputs(outputs);
  }
}
