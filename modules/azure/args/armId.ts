import * as z from "zod";

/** The ARM id of a resource of one type in a resource group, such as `Microsoft.Network/virtualNetworks/subnets`. */
export function armId(armType: string, what: string): z.ZodString {
  const [provider = "", ...kinds] = armType.split("/");
  const path = kinds.map((kind) => `${kind}/[^/]+`).join("/");
  return z
    .string()
    .regex(
      new RegExp(
        `^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${provider.replaceAll(".", String.raw`\.`)}/${path}$`,
        "i",
      ),
      `give the ARM id of ${what}: /subscriptions/…/providers/${armType.replaceAll(/(?<=\/)(\w+)$/g, "$1/<name>")}`,
    );
}

/** ARM id of a subnet. */
export const SubnetId = armId("Microsoft.Network/virtualNetworks/subnets", "a subnet");
