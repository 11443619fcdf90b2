import * as authorization from "@pulumi/azure-native/authorization";
import * as sql from "@pulumi/azure-native/sql";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import type { EntraPrincipal } from "../args/entraPrincipal.js";
import { override, overridesOf } from "../args/overrides.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { Host, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { reachPrivately } from "../private-endpoint/reachPrivately.js";
import { auditing } from "./auditing.js";
import { isHyperscaleOverZones } from "./hyperscale.js";
import { SqlServerArgs } from "./sqlServerArgs.js";

const SqlServerOutputs = z.strictObject({
  id: ResourceId,
  serverName: ResourceName,
  fqdn: Host,
});

/**
 * An Azure SQL server with its databases: an Entra administrator only, TLS 1.2, closed to every network until a private
 * endpoint leads to it. Databases are encrypted as Azure makes them.
 *
 * Replacing a server (other name, region or resource group) deletes the old one with its databases and backups first.
 */
export class SqlServer extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly serverName: pulumi.Output<string>;
  /** Host that clients connect to, on port 1433. */
  readonly fqdn: pulumi.Output<string>;

  constructor(name: string, args: SqlServerArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(SqlServerArgs, "SqlServer", name, args);
    super("cloud-provisioner:azure:SqlServer", name, {}, opts);
    const { resourceGroupName, location, tags } = given;

    const { tenantId } = authorization.getClientConfigOutput({ parent: this });
    const server = new sql.Server(
      name,
      override<sql.ServerArgs>(
        {
          resourceGroupName,
          location,
          serverName: given.serverName,
          version: "12.0",
          administrators: entraOnly(given.administrator, tenantId),
          // Source: learn.microsoft.com/azure/azure-sql/database/connectivity-settings
          minimalTlsVersion: sql.MinimalTlsVersion.MinimalTlsVersion_1_2,
          publicNetworkAccess: sql.ServerPublicNetworkAccessFlag.Disabled,
          tags,
        },
        overrides?.server,
      ),
      // Taken here when the server is made, since it knows no password; from then on the next resource says who it is.
      { parent: this, ignoreChanges: ["administrators"] },
    );
    const { objectId: sid, name: login } = given.administrator;
    new sql.ServerAzureADAdministrator(
      `${name}-administrator`,
      override<sql.ServerAzureADAdministratorArgs>(
        {
          resourceGroupName,
          serverName: server.name,
          administratorName: "ActiveDirectory", // the only one a server has
          administratorType: sql.AdministratorType.ActiveDirectory,
          login,
          sid,
          tenantId,
        },
        overrides?.administrator,
      ),
      // A server that knows Entra identities only refuses to lose its administrator; it goes with the server.
      // Source: learn.microsoft.com/rest/api/sql/server-azure-ad-administrators/create-or-update
      { parent: this, deletedWith: server },
    );
    for (const database of given.databases) {
      const { name: databaseName, sku, zoneRedundant, backupRedundancy } = database;
      // Encrypted at rest without being asked. Source: learn.microsoft.com/azure/azure-sql/database/transparent-data-encryption-tde-overview
      new sql.Database(
        `${name}-${databaseName}`,
        override<sql.DatabaseArgs>(
          {
            resourceGroupName,
            location,
            serverName: server.name,
            databaseName,
            sku: { name: sku },
            zoneRedundant,
            ...(isHyperscaleOverZones(database) && { highAvailabilityReplicaCount: 1 }),
            requestedBackupStorageRedundancy: backupRedundancy,
            tags,
          },
          overridesOf(overrides?.database, databaseName),
        ),
        { parent: this, deletedWith: server },
      );
    }
    const address = { given, resource: server, groupId: "sqlServer", overrides: overrides?.privateEndpoint };
    reachPrivately(name, address, this);
    if (given.workspaceId !== undefined) {
      auditing(name, { resourceGroupName, server, workspaceId: given.workspaceId, overrides }, this);
    }

    const outputs = checkedOutputs(SqlServerOutputs, "SqlServer", name, {
      id: server.id,
      serverName: server.name,
      fqdn: server.fullyQualifiedDomainName,
    });
    this.id = outputs.id;
    this.serverName = outputs.serverName;
    this.fqdn = outputs.fqdn;
    this.registerOutputs(outputs);
  }
}

/** No login has a password that can be copied. Source: learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-only-authentication */
function entraOnly({ objectId, name, type }: EntraPrincipal, tenantId: pulumi.Input<string>) {
  return {
    administratorType: sql.AdministratorType.ActiveDirectory,
    azureADOnlyAuthentication: true,
    login: name,
    principalType: type === "ServicePrincipal" ? sql.PrincipalType.Application : type,
    sid: objectId,
    tenantId,
  };
}
