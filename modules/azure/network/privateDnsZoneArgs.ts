import type * as privatedns from "@pulumi/azure-native/privatedns";
import * as z from "zod";
import { armId } from "../args/armId.js";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { ResourceGroupName } from "../args/placement.js";
import { DnsTags, ZoneName } from "../dns-zone/dnsZoneArgs.js";
import { unique } from "../args/unique.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
const LinkName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?$/,
    "a link name has 1 to 80 letters, digits, _ . and -, starts with a letter or digit and does not end in . or -",
  );

export const PrivateDnsZoneArgs = z.strictObject({
  resourceGroupName: input(ResourceGroupName),
  /** For private endpoints one of `privateZones`; a resource group has one zone of a name. */
  zoneName: input(ZoneName),
  /** Networks that see the zone; `name` becomes the name of the link. */
  networks: z
    .array(
      z.strictObject({ name: LinkName, id: input(armId("Microsoft.Network/virtualNetworks", "a virtual network")) }),
    )
    .superRefine(unique(({ name }) => name)),
  tags: DnsTags,
  overrides: z
    .strictObject({
      zone: z.custom<Overrides<privatedns.PrivateZoneArgs>>().optional(),
      /** For every link, or for each by its name. */
      link: z.custom<EachOverrides<privatedns.VirtualNetworkLinkArgs>>().optional(),
    })
    .optional(),
});
export type PrivateDnsZoneArgs = z.input<typeof PrivateDnsZoneArgs>;
