import * as pulumi from "@pulumi/pulumi";

/**
 * A value that Azure computes inside a property the program also sets (`properties.vaultUri`).
 *
 * A provider may answer a preview with the property as it was given, and the computed part would be missing instead
 * of unknown. A missing stack output makes the engine's update plan fail after everything was created, so the value
 * waits for the resource's id, and what a preview still leaves out counts as unknown. Outside a preview it may be
 * missing: whoever needs it checks it, see `checkedOutputs`.
 */
export function computed<T>(
  resource: Pick<pulumi.CustomResource, "id">,
  property: pulumi.Output<T>,
  pick: (value: T) => string | undefined,
): pulumi.Output<string | undefined> {
  return resource.id.apply(() => property.apply((value) => pick(value) ?? absent()));
}

/** Unknown is whatever type the program expects. */
function absent(): string | undefined {
  return pulumi.runtime.isDryRun() ? (pulumi.unknown as unknown as string) : undefined;
}
