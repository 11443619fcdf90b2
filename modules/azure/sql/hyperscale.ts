/**
 * A Hyperscale database over zones is made with zone-redundant backups and at least one replica, or not at all; the tier
 * has replicas only where they are asked for.
 *
 * Source: learn.microsoft.com/azure/azure-sql/database/hyperscale-create-zone-redundant-database
 */
export function isHyperscaleOverZones({ sku, zoneRedundant }: Spread): boolean {
  return zoneRedundant && sku.startsWith("HS_");
}

interface Spread {
  readonly sku: string;
  readonly zoneRedundant: boolean;
}
