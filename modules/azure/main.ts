/** Pulumi components for Azure with secure defaults, usable in any Pulumi program. */
export { AksCluster } from "./aks/aksCluster.js";
export type { AksClusterArgs } from "./aks/aksClusterArgs.js";
export { DnsZone } from "./dns-zone/dnsZone.js";
export type { DnsZoneArgs } from "./dns-zone/dnsZoneArgs.js";
export { KeyVault } from "./key-vault/keyVault.js";
export type { KeyVaultArgs } from "./key-vault/keyVaultArgs.js";
export { LogAnalytics } from "./log-analytics/logAnalytics.js";
export type { LogAnalyticsArgs } from "./log-analytics/logAnalyticsArgs.js";
export { ResourceGroup, type ResourceGroupArgs } from "./resource-group/resourceGroup.js";
export { seedSecret } from "./secrets/seedSecret.js";
export { Storage } from "./storage/storage.js";
export type { StorageArgs } from "./storage/storageArgs.js";
