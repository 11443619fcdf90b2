import type * as monitor from "@pulumi/azure-native/monitor";
import * as sql from "@pulumi/azure-native/sql";
import * as pulumi from "@pulumi/pulumi";
import { override, type Overrides } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";

interface Audit {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly server: sql.Server;
  readonly workspaceId: pulumi.Input<string>;
  readonly overrides?:
    | {
        readonly auditing?: Overrides<sql.ExtendedServerBlobAuditingPolicyArgs> | undefined;
        readonly diagnostics?: Overrides<monitor.DiagnosticSettingArgs> | undefined;
      }
    | undefined;
}

/**
 * Records who did what in every database of a server. The policy makes the server write its audit log to Azure Monitor,
 * where a diagnostic setting on the `master` database, which stands for the server, sends it to the workspace.
 *
 * Source: learn.microsoft.com/azure/azure-sql/database/auditing-setup
 */
export function auditing(
  name: string,
  { resourceGroupName, server, workspaceId, overrides }: Audit,
  parent: pulumi.Resource,
): void {
  const policy = new sql.ExtendedServerBlobAuditingPolicy(
    `${name}-auditing`,
    override<sql.ExtendedServerBlobAuditingPolicyArgs>(
      {
        resourceGroupName,
        serverName: server.name,
        blobAuditingPolicyName: "default",
        state: sql.BlobAuditingPolicyState.Enabled,
        isAzureMonitorTargetEnabled: true,
      },
      overrides?.auditing,
    ),
    { parent, deletedWith: server, protect: false },
  );
  diagnosticSetting(
    name,
    {
      // Known once the policy is there, so that nothing is sent before there is something to send.
      resourceUri: pulumi.all([server.id, policy.id]).apply(([id]) => `${id}/databases/master`),
      workspaceId,
      logs: [{ category: "SQLSecurityAuditEvents" }],
      metrics: [],
      overrides: overrides?.diagnostics,
    },
    parent,
  );
}
