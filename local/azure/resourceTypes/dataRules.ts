import { idKey } from "../values/armId.js";
import { armError, type CloudError } from "../values/cloudError.js";
import { valueAt } from "../values/propertyPath.js";
import { normalizeRegion } from "../values/regions.js";
import type { CloudLookup, PutContext } from "./putContext.js";
import { textOf } from "./resourceView.js";
import { subnetOf } from "./subnetLookup.js";

/** Whether another resource of the kind, in the same region, has the name: for kinds whose host name holds the region. */
export function takenInRegion({ resource, cloud }: PutContext, token: string): boolean {
  return cloud
    .all(token)
    .some(
      (other) =>
        idKey(other.name) === idKey(resource.name) &&
        idKey(other.id) !== idKey(resource.id) &&
        normalizeRegion(textOf(other.inputs["location"])) === resource.location,
    );
}

/** Whether a subnet, declared on its own or inside its network, is handed over to a service. */
export function isDelegated(cloud: CloudLookup, subnetId: string, service: string): boolean {
  const delegations = valueAt(subnetOf(cloud, subnetId), "delegations");
  return (
    Array.isArray(delegations) &&
    delegations.some((one) => textOf(valueAt(one, "serviceName")).toLowerCase() === service.toLowerCase())
  );
}

/** 400 for a combination of values that the service does not offer. */
export function notOffered(message: string): CloudError {
  return armError(400, "InvalidParameterValue", message);
}
