import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../args/tags.js";
import { connectPrivately } from "./connectPrivately.js";
import type { PrivateConnection, PrivateEndpointOverrides } from "./privateEndpointArgs.js";

interface Reached {
  /** The arguments of the component: where it goes, and whether it was asked for a private address. */
  readonly given: {
    readonly resourceGroupName: pulumi.Input<string>;
    readonly location: pulumi.Input<string>;
    readonly tags: Tags;
    readonly privateEndpoint?: PrivateConnection | undefined;
  };
  readonly resource: { readonly id: pulumi.Output<string>; readonly name: pulumi.Output<string> };
  /** Part of the resource. Source: learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource */
  readonly groupId: string;
  readonly overrides: PrivateEndpointOverrides | undefined;
}

/** Gives a component's resource the private address that its argument `privateEndpoint` asks for, if it does. */
export function reachPrivately(
  name: string,
  { given, resource, groupId, overrides }: Reached,
  parent: pulumi.Resource,
): void {
  if (given.privateEndpoint === undefined) return;
  const { resourceGroupName, location, tags, privateEndpoint } = given;
  const endpointName = resource.name.apply(endpointNameOf);
  const connection = { resourceGroupName, location, tags, ...privateEndpoint };
  connectPrivately(name, { ...connection, endpointName, resourceId: resource.id, groupId }, overrides, parent);
}

/** `pe-<name>`, in the 64 characters that an endpoint's name may have. */
function endpointNameOf(resourceName: string): string {
  return `pe-${resourceName}`.slice(0, 64).replace(/[.-]+$/, "");
}
