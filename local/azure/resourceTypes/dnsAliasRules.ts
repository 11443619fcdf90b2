import { armError, type CloudError } from "../values/cloudError.js";
import { idKey } from "../values/armId.js";
import { valueAt, valuesAt } from "../values/propertyPath.js";
import type { CloudLookup, PutContext } from "./putContext.js";
import { textOf } from "./resourceView.js";

/** Source: https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-dns-limits */
const mostAliases = 20;

/**
 * What an alias may follow: an A or AAAA record a public IP address, or a traffic manager profile that knows addresses
 * only; a CNAME record a profile.
 * Source: https://learn.microsoft.com/azure/dns/dns-alias
 */
export function aliasRules({ resource, cloud }: PutContext): CloudError | undefined {
  const target = resource.text("targetResource.id");
  if (target === "") return undefined;
  const type = (resource.id.split("/").at(-2) ?? "").toUpperCase();
  const refuse = (why: string) =>
    armError(
      400,
      "BadRequest",
      `The alias record set '${resource.name}' of type '${type}' cannot follow ${target}: ${why}`,
    );
  if (!["A", "AAAA", "CNAME"].includes(type)) return refuse("only A, AAAA and CNAME record sets can be aliases.");
  if (/\/publicIPAddresses\/[^/]+$/i.test(target)) {
    if (type === "CNAME") return refuse("a public IP address is followed by A and AAAA record sets.");
    const isSixth = textOf(valueAt(cloud.inputsOf(target), "publicIPAddressVersion")) === "IPv6";
    if (isSixth !== (type === "AAAA")) return refuse("the version of the address does not match the type.");
  }
  if (/\/trafficManagerProfiles\/[^/]+$/i.test(target) && type !== "CNAME" && !knowsAddressesOnly(cloud, target))
    return refuse("the profile must have external endpoints with addresses only.");
  const others = cloud
    .all("azure-native:dns:RecordSet")
    .filter(
      ({ id, inputs }) =>
        idKey(id) !== idKey(resource.id) && idKey(textOf(valueAt(inputs, "targetResource.id"))) === idKey(target),
    );
  return others.length >= mostAliases ? refuse(`${mostAliases} alias record sets follow it already.`) : undefined;
}

function knowsAddressesOnly(cloud: CloudLookup, profileId: string): boolean {
  return (
    valuesAt(cloud.inputsOf(profileId), "endpoints[].target").length > 0 &&
    valuesAt(cloud.inputsOf(profileId), "endpoints[]").every(({ value }) =>
      /^(\d+(\.\d+){3}|[0-9a-f:]+)$/i.test(textOf(valueAt(value, "target"))),
    )
  );
}
