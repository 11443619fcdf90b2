import { lookup } from "../../lookup.js";

/**
 * Azure resource types that mean a kind, as Pulumi's providers name them: the native one first, then the classic one.
 * Source: https://www.pulumi.com/registry/packages/azure-native/api-docs/, https://www.pulumi.com/registry/packages/azure/api-docs/
 */
const types: Readonly<Record<string, readonly string[]>> = {
  aks: ["containerservice:ManagedCluster", "containerservice:KubernetesCluster"],
  keyvault: ["keyvault:Vault", "keyvault:KeyVault"],
  storage: ["storage:StorageAccount", "storage:Account", "storage:BlobContainer", "storage:Container"],
  dns: ["dns:Zone", "dns:RecordSet", "network:DnsZone", "network:Zone", "network:RecordSet"],
  monitoring: [
    "operationalinsights:Workspace",
    "operationalinsights:AnalyticsWorkspace",
    "insights:Component",
    "appinsights:Insights",
  ],
  alerts: ["monitor:ActionGroup", "insights:ActionGroup", "monitoring:ActionGroup"],
  "azure-sql": ["sql:Server", "mssql:Server"],
  "container-apps": ["app:ManagedEnvironment", "containerapp:Environment"],
  "container-registry": ["containerregistry:Registry", "containerservice:Registry"],
  "event-grid": ["eventgrid:Topic"],
  "managed-identity": ["managedidentity:UserAssignedIdentity", "authorization:UserAssignedIdentity"],
  postgresql: ["dbforpostgresql:Server", "postgresql:FlexibleServer"],
  redis: ["redis:Redis", "redis:Cache", "redisenterprise:RedisEnterprise", "cache:Redis"],
  "service-bus": ["servicebus:Namespace"],
  "static-web-app": ["web:StaticSite", "appservice:StaticWebApp"],
  "virtual-network": ["network:VirtualNetwork"],
};

/** The types that mean a kind, each with both prefixes that people write. */
export function azureTypesOf(kind: string): readonly string[] {
  return (lookup(types, kind) ?? []).flatMap((type) => [`azure-native:${type}`, `azure:${type}`]);
}
