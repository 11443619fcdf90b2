import * as dbforpostgresql from "@pulumi/azure-native/dbforpostgresql";
import type * as pulumi from "@pulumi/pulumi";
import { windowOf } from "./maintenance.js";

interface ServerChoices {
  readonly version: string;
  readonly sku: string;
  readonly storageSizeGb: number;
  readonly zoneRedundant: boolean;
  readonly geoRedundantBackup: boolean;
  readonly backupRetentionDays: number;
  readonly maintenanceWindow?: Parameters<typeof windowOf>[0] | undefined;
  readonly subnetId?: pulumi.Input<string> | undefined;
  readonly privateDnsZoneId?: pulumi.Input<string> | undefined;
}

/** What every server is, with the reason beside each choice. */
export function serverSettings(choices: ServerChoices, tenantId: pulumi.Input<string>) {
  const { GeographicallyRedundantBackup, PostgreSqlFlexibleServerHighAvailabilityMode } = dbforpostgresql;
  return {
    version: choices.version,
    sku: { name: choices.sku, tier: tierOf(choices.sku) },
    // A full disk makes a server read-only. Source: learn.microsoft.com/azure/postgresql/flexible-server/concepts-storage
    storage: { storageSizeGB: choices.storageSizeGb, autoGrow: dbforpostgresql.StorageAutoGrow.Enabled },
    // Nobody logs in with a password that can be copied. Source: learn.microsoft.com/azure/postgresql/flexible-server/security-entra-concepts
    authConfig: {
      activeDirectoryAuth: dbforpostgresql.MicrosoftEntraAuth.Enabled,
      passwordAuth: dbforpostgresql.PasswordBasedAuth.Disabled,
      tenantId,
    },
    // Source: learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore
    backup: {
      backupRetentionDays: choices.backupRetentionDays,
      geoRedundantBackup: choices.geoRedundantBackup
        ? GeographicallyRedundantBackup.Enabled
        : GeographicallyRedundantBackup.Disabled,
    },
    // Source: learn.microsoft.com/azure/reliability/reliability-postgresql-flexible-server
    highAvailability: {
      mode: choices.zoneRedundant
        ? PostgreSqlFlexibleServerHighAvailabilityMode.ZoneRedundant
        : PostgreSqlFlexibleServerHighAvailabilityMode.Disabled,
    },
    ...(choices.maintenanceWindow && { maintenanceWindow: windowOf(choices.maintenanceWindow) }),
    network: networkOf(choices),
  };
}

/**
 * A server is in a network or closed to all of them, until a private endpoint leads to it.
 *
 * Source: learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-private
 */
function networkOf({ subnetId, privateDnsZoneId }: ServerChoices) {
  return subnetId === undefined || privateDnsZoneId === undefined
    ? { publicNetworkAccess: dbforpostgresql.ServerPublicNetworkAccessState.Disabled }
    : { delegatedSubnetResourceId: subnetId, privateDnsZoneArmResourceId: privateDnsZoneId };
}

function tierOf(sku: string): dbforpostgresql.SkuTier {
  const { SkuTier } = dbforpostgresql;
  if (sku.startsWith("Standard_B")) return SkuTier.Burstable;
  return sku.startsWith("Standard_E") ? SkuTier.MemoryOptimized : SkuTier.GeneralPurpose;
}
