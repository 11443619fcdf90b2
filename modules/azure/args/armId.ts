import * as z from "zod";

/** The ARM id of a resource of one type in a resource group, such as `Microsoft.Network/virtualNetworks/subnets`. */
export function armId(armType: string, what: string): z.ZodString {
  const [provider = "", ...kinds] = armType.split("/");
  const path = (name: string) => kinds.map((kind) => `${kind}/${name}`).join("/");
  const pattern = `^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${provider.replaceAll(".", String.raw`\.`)}/${path("[^/]+")}$`;
  return z
    .string()
    .regex(
      new RegExp(pattern, "i"),
      `give the ARM id of ${what}: /subscriptions/…/providers/${provider}/${path("<name>")}`,
    );
}

/** ARM id of a subnet. */
export const SubnetId = armId("Microsoft.Network/virtualNetworks/subnets", "a subnet");

/** ARM id of a container registry. */
export const RegistryId = armId("Microsoft.ContainerRegistry/registries", "a container registry");

/** ARM id of a private DNS zone. */
export const PrivateDnsZoneId = armId("Microsoft.Network/privateDnsZones", "a private DNS zone");
