import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { ResourceId, ResourceName } from "../outputs/outputRules.js";
import { securityRules } from "./securityRules.js";
import { subnetSettings } from "./subnetSettings.js";
import { VirtualNetworkArgs } from "./virtualNetworkArgs.js";

const VirtualNetworkOutputs = z.strictObject({
  id: ResourceId,
  virtualNetworkName: ResourceName,
  subnetIds: z.record(z.string(), ResourceId),
});

/**
 * A virtual network, its subnets by what they are for, and a security group for each.
 *
 * Subnets are part of the network and not resources of their own: Azure changes one subnet of a network at a time and
 * refuses to build in a network that is being changed, so that separate subnets fail now and then.
 *
 * Replacing it (other name, region or resource group) deletes it first, which Azure refuses while anything is in it.
 */
export class VirtualNetwork extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly virtualNetworkName: pulumi.Output<string>;
  /** ARM ids of the subnets by name; see {@link subnetId}. */
  readonly subnetIds: pulumi.Output<Record<string, string>>;
  readonly #names: readonly string[];

  constructor(name: string, args: VirtualNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(VirtualNetworkArgs, "VirtualNetwork", name, args);
    super("cloud-provisioner:azure:VirtualNetwork", name, {}, opts);
    const { resourceGroupName, location, virtualNetworkName, tags } = given;

    const subnets = given.subnets.map((subnet) => {
      const group = new network.NetworkSecurityGroup(
        `${name}-${subnet.name}`,
        override<network.NetworkSecurityGroupArgs>(
          {
            resourceGroupName,
            location,
            networkSecurityGroupName: pulumi.output(virtualNetworkName).apply((of) => groupName(of, subnet.name)),
            securityRules: securityRules(subnet),
            tags,
          },
          overridesOf(overrides?.securityGroup, subnet.name),
        ),
        { parent: this },
      );
      const { name: subnetName, addressPrefix, purpose } = subnet;
      return { name: subnetName, addressPrefix, networkSecurityGroup: { id: group.id }, ...subnetSettings(purpose) };
    });
    const child = new network.VirtualNetwork(
      name,
      override<network.VirtualNetworkArgs>(
        {
          resourceGroupName,
          location,
          virtualNetworkName,
          addressSpace: { addressPrefixes: given.addressSpace },
          subnets,
          tags,
        },
        overrides?.network,
      ),
      { parent: this },
    );

    this.#names = given.subnets.map((subnet) => subnet.name);
    const outputs = checkedOutputs(VirtualNetworkOutputs, "VirtualNetwork", name, {
      id: child.id,
      virtualNetworkName: child.name,
      subnetIds: child.id.apply((id) => Object.fromEntries(this.#names.map((of) => [of, `${id}/subnets/${of}`]))),
    });
    this.id = outputs.id;
    this.virtualNetworkName = outputs.virtualNetworkName;
    this.subnetIds = outputs.subnetIds;
    this.registerOutputs(outputs);
  }

  /**
   * ARM id of one subnet.
   *
   * @throws RunError when the network has no subnet of that name.
   */
  subnetId(subnetName: string): pulumi.Output<string> {
    if (this.#names.includes(subnetName)) return this.id.apply((id) => `${id}/subnets/${subnetName}`);
    throw new pulumi.RunError(
      `there is no subnet "${subnetName}"; the network has ${this.#names.join(", ") || "none"}`,
    );
  }
}

/** Security groups share one namespace in their resource group, subnets only in their network. */
function groupName(virtualNetworkName: string, subnetName: string): string {
  return `nsg-${virtualNetworkName}-${subnetName}`.slice(0, 80).replace(/[.-]+$/, "");
}
