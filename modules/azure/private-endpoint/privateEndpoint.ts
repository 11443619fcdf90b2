import type * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { ResourceId } from "../outputs/outputRules.js";
import { connectPrivately } from "./connectPrivately.js";
import { PrivateEndpointArgs } from "./privateEndpointArgs.js";

const PrivateEndpointOutputs = z.strictObject({
  id: ResourceId,
});

/**
 * A private endpoint: the address of one resource inside a network, and its entry in a private DNS zone. Closing the
 * resource to the internet is its own business; the modules that take an argument `privateEndpoint` do both by it.
 */
export class PrivateEndpoint extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;

  constructor(name: string, args: PrivateEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(PrivateEndpointArgs, "PrivateEndpoint", name, args);
    super("cloud-provisioner:azure:PrivateEndpoint", name, {}, opts);
    const endpoint: network.PrivateEndpoint = connectPrivately(name, given, overrides, this);
    const outputs = checkedOutputs(PrivateEndpointOutputs, "PrivateEndpoint", name, {
      id: endpoint.id,
    });
    this.id = outputs.id;
    this.registerOutputs(outputs);
  }
}
