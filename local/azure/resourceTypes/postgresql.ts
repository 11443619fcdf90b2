import { armError, type CloudError } from "../values/cloudError.js";
import { valueAt } from "../values/propertyPath.js";
import { guidPattern, inGroup, systemData } from "./common.js";
import { isDelegated, notOffered } from "./dataRules.js";
import { leftOut, whenGiven } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";

const server = "azure-native:dbforpostgresql:Server";
const serverId = `${inGroup}/Microsoft.DBforPostgreSQL/flexibleServers/{serverName}`;
const apiVersion = "2025-08-01";

/** Source: https://learn.microsoft.com/rest/api/postgresql/servers/create-or-update */
export const postgresql: readonly ResourceType[] = [
  {
    token: server,
    armType: "Microsoft.DBforPostgreSQL/flexibleServers",
    source: "https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers",
    apiVersion,
    idTemplate: serverId,
    nameRule: { minLength: 3, maxLength: 63, pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/ },
    placement: "regional",
    // Source: x-ms-mutability of Server in azure-rest-api-specs, specification/postgresql, FlexibleServers.json
    replaceOn: ["administratorLogin", "availabilityZone", "location", "pointInTimeUTC", "sourceServerResourceId"],
    // Source: https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-limits
    immutable: ["backup.geoRedundantBackup", "network.delegatedSubnetResourceId"],
    allowed: {
      version: ["11", "12", "13", "14", "15", "16", "17", "18"],
      "sku.tier": ["Burstable", "GeneralPurpose", "MemoryOptimized"],
      "highAvailability.mode": ["Disabled", "SameZone", "ZoneRedundant"],
      "network.publicNetworkAccess": ["Enabled", "Disabled"],
      "maintenanceWindow.customWindow": ["Enabled", "Disabled"],
      "maintenanceWindow.dayOfWeek": [0, 1, 2, 3, 4, 5, 6],
    },
    references: [
      { path: "network.delegatedSubnetResourceId", holds: true },
      { path: "network.privateDnsZoneArmResourceId" },
    ],
    writeOnly: ["administratorLoginPassword"],
    slowness: 15,
    takenName: () => armError(409, "ServerNameAlreadyExists", "Specified server name is already used."),
    outputs: {
      systemData,
      fullyQualifiedDomainName: (r) => `${r.name}.postgres.database.azure.com`,
      state: "Ready",
      minorVersion: "5",
      privateEndpointConnections: [],
      replicaCapacity: 5,
      replicationRole: "Primary",
      availabilityZone: "1",
      backup: {
        backupRetentionDays: 7,
        geoRedundantBackup: "Disabled",
        earliestRestoreDate: (r) => r.createdAt,
      },
      dataEncryption: {
        type: "SystemManaged",
        geoBackupEncryptionKeyStatus: leftOut,
        primaryEncryptionKeyStatus: leftOut,
      },
      highAvailability: {
        mode: "Disabled",
        state: (r) => (["", "Disabled"].includes(r.text("highAvailability.mode")) ? "NotEnabled" : "Healthy"),
      },
      identity: whenGiven({ tenantId: (r) => r.account.tenantId }),
      network: {
        publicNetworkAccess: (r) => (r.text("network.delegatedSubnetResourceId") === "" ? "Enabled" : "Disabled"),
      },
      replica: { role: "Primary", capacity: 5, replicationState: leftOut },
    },
    validate: serverRules,
  },
  {
    token: "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
    armType: "Microsoft.DBforPostgreSQL/flexibleServers/administrators",
    source: "https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers/administrators",
    apiVersion,
    idTemplate: `${serverId}/administrators/{objectId}`,
    nameRule: { minLength: 36, maxLength: 36, pattern: guidPattern },
    parent: server,
    allowed: { principalType: ["User", "Group", "ServicePrincipal", "Unknown"] },
    slowness: 2,
    outputs: { systemData, objectId: (r) => r.name },
    validate: administratorRules,
  },
  {
    token: "azure-native:dbforpostgresql:Database",
    armType: "Microsoft.DBforPostgreSQL/flexibleServers/databases",
    source: "https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers/databases",
    apiVersion,
    idTemplate: `${serverId}/databases/{databaseName}`,
    nameRule: { minLength: 1, maxLength: 63, pattern: /^[a-zA-Z_][a-zA-Z0-9_-]*$/ },
    autoName: "copy",
    parent: server,
    outputs: { systemData, charset: "UTF8", collation: "en_US.utf8" },
  },
  {
    token: "azure-native:dbforpostgresql:Configuration",
    armType: "Microsoft.DBforPostgreSQL/flexibleServers/configurations",
    source: "https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers/configurations",
    apiVersion,
    idTemplate: `${serverId}/configurations/{configurationName}`,
    nameRule: { minLength: 1, maxLength: 63, pattern: /^[a-zA-Z0-9_.]+$/ },
    autoName: "copy",
    parent: server,
    builtIn: true,
    outputs: {
      systemData,
      source: "user-override",
      isConfigPendingRestart: false,
      isReadOnly: false,
      isDynamicConfig: leftOut,
      allowedValues: leftOut,
      dataType: leftOut,
      defaultValue: leftOut,
      description: leftOut,
      documentationLink: leftOut,
      unit: leftOut,
    },
    validate: ({ resource }) =>
      resource.name === "require_secure_transport" && !/^(?:on|off)$/i.test(resource.text("value"))
        ? notOffered(
            `The value of configuration 'require_secure_transport' is on or off, not '${resource.text("value")}'.`,
          )
        : undefined,
  },
];

/** Source: https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-limits, …/concepts-networking-private */
function serverRules({ resource, cloud, previous }: PutContext): CloudError | undefined {
  if (resource.text("sku.name") === "" || resource.text("sku.tier") === "")
    return notOffered("A server needs a sku: its name and its tier.");
  const mode = resource.text("highAvailability.mode");
  if (resource.text("sku.tier") === "Burstable" && mode !== "" && mode !== "Disabled")
    return notOffered("High availability is not offered in the Burstable tier.");
  const [before, size] = [valueAt(previous, "storage.storageSizeGB"), resource.at("storage.storageSizeGB")];
  if (typeof before === "number" && typeof size === "number" && size < before)
    return notOffered(`The storage of a server cannot shrink from ${before} GB to ${size} GB.`);
  const days = resource.at("backup.backupRetentionDays");
  if (typeof days === "number" && (days < 7 || days > 35)) return notOffered("Backups are kept for 7 to 35 days.");
  return networkRules(resource.text("network.delegatedSubnetResourceId"), { resource, cloud });
}

function networkRules(
  subnetId: string,
  { resource, cloud }: Pick<PutContext, "resource" | "cloud">,
): CloudError | undefined {
  if (subnetId === "") return undefined;
  if (!isDelegated(cloud, subnetId, "Microsoft.DBforPostgreSQL/flexibleServers"))
    return notOffered(`The subnet '${subnetId}' is not delegated to Microsoft.DBforPostgreSQL/flexibleServers.`);
  if (resource.text("network.privateDnsZoneArmResourceId") === "")
    return notOffered("A server in a network needs a private DNS zone.");
  return resource.text("network.publicNetworkAccess") === "Enabled"
    ? notOffered("A server in a network has no public access.")
    : undefined;
}

function administratorRules({ resource, cloud }: PutContext): CloudError | undefined {
  const parent = cloud.inputsOf(resource.id.slice(0, resource.id.lastIndexOf("/administrators/")));
  if (valueAt(parent, "authConfig.activeDirectoryAuth") === "Enabled") return undefined;
  return notOffered("Microsoft Entra authentication is not enabled on the server.");
}
