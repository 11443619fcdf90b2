import { armError, type CloudError } from "../values/cloudError.js";
import { fakeGuid, fakeHex } from "../values/fakes.js";
import type { JsonObject } from "../values/json.js";
import { valueAt, valuesAt } from "../values/propertyPath.js";
import { normalizeRegion } from "../values/regions.js";
import { etag, inGroup } from "./common.js";
import { leftOut } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";
import { textOf, type ResourceView } from "./resourceView.js";

const token = "azure-native:network:PublicIPAddress";

/** Addresses on the internet. */
export const publicAddresses: readonly ResourceType[] = [
  {
    token,
    armType: "Microsoft.Network/publicIPAddresses",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/publicipaddresses",
    apiVersion: "2024-05-01",
    idTemplate: `${inGroup}/Microsoft.Network/publicIPAddresses/{publicIpAddressName}`,
    nameRule: { minLength: 1, maxLength: 80, pattern: /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9_])?$/ },
    placement: "regional",
    // Source: forceNewMap in azure-native's provider/pkg/gen/replacement.go
    replaceOn: ["location", "publicIPAddressVersion", "publicIPPrefix", "sku"],
    allowed: {
      "sku.name": ["Basic", "Standard", "StandardV2"],
      "sku.tier": ["Regional", "Global"],
      publicIPAllocationMethod: ["Static", "Dynamic"],
      publicIPAddressVersion: ["IPv4", "IPv6"],
      "zones[]": ["1", "2", "3"],
    },
    outputs: {
      etag,
      resourceGuid: (r) => fakeGuid(r.id),
      provisioningState: "Succeeded",
      sku: { name: "Basic", tier: "Regional" },
      publicIPAllocationMethod: "Dynamic",
      publicIPAddressVersion: "IPv4",
      idleTimeoutInMinutes: 4,
      ipAddress: (r) => (isStatic(r) ? addressOf(r.id) : undefined),
      dnsSettings: { fqdn: fqdnOf },
      ddosSettings: { protectionMode: "VirtualNetworkInherited" },
      ipTags: [],
      // What holds the address is a load balancer that Kubernetes makes, and no Kubernetes runs here.
      ipConfiguration: leftOut,
    },
    validate: (put) => skuRules(put) ?? zoneRules(put) ?? labelRules(put),
  },
];

/** Source: https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#sku */
function skuRules({ resource }: PutContext): CloudError | undefined {
  const isBasic = (resource.text("sku.name") || "Basic") === "Basic";
  if (isBasic)
    return armError(
      400,
      "IPv4BasicSkuPublicIpCountLimitReached",
      "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this subscription in this region.",
    );
  if (!isStatic(resource))
    return armError(
      400,
      "StandardSkuPublicIPAddressesMustBeStatic",
      `Standard sku publicIp ${resource.id} must have AllocationMethod set to Static.`,
    );
  return undefined;
}

/** Source: https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#availability-zone */
function zoneRules({ resource, previous, inputs }: PutContext): CloudError | undefined {
  const zonesOf = (of: JsonObject): string =>
    valuesAt(of, "zones[]")
      .map(({ value }) => textOf(value))
      .sort()
      .join();
  if (previous === undefined || zonesOf(previous) === zonesOf(inputs)) return undefined;
  return armError(
    400,
    "ResourceAvailabilityZonesCannotBeModified",
    `Resource ${resource.id} has an existing availability zone constraint and cannot be changed to another one.`,
  );
}

/** Source: https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#domain-name-label */
function labelRules({ resource, cloud }: PutContext): CloudError | undefined {
  const label = resource.text("dnsSettings.domainNameLabel");
  if (label === "") return undefined;
  if (!/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/.test(label))
    return armError(
      400,
      "InvalidDomainNameLabel",
      `The domain name label ${label} is invalid. It must conform to the following regular expression: ^[a-z][a-z0-9-]{1,61}[a-z0-9]$.`,
    );
  const twin = cloud
    .all(token)
    .find(
      ({ id, inputs }) =>
        id.toLowerCase() !== resource.id.toLowerCase() &&
        normalizeRegion(textOf(inputs["location"])) === resource.location &&
        textOf(valueAt(inputs, "dnsSettings.domainNameLabel")) === label,
    );
  return twin === undefined
    ? undefined
    : armError(
        400,
        "DnsRecordInUse",
        `DNS record ${label}.${resource.location}.cloudapp.azure.com is already used by another public IP.`,
      );
}

function isStatic(resource: ResourceView): boolean {
  return resource.text("publicIPAllocationMethod") === "Static";
}

/** Of the block that no machine on the internet has. Source: RFC 5737 */
function addressOf(id: string): string {
  return `203.0.113.${(Number.parseInt(fakeHex(id, 4), 16) % 254) + 1}`;
}

function fqdnOf(resource: ResourceView): string | undefined {
  const label = resource.text("dnsSettings.domainNameLabel");
  return label === "" ? undefined : `${label}.${resource.location}.cloudapp.azure.com`;
}
