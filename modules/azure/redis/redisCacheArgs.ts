import type * as monitor from "@pulumi/azure-native/monitor";
import type * as redisenterprise from "@pulumi/azure-native/redisenterprise";
import * as z from "zod";
import { ObjectId } from "../args/entraPrincipal.js";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { placement, WorkspaceId } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { PrivateConnection, PrivateEndpointOverrides } from "../private-endpoint/privateEndpointArgs.js";

/** Part of the host name. Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcache */
const CacheName = z
  .string()
  .regex(
    /^(?=.{1,60}$)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/,
    "a cache name has 1 to 60 letters, digits and single hyphens, not at its ends",
  );

export const RedisCacheArgs = z.strictObject({
  ...placement,
  cacheName: input(CacheName),
  /** Azure Managed Redis size, such as `Balanced_B5`; the number is about its memory in GB. */
  sku: z
    .string()
    .regex(
      /^(?:Balanced_B|MemoryOptimized_M|ComputeOptimized_X|FlashOptimized_A)\d{1,4}$/,
      "a cache sku reads like Balanced_B5, MemoryOptimized_M10, ComputeOptimized_X3 or FlashOptimized_A250",
    ),
  /**
   * Keeps a replica that takes over by itself. Where the region has availability zones Azure spreads the nodes over them:
   * zones are not chosen. Source: learn.microsoft.com/azure/reliability/reliability-managed-redis
   */
  highAvailability: z.boolean(),
  /**
   * Entra object ids of who may read and write data, each once. The cache knows no keys, so that without one nobody gets
   * in. Source: learn.microsoft.com/azure/redis/configure-access-permissions
   */
  users: z.array(input(ObjectId)).superRefine(unique((user) => (typeof user === "string" ? user : undefined))),
  /** Log Analytics workspace that gets the log of connections, and metrics. */
  workspaceId: input(WorkspaceId).optional(),
  /** Gives the cache an address in a network, by an endpoint named `pe-<cacheName>`. */
  privateEndpoint: PrivateConnection.optional(),
  overrides: z
    .strictObject({
      cluster: z.custom<Overrides<redisenterprise.RedisEnterpriseArgs>>().optional(),
      database: z.custom<Overrides<redisenterprise.DatabaseArgs>>().optional(),
      /** For every user, or for each by its place in `users`: `1` is the first. */
      user: z.custom<EachOverrides<redisenterprise.AccessPolicyAssignmentArgs, [place: string]>>().optional(),
      /** For both settings, or for each by what it observes: `cluster` (metrics) and `database` (log). */
      diagnostics: z.custom<EachOverrides<monitor.DiagnosticSettingArgs, [of: string]>>().optional(),
      privateEndpoint: PrivateEndpointOverrides.optional(),
    })
    .optional(),
});
export type RedisCacheArgs = z.input<typeof RedisCacheArgs>;
