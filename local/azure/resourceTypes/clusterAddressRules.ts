import { overlap, parseAddressRange } from "../values/addressRange.js";
import { armError, type CloudError } from "../values/cloudError.js";
import { valuesAt } from "../values/propertyPath.js";
import type { PutContext } from "./putContext.js";
import { textOf } from "./resourceView.js";
import { networkIdOf, subnetsOf } from "./subnetLookup.js";

/**
 * Services of a cluster have addresses that no subnet of its network has.
 * Source: https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/servicecidroverlapexistingsubnetscidr-error
 */
export function serviceAddressRules({ resource, inputs, cloud }: PutContext): CloudError | undefined {
  const serviceCidr = resource.text("networkProfile.serviceCidr") || "10.0.0.0/16";
  const services = parseAddressRange(serviceCidr);
  if (services === undefined)
    return armError(400, "InvalidServiceCidr", `The service CIDR ${serviceCidr} is no valid address range.`);
  for (const { value: subnetId } of valuesAt(inputs, "agentPoolProfiles[].vnetSubnetID")) {
    const prefixes = subnetsOf(cloud, networkIdOf(textOf(subnetId))).map((subnet) => textOf(subnet["addressPrefix"]));
    const clash = prefixes.find((prefix) => {
      const range = parseAddressRange(prefix);
      return range !== undefined && overlap(range, services);
    });
    if (clash === undefined) continue;
    return armError(
      400,
      "ServiceCidrOverlapExistingSubnetsCidr",
      `The specified service CIDR ${serviceCidr} is conflicted with an existing subnet CIDR ${clash}.`,
    );
  }
  return undefined;
}
