import * as authorization from "@pulumi/azure-native/authorization";
import * as dbforpostgresql from "@pulumi/azure-native/dbforpostgresql";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { Host, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { reachPrivately } from "../private-endpoint/reachPrivately.js";
import { PostgresServerArgs } from "./postgresServerArgs.js";
import { serverSettings } from "./serverSettings.js";

const PostgresServerOutputs = z.strictObject({
  id: ResourceId,
  serverName: ResourceName,
  fqdn: Host,
});

/**
 * A PostgreSQL flexible server with its databases: Entra identities only, TLS only, in a network or closed.
 *
 * Replacing a server (other name, region or resource group) deletes the old one with its databases and backups first.
 */
export class PostgresServer extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly serverName: pulumi.Output<string>;
  /** Host that clients connect to, on port 5432. */
  readonly fqdn: pulumi.Output<string>;

  constructor(name: string, args: PostgresServerArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(PostgresServerArgs, "PostgresServer", name, args);
    super("cloud-provisioner:azure:PostgresServer", name, {}, opts);
    const { resourceGroupName, location, tags } = given;

    const { tenantId } = authorization.getClientConfigOutput({ parent: this });
    const server = new dbforpostgresql.Server(
      name,
      override<dbforpostgresql.ServerArgs>(
        { resourceGroupName, location, serverName: given.serverName, ...serverSettings(given, tenantId), tags },
        overrides?.server,
      ),
      { parent: this },
    );

    // A server does one thing at a time and refuses the second as busy, so that each child waits for the one before.
    // Source: learn.microsoft.com/azure/postgresql/troubleshoot/troubleshoot-error-codes (ServerIsBusy)
    let last: pulumi.Resource = server;
    const inTurn = (): pulumi.CustomResourceOptions => ({ parent: this, deletedWith: server, dependsOn: last });
    const inServer = { resourceGroupName, serverName: server.name };

    // Plain text connections are refused. Source: learn.microsoft.com/azure/postgresql/flexible-server/security-tls
    last = new dbforpostgresql.Configuration(
      `${name}-require-tls`,
      override<dbforpostgresql.ConfigurationArgs>(
        { ...inServer, configurationName: "require_secure_transport", value: "on", source: "user-override" },
        overrides?.configuration,
      ),
      inTurn(),
    );
    for (const [index, { objectId, name: principalName, type }] of given.administrators.entries()) {
      last = new dbforpostgresql.AdministratorsMicrosoftEntra(
        `${name}-administrator-${index + 1}`,
        override<dbforpostgresql.AdministratorsMicrosoftEntraArgs>(
          { ...inServer, objectId, principalName, principalType: type, tenantId },
          overridesOf(overrides?.administrator, String(index + 1)),
        ),
        { ...inTurn(), protect: false },
      );
    }
    for (const databaseName of given.databases) {
      last = new dbforpostgresql.Database(
        `${name}-${databaseName}`,
        override<dbforpostgresql.DatabaseArgs>(
          { ...inServer, databaseName, charset: "UTF8", collation: "en_US.utf8" },
          overridesOf(overrides?.database, databaseName),
        ),
        inTurn(),
      );
    }

    if (given.workspaceId !== undefined) {
      // Source: learn.microsoft.com/azure/postgresql/flexible-server/how-to-configure-and-access-logs
      diagnosticSetting(
        name,
        {
          resourceUri: server.id,
          workspaceId: given.workspaceId,
          logs: [{ category: "PostgreSQLLogs" }],
          metrics: ["AllMetrics"],
          overrides: overrides?.diagnostics,
        },
        this,
      );
    }
    const address = { given, resource: server, groupId: "postgresqlServer", overrides: overrides?.privateEndpoint };
    reachPrivately(name, address, this);

    const outputs = checkedOutputs(PostgresServerOutputs, "PostgresServer", name, {
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
