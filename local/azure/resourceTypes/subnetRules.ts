import { armError, invalidProperty, type CloudError } from "../values/cloudError.js";
import type { PutContext } from "./putContext.js";
import { containsRange, overlap, parseAddressRange, type AddressRange } from "../values/addressRange.js";
import { type Json, type JsonObject } from "../values/json.js";
import { valueAt } from "../values/propertyPath.js";
import { textOf } from "./resourceView.js";

/** A subnet and the range it takes. */
interface Taken {
  readonly name: string;
  readonly range: AddressRange;
}

/** A network has a valid address space, and its inline subnets lie in it without touching each other. */
export function networkRules({ inputs, resource }: PutContext): CloudError | undefined {
  const prefixes = texts(valueAt(inputs, "addressSpace.addressPrefixes"));
  if (prefixes.length === 0) return invalidProperty("addressSpace.addressPrefixes", "at least one prefix is needed.");
  const bad = prefixes.find((prefix) => parseAddressRange(prefix) === undefined && !prefix.includes(":"));
  if (bad !== undefined) return invalidPrefix(bad, resource.name);
  const taken: Taken[] = [];
  for (const subnet of lists(valueAt(inputs, "subnets"))) {
    const error = placeSubnet(subnet, textOf(valueAt(subnet, "name")), prefixes, taken);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** A subnet lies in its network and shares no address with another one. */
export function subnetRules({ inputs, resource, cloud }: PutContext): CloudError | undefined {
  const networkId = resource.id.slice(0, resource.id.lastIndexOf("/subnets/"));
  const parent = cloud.inputsOf(networkId) ?? {};
  const inline = lists(valueAt(parent, "subnets")).map((subnet) => ({
    name: textOf(valueAt(subnet, "name")),
    inputs: subnet,
  }));
  const separate = cloud.all("azure-native:network:Subnet").filter(({ id }) => id.startsWith(`${networkId}/`));
  const taken = [...inline, ...separate]
    .filter(({ name }) => name !== resource.name)
    .flatMap((other) =>
      prefixesOf(other.inputs).map((prefix) => ({ name: other.name, range: parseAddressRange(prefix) })),
    )
    .filter((other): other is Taken => other.range !== undefined);
  return placeSubnet(inputs, resource.name, texts(valueAt(parent, "addressSpace.addressPrefixes")), taken);
}

/** Source: https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet */
function placeSubnet(subnet: Json, name: string, space: readonly string[], taken: Taken[]): CloudError | undefined {
  const prefixes = prefixesOf(subnet);
  if (prefixes.length === 0) return invalidProperty("addressPrefix", `subnet '${name}' needs an address prefix.`);
  for (const prefix of prefixes.filter((text) => !text.includes(":"))) {
    const range = parseAddressRange(prefix);
    if (range === undefined) return invalidPrefix(prefix, name);
    const inside = space.some((outer) => {
      const outerRange = parseAddressRange(outer);
      return outerRange !== undefined && containsRange(outerRange, range);
    });
    if (!inside) {
      return armError(
        400,
        "NetcfgSubnetRangeOutsideVnet",
        `Subnet '${name}' is not valid because its IP address range is outside the IP address range of the virtual network.`,
      );
    }
    const rival = taken.find((other) => overlap(other.range, range));
    if (rival !== undefined) {
      return armError(
        400,
        "NetcfgSubnetRangesOverlap",
        `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet '${rival.name}'.`,
      );
    }
    taken.push({ name, range });
  }
  return undefined;
}

function invalidPrefix(prefix: string, name: string): CloudError {
  return armError(
    400,
    "InvalidAddressPrefixFormat",
    `Address prefix ${prefix} of resource ${name} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
  );
}

function prefixesOf(subnet: Json): string[] {
  const single = valueAt(subnet, "addressPrefix");
  return [...(typeof single === "string" ? [single] : []), ...texts(valueAt(subnet, "addressPrefixes"))];
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function lists(value: Json | undefined): JsonObject[] {
  return Array.isArray(value)
    ? value.filter((item): item is JsonObject => typeof item === "object" && !Array.isArray(item))
    : [];
}
