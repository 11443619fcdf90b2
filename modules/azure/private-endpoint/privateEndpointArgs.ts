import type * as network from "@pulumi/azure-native/network";
import * as z from "zod";
import { PrivateDnsZoneId, SubnetId } from "../args/armId.js";
import { input } from "../args/input.js";
import type { Overrides } from "../args/overrides.js";
import { placement } from "../args/placement.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
const EndpointName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9_]$/,
    "a private endpoint's name has 2 to 64 letters, digits, _ . and -, starts with a letter or digit and does not end in . or -",
  );

/** Where a resource gets its private address and its name: the argument `privateEndpoint` of the kinds that take one. */
export const PrivateConnection = z.strictObject({
  /** Subnet, in the region of the resource group, that the address is taken from. Another one replaces the endpoint. */
  subnetId: input(SubnetId),
  /** Private DNS zone of the service, linked to the network; see `privateZones`. */
  dnsZoneId: input(PrivateDnsZoneId),
});
export type PrivateConnection = z.output<typeof PrivateConnection>;

export const PrivateEndpointOverrides = z.strictObject({
  endpoint: z.custom<Overrides<network.PrivateEndpointArgs>>().optional(),
  dnsZoneGroup: z.custom<Overrides<network.PrivateDnsZoneGroupArgs>>().optional(),
});
export type PrivateEndpointOverrides = z.output<typeof PrivateEndpointOverrides>;

export const PrivateEndpointArgs = z.strictObject({
  ...placement,
  ...PrivateConnection.shape,
  endpointName: input(EndpointName),
  /** ARM id of the resource it leads to. */
  resourceId: input(z.string().startsWith("/subscriptions/", "give the ARM id of the resource")),
  /** Part of the resource, for example `vault`, `blob` or `postgresqlServer`. Source: learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource */
  groupId: z.string().min(1),
  overrides: PrivateEndpointOverrides.optional(),
});
export type PrivateEndpointArgs = z.input<typeof PrivateEndpointArgs>;
