import type * as monitor from "@pulumi/azure-native/monitor";
import * as redisenterprise from "@pulumi/azure-native/redisenterprise";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { type EachOverrides, override, overridesOf } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { Host, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { reachPrivately } from "../private-endpoint/reachPrivately.js";
import { RedisCacheArgs } from "./redisCacheArgs.js";

/** Where clients connect. Source: learn.microsoft.com/azure/redis/architecture */
const port = 10_000;

const RedisCacheOutputs = z.strictObject({
  id: ResourceId,
  cacheName: ResourceName,
  hostName: Host,
  port: z.int().min(1).max(65_535),
});

/**
 * A cache in Azure Managed Redis: TLS only, Entra identities only, closed to every network until a private endpoint
 * leads to it. The older Azure Cache for Redis takes no new caches.
 *
 * Replacing a cache (other name, region or resource group) deletes the old one with its data first.
 *
 * Source: learn.microsoft.com/azure/azure-cache-for-redis/retirement-faq
 */
export class RedisCache extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly cacheName: pulumi.Output<string>;
  readonly hostName: pulumi.Output<string>;
  /** TLS port of the cache. */
  readonly port: pulumi.Output<number>;

  constructor(name: string, args: RedisCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(RedisCacheArgs, "RedisCache", name, args);
    super("cloud-provisioner:azure:RedisCache", name, {}, opts);
    const { resourceGroupName, location, tags } = given;

    const cluster = new redisenterprise.RedisEnterprise(
      name,
      override<redisenterprise.RedisEnterpriseArgs>(
        {
          resourceGroupName,
          location,
          clusterName: given.cacheName,
          sku: { name: given.sku },
          highAvailability: given.highAvailability ? "Enabled" : "Disabled",
          minimumTlsVersion: redisenterprise.TlsVersion.TlsVersion_1_2,
          // Source: learn.microsoft.com/azure/redis/private-link
          publicNetworkAccess: redisenterprise.PublicNetworkAccess.Disabled,
          tags,
        },
        overrides?.cluster,
      ),
      { parent: this },
    );
    const database = new redisenterprise.Database(
      `${name}-database`,
      override<redisenterprise.DatabaseArgs>(
        {
          resourceGroupName,
          clusterName: cluster.name,
          databaseName: "default", // the only one a cluster has
          port,
          clientProtocol: redisenterprise.Protocol.Encrypted,
          // A key belongs to no one and is never forgotten. Source: learn.microsoft.com/azure/redis/entra-for-authentication
          accessKeysAuthentication: redisenterprise.AccessKeysAuthentication.Disabled,
          clusteringPolicy: redisenterprise.ClusteringPolicy.OSSCluster,
          evictionPolicy: redisenterprise.EvictionPolicy.VolatileLRU,
        },
        overrides?.database,
      ),
      { parent: this, deletedWith: cluster },
    );
    let before: pulumi.Resource | undefined;
    for (const [index, objectId] of given.users.entries()) {
      before = new redisenterprise.AccessPolicyAssignment(
        `${name}-user-${index + 1}`,
        override<redisenterprise.AccessPolicyAssignmentArgs>(
          {
            resourceGroupName,
            clusterName: cluster.name,
            databaseName: database.name,
            accessPolicyAssignmentName: `user${index + 1}`,
            accessPolicyName: "default", // the only one there is: all data, no administration
            user: { objectId },
          },
          overridesOf(overrides?.user, String(index + 1)),
        ),
        // Users come in one after the other: of two at a time Azure fails one. Source: github.com/Azure/azure-dev/issues/6640
        { parent: this, deletedWith: cluster, ...(before && { dependsOn: before }) },
      );
    }
    if (given.workspaceId !== undefined) {
      observe(name, { cluster, database, workspaceId: given.workspaceId, overrides: overrides?.diagnostics }, this);
    }
    const address = { given, resource: cluster, groupId: "redisEnterprise", overrides: overrides?.privateEndpoint };
    reachPrivately(name, address, this);

    const outputs = checkedOutputs(RedisCacheOutputs, "RedisCache", name, {
      id: cluster.id,
      cacheName: cluster.name,
      hostName: cluster.hostName,
      port: database.port.apply((open) => open ?? port),
    });
    this.id = outputs.id;
    this.cacheName = outputs.cacheName;
    this.hostName = outputs.hostName;
    this.port = outputs.port;
    this.registerOutputs(outputs);
  }
}

interface Observed {
  readonly cluster: redisenterprise.RedisEnterprise;
  readonly database: redisenterprise.Database;
  readonly workspaceId: pulumi.Input<string>;
  readonly overrides: EachOverrides<monitor.DiagnosticSettingArgs, [of: string]> | undefined;
}

/** Metrics are the cluster's, the log of who connected is its database's. Source: learn.microsoft.com/azure/redis/monitor-diagnostic-settings */
function observe(name: string, about: Observed, parent: pulumi.Resource): void {
  const { cluster, database, workspaceId, overrides } = about;
  const metrics = { resourceUri: cluster.id, logs: [], metrics: ["AllMetrics"], workspaceId };
  diagnosticSetting(name, { ...metrics, overrides: overridesOf(overrides, "cluster") }, parent);
  const log = { resourceUri: database.id, logs: [{ category: "ConnectionEvents" }], metrics: [], workspaceId };
  diagnosticSetting(`${name}-database`, { ...log, overrides: overridesOf(overrides, "database") }, parent);
}
