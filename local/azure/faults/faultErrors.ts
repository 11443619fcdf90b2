import { armError, type CloudError } from "../values/cloudError.js";
import type { FaultedCall } from "./faultInjector.js";
import type { FaultEffect } from "./faultPlan.js";

/** The error of an effect, in ARM's words; nothing for effects that are no errors. Source: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors */
export function errorOf(effect: FaultEffect, call: FaultedCall): CloudError | undefined {
  const { name, type, armType, location } = call;
  switch (effect.kind) {
    case "throttle": {
      const seconds = effect.retryAfterSeconds;
      const text = `The request is being throttled as the limit has been reached for operation type - Write_ObservationWindow_00:01:00. Retry after ${seconds} seconds.`;
      return armError(429, "TooManyRequests", effect.message ?? text);
    }
    case "quota": {
      const text = `Operation could not be completed as it results in exceeding approved Total Regional Cores quota. Location: ${location}, Current Limit: 10, Current Usage: 10, Additional Required: 4, (Minimum) New Limit Required: 14.`;
      return armError(409, "QuotaExceeded", effect.message ?? text);
    }
    case "name-taken": {
      const { code, text } =
        type?.takenName?.(name) ?? armError(409, "NameNotAvailable", `The name '${name}' is already in use.`);
      return effect.message === undefined ? { code, text } : armError(409, code, effect.message);
    }
    case "region-unavailable": {
      const text = `The provided location '${location}' is not available for resource type '${armType}'. Please choose another region.`;
      return armError(400, "LocationNotAvailableForResourceType", effect.message ?? text);
    }
    case "conflict": {
      const text =
        "Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: https://management.azure.com/simulated/operations.";
      return armError(409, "AnotherOperationInProgress", effect.message ?? text);
    }
    case "authorization": {
      const action = `${armType}/${call.op === "delete" ? "delete" : call.op === "read" ? "read" : "write"}`;
      const text = `The client '${call.objectId}' with object id '${call.objectId}' does not have authorization to perform action '${action}' over scope '${call.id}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
      return armError(403, "AuthorizationFailed", effect.message ?? text);
    }
    case "partial-failure": {
      const text = `The resource operation completed with terminal provisioning state 'Failed'. Resource: ${call.id}.`;
      return armError(409, "ResourceDeploymentFailure", effect.message ?? text);
    }
    case "delay":
    case "crash":
      return undefined;
  }
}
