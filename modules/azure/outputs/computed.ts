import * as pulumi from "@pulumi/pulumi";

/**
 * A value that Azure computes inside a property the program also sets (`properties.vaultUri`).
 *
 * A provider may answer a preview with the property as it was given, and the computed part would be missing instead
 * of unknown. A missing stack output makes the engine's update plan fail after everything was created, so the value
 * waits for the resource's id, and what a preview still leaves out counts as unknown.
 */
export function computed<T>(
  resource: Pick<pulumi.CustomResource, "id">,
  property: pulumi.Output<T>,
  pick: (value: T) => string | undefined,
): pulumi.Output<string> {
  return resource.id.apply(() => property.apply((value) => pick(value) ?? absent()));
}

/** Unknown is whatever type the program expects. Outside a preview nothing is missing, unless an override took it away. */
function absent(): string {
  return pulumi.runtime.isDryRun() ? (pulumi.unknown as unknown as string) : "";
}
