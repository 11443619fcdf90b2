import { armError, type CloudError } from "../values/cloudError.js";
import { fakeGuid } from "../values/fakes.js";
import type { Json } from "../values/json.js";
import { inGroup, isGuid, systemIdentity } from "./common.js";
import { notOffered } from "./dataRules.js";
import { leftOut, whenGiven } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";

const server = "azure-native:sql:Server";
const serverId = `${inGroup}/Microsoft.Sql/servers/{serverName}`;
const apiVersion = "2023-08-01";

/** Source: azure-rest-api-specs, specification/sql, stable/2023-08-01 (mutability and error codes too) */
export const sql: readonly ResourceType[] = [
  {
    token: server,
    armType: "Microsoft.Sql/servers",
    source: "https://learn.microsoft.com/azure/templates/microsoft.sql/servers",
    apiVersion,
    idTemplate: serverId,
    nameRule: { minLength: 1, maxLength: 63, pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/ },
    placement: "regional",
    replaceOn: ["administratorLogin", "administrators", "location"],
    allowed: {
      minimalTlsVersion: ["None", "1.0", "1.1", "1.2", "1.3"],
      publicNetworkAccess: ["Enabled", "Disabled", "SecuredByPerimeter"],
      "administrators.principalType": ["User", "Group", "Application"],
    },
    writeOnly: ["administratorLoginPassword"],
    slowness: 5,
    takenName: (name) =>
      armError(400, "NameAlreadyExists", `The name '${name}' already exists. Choose a different name.`),
    inlineChildren: (id) => [`${id}/databases/master`],
    outputs: {
      fullyQualifiedDomainName: (r) => `${r.name}.database.windows.net`,
      kind: "v12.0",
      state: "Ready",
      version: "12.0",
      identity: systemIdentity,
      minimalTlsVersion: "1.2",
      publicNetworkAccess: "Enabled",
      restrictOutboundNetworkAccess: "Disabled",
      externalGovernanceStatus: "Disabled",
      privateEndpointConnections: [],
      workspaceFeature: leftOut,
    },
    validate: serverRules,
  },
  {
    token: "azure-native:sql:Database",
    armType: "Microsoft.Sql/servers/databases",
    source: "https://learn.microsoft.com/azure/templates/microsoft.sql/servers/databases",
    apiVersion,
    idTemplate: `${serverId}/databases/{databaseName}`,
    nameRule: { minLength: 1, maxLength: 128, pattern: /^[^<>*%&:\\/?]*[^<>*%&:\\/?. ]$/ },
    placement: "regional",
    parent: server,
    replaceOn: ["location"],
    allowed: { requestedBackupStorageRedundancy: ["Local", "Zone", "Geo", "GeoZone"] },
    slowness: 4,
    outputs: {
      databaseId: (r) => fakeGuid(`${r.id}/database`),
      creationDate: (r) => r.createdAt,
      kind: "v12.0,user,vcore",
      status: "Online",
      currentServiceObjectiveName: (r) => r.text("sku.name") || "GP_Gen5_2",
      requestedServiceObjectiveName: (r) => r.text("sku.name") || "GP_Gen5_2",
      currentSku: { name: (r) => r.text("sku.name") || "GP_Gen5_2" },
      sku: { name: "GP_Gen5_2" },
      requestedBackupStorageRedundancy: "Geo",
      currentBackupStorageRedundancy: (r) => r.text("requestedBackupStorageRedundancy") || "Geo",
      catalogCollation: "SQL_Latin1_General_CP1_CI_AS",
      collation: "SQL_Latin1_General_CP1_CI_AS",
      isInfraEncryptionEnabled: false,
      isLedgerOn: false,
      zoneRedundant: false,
      identity: whenGiven({ tenantId: (r) => r.account.tenantId }),
      defaultSecondaryLocation: leftOut,
      earliestRestoreDate: leftOut,
      failoverGroupId: leftOut,
      managedBy: leftOut,
      maxLogSizeBytes: leftOut,
      pausedDate: leftOut,
      resumedDate: leftOut,
    },
    validate: databaseRules,
  },
  {
    token: "azure-native:sql:ServerAzureADAdministrator",
    armType: "Microsoft.Sql/servers/administrators",
    source: "https://learn.microsoft.com/azure/templates/microsoft.sql/servers/administrators",
    apiVersion,
    idTemplate: `${serverId}/administrators/{administratorName}`,
    nameRule: { minLength: 15, maxLength: 15, pattern: /^ActiveDirectory$/ },
    autoName: "copy",
    parent: server,
    builtIn: true, // a server has one place for it, and fills it when it is made with an administrator
    required: ["login", "sid"],
    allowed: { administratorType: ["ActiveDirectory"] },
    slowness: 2,
    outputs: {
      administratorType: "ActiveDirectory",
      azureADOnlyAuthentication: true,
      tenantId: (r) => r.account.tenantId,
    },
    validate: ({ resource }) => sidRule(resource.at("sid")),
  },
  {
    token: "azure-native:sql:ExtendedServerBlobAuditingPolicy",
    armType: "Microsoft.Sql/servers/extendedAuditingSettings",
    source: "https://learn.microsoft.com/azure/templates/microsoft.sql/servers/extendedauditingsettings",
    apiVersion,
    idTemplate: `${serverId}/extendedAuditingSettings/{blobAuditingPolicyName}`,
    nameRule: { minLength: 7, maxLength: 7, pattern: /^default$/ },
    autoName: "copy",
    parent: server,
    builtIn: true,
    required: ["state"],
    allowed: { state: ["Enabled", "Disabled"] },
    writeOnly: ["storageAccountAccessKey"],
    outputs: {
      auditActionsAndGroups: [
        "SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP",
        "FAILED_DATABASE_AUTHENTICATION_GROUP",
        "BATCH_COMPLETED_GROUP",
      ],
      isAzureMonitorTargetEnabled: false,
      retentionDays: 0,
      storageAccountSubscriptionId: "00000000-0000-0000-0000-000000000000",
    },
    validate: ({ resource }) =>
      resource.text("state") === "Enabled" &&
      resource.text("storageEndpoint") === "" &&
      resource.at("isAzureMonitorTargetEnabled") !== true
        ? notOffered("Auditing that is enabled needs a storage endpoint or Azure Monitor as its target.")
        : undefined,
  },
];

/** Source: the error responses of Servers_CreateOrUpdate */
function serverRules({ resource }: PutContext): CloudError | undefined {
  const entraOnly = resource.at("administrators.azureADOnlyAuthentication") === true;
  if (!entraOnly && resource.text("administratorLogin") === "")
    return armError(400, "InvalidLoginName", "The provided login name is invalid.");
  if (resource.at("administrators") === undefined) return undefined;
  if (resource.text("administrators.login") === "")
    return armError(
      400,
      "InvalidExternalAdministratorLogin",
      "Invalid or missing external administrator login name. Please select a valid name.",
    );
  return sidRule(resource.at("administrators.sid"));
}

function sidRule(sid: Json | undefined): CloudError | undefined {
  return isGuid(sid)
    ? undefined
    : armError(400, "InvalidExternalAdministratorSid", "Invalid or missing external administrator object id.");
}

function databaseRules({ resource }: PutContext): CloudError | undefined {
  if (/^(?:master|model|msdb|tempdb)$/i.test(resource.name))
    return armError(
      400,
      "CannotUseReservedDatabaseName",
      `Cannot use reserved database name '${resource.name}' in this operation.`,
    );
  return resource.at("zoneRedundant") === true && /^(?:Basic|S\d)/.test(resource.text("sku.name"))
    ? armError(400, "ProvisioningDisabled", `Zone redundancy is not offered for '${resource.text("sku.name")}'.`)
    : undefined;
}
