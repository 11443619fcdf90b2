import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, type Overrides } from "../args/overrides.js";
import { Location, placement } from "../args/placement.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { ResourceName } from "../outputs/outputRules.js";

export const ResourceGroupArgs = z.strictObject({
  ...placement,
  overrides: z.strictObject({ group: z.custom<Overrides<resources.ResourceGroupArgs>>().optional() }).optional(),
});
export type ResourceGroupArgs = z.input<typeof ResourceGroupArgs>;

const ResourceGroupOutputs = z.strictObject({
  name: ResourceName,
  location: Location,
});

/** A resource group: the unit in which a stack is placed, billed and deleted. A new name or location replaces all of it. */
export class ResourceGroup extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly location: pulumi.Output<string>;

  constructor(name: string, args: ResourceGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...group } = checked(ResourceGroupArgs, "ResourceGroup", name, args);
    super("cloud-provisioner:azure:ResourceGroup", name, {}, opts);
    const child = new resources.ResourceGroup(name, override<resources.ResourceGroupArgs>(group, overrides?.group), {
      parent: this,
    });
    const outputs = checkedOutputs(ResourceGroupOutputs, "ResourceGroup", name, {
      name: child.name,
      location: child.location,
    });
    this.name = outputs.name;
    this.location = outputs.location;
    this.registerOutputs(outputs);
  }
}
