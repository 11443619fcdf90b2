/** A refusal of the cloud, in the words of Azure Resource Manager. */
export interface CloudError {
  /** ARM's error code, such as `ResourceGroupNotFound`. */
  readonly code: string;
  /** The whole text that the engine shows. */
  readonly text: string;
}

/**
 * An error as azure-native prints ARM's.
 * Source: transcript in https://github.com/alan-turing-institute/data-safe-haven/issues/2523
 */
export function armError(status: number, code: string, message: string): CloudError {
  return { code, text: `Status=${status} Code="${code}" Message="${message}"` };
}

/** 404 for a resource that is not there. */
export function resourceNotFound(type: string, name: string, resourceGroup: string | undefined): CloudError {
  const where = resourceGroup === undefined ? "" : ` under resource group '${resourceGroup}'`;
  const link = "For more details please go to https://aka.ms/ARMResourceNotFoundFix";
  return armError(404, "ResourceNotFound", `The Resource '${type}/${name}'${where} was not found. ${link}`);
}

/** 400 for a property that ARM does not accept. */
export function invalidProperty(property: string, reason: string): CloudError {
  return armError(400, "InvalidRequestContent", `The property '${property}' is invalid: ${reason}`);
}

/** 400 for deleting what another resource needs. Source: InUse… codes in https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-in-use */
export function inUse(kind: string, name: string, holderId: string): CloudError {
  return armError(
    400,
    `InUse${kind}CannotBeDeleted`,
    `${kind} ${name} is in use by ${holderId} and cannot be deleted.`,
  );
}
