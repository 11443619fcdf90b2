import type * as authorization from "@pulumi/azure-native/authorization";
import type * as network from "@pulumi/azure-native/network";
import * as z from "zod";
import { Zones } from "../aks/poolArgs.js";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { placement } from "../args/placement.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
const AddressName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?$/,
    "an address name has 1 to 80 letters, digits, . _ and -, starts with a letter or digit and ends with one or _",
  );

/** Source: learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#domain-name-label */
const DnsLabel = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/,
    "a DNS label has 3 to 63 lower-case letters, digits and hyphens, starts with a letter and ends with none of the hyphens",
  );

export const IngressAddressArgs = z.strictObject({
  ...placement,
  addressName: input(AddressName),
  /** First part of the address's own name, before `.<region>.cloudapp.azure.com`. Unique in the region. */
  dnsLabel: input(DnsLabel),
  /** Zones that the address lives in: all of the region's, so that it survives any. None where the region has none. Fixed. */
  zones: Zones,
  /** Object id of the cluster's own identity (`AksCluster.principalId`), which puts the address on its load balancer. */
  clusterPrincipalId: input(z.guid("an object id is a GUID")),
  overrides: z
    .strictObject({
      address: z.custom<Overrides<network.PublicIPAddressArgs>>().optional(),
      /** For both role assignments, or for each by what it is for: `address` and `group`. */
      roleAssignment: z.custom<EachOverrides<authorization.RoleAssignmentArgs, [of: string]>>().optional(),
    })
    .optional(),
});
export type IngressAddressArgs = z.input<typeof IngressAddressArgs>;
