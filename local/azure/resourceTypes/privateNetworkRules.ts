import { parseArmId } from "../values/armId.js";
import { armError, invalidProperty, type CloudError } from "../values/cloudError.js";
import { isObject, type JsonObject } from "../values/json.js";
import { valueAt, valuesAt } from "../values/propertyPath.js";
import { normalizeRegion } from "../values/regions.js";
import type { PutContext } from "./putContext.js";
import { textOf } from "./resourceView.js";
import { networkIdOf, subnetOf } from "./subnetLookup.js";

/** The parts that the kinds of resources here offer to private endpoints. Source: https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource */
const groupIds: Readonly<Record<string, readonly string[]>> = {
  "microsoft.keyvault/vaults": ["vault"],
  "microsoft.storage/storageaccounts": ["blob", "file", "queue", "table", "web", "dfs"].flatMap((part) => [
    part,
    `${part}_secondary`,
  ]),
  "microsoft.dbforpostgresql/flexibleservers": ["postgresqlServer"],
  "microsoft.sql/servers": ["sqlServer"],
  "microsoft.cache/redisenterprise": ["redisEnterprise"],
  "microsoft.containerregistry/registries": ["registry"],
  "microsoft.servicebus/namespaces": ["namespace"],
  "microsoft.eventgrid/topics": ["topic"],
  "microsoft.containerservice/managedclusters": ["management"],
};

/** A private endpoint lies in a subnet of its region that nobody else owns, and leads to a part that the resource has. */
export function endpointRules({ resource, inputs, cloud }: PutContext): CloudError | undefined {
  const subnetId = resource.text("subnet.id");
  if (subnetId === "") return invalidProperty("subnet.id", "a private endpoint needs a subnet.");
  const connections = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"].flatMap((list) =>
    valuesAt(inputs, `${list}[]`).flatMap(({ value }) => (isObject(value) ? [value] : [])),
  );
  const [connection, ...more] = connections;
  if (connection === undefined || more.length > 0)
    return invalidProperty("privateLinkServiceConnections", "exactly one connection is needed.");
  return placeRules({ resource, cloud }, subnetId) ?? groupRules(connection);
}

/** A network is linked once to zones of one name. Source: https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links#restrictions-and-limitations */
export function zoneLinkRules({ resource, cloud }: PutContext): CloudError | undefined {
  const networkId = resource.text("virtualNetwork.id").toLowerCase();
  if (networkId === "") return invalidProperty("virtualNetwork.id", "a link needs a network.");
  const zone = zoneOf(resource.id);
  const twin = cloud
    .all("azure-native:privatedns:VirtualNetworkLink")
    .find(
      ({ id, inputs }) =>
        id.toLowerCase() !== resource.id.toLowerCase() &&
        zoneOf(id).toLowerCase() === zone.toLowerCase() &&
        textOf(valueAt(inputs, "virtualNetwork.id")).toLowerCase() === networkId,
    );
  return twin === undefined
    ? undefined
    : armError(
        400,
        "BadRequest",
        "A virtual network cannot be linked to multiple zones with overlapping namespaces. " +
          `You tried to link virtual network with '${zone}' and '${zoneOf(twin.id)}' zones.`,
      );
}

function placeRules({ resource, cloud }: Pick<PutContext, "resource" | "cloud">, subnetId: string) {
  const region = normalizeRegion(textOf(cloud.inputsOf(networkIdOf(subnetId))?.["location"]));
  if (region !== "" && region !== resource.location) {
    return armError(
      400,
      "InvalidResourceReference",
      `Resource ${subnetId} referenced by resource ${resource.id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    );
  }
  const delegations = subnetOf(cloud, subnetId)?.["delegations"];
  if (!Array.isArray(delegations) || delegations.length === 0) return undefined;
  return armError(
    400,
    "PrivateEndpointCreationNotAllowedAsSubnetIsDelegated",
    `Private endpoint ${resource.id} cannot be created as subnet ${subnetId} is delegated.`,
  );
}

function groupRules(connection: JsonObject): CloudError | undefined {
  const target = textOf(connection["privateLinkServiceId"]);
  const offered = groupIds[parseArmId(target)?.type.toLowerCase() ?? ""];
  const asked = connection["groupIds"];
  const wrong = Array.isArray(asked) ? asked.map(textOf).find((group) => !includes(offered, group)) : undefined;
  if (offered === undefined || wrong === undefined) return undefined;
  return invalidProperty(
    "privateLinkServiceConnections[0].groupIds",
    `'${wrong}' is no part of ${target}; it has ${offered.join(", ")}.`,
  );
}

function includes(offered: readonly string[] | undefined, group: string): boolean {
  return offered?.some((name) => name.toLowerCase() === group.toLowerCase()) ?? true;
}

function zoneOf(linkId: string): string {
  return linkId.split("/").at(-3) ?? "";
}
