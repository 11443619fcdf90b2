import * as applicationinsights from "@pulumi/azure-native/applicationinsights";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override } from "../args/overrides.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { ResourceId } from "../outputs/outputRules.js";
import { LogAnalyticsArgs } from "./logAnalyticsArgs.js";

const LogAnalyticsOutputs = z.strictObject({
  workspaceId: ResourceId,
  insightsId: ResourceId,
  connectionString: z
    .string()
    .includes("InstrumentationKey=", { error: "a connection string names an InstrumentationKey" }),
});

/** A Log Analytics workspace, and Application Insights that writes into it: one place for logs, metrics and traces. */
export class LogAnalytics extends pulumi.ComponentResource {
  readonly workspaceId: pulumi.Output<string>;
  readonly insightsId: pulumi.Output<string>;
  /** Secret: who has it can write telemetry in the application's name. */
  readonly connectionString: pulumi.Output<string>;

  constructor(name: string, args: LogAnalyticsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(LogAnalyticsArgs, "LogAnalytics", name, args);
    super("cloud-provisioner:azure:LogAnalytics", name, {}, opts);
    const { resourceGroupName, location, tags } = given;

    const workspace = new operationalinsights.Workspace(
      name,
      override<operationalinsights.WorkspaceArgs>(
        {
          resourceGroupName,
          location,
          workspaceName: given.workspaceName,
          sku: { name: operationalinsights.WorkspaceSkuNameEnum.PerGB2018 },
          retentionInDays: given.retentionInDays,
          // A team sees the logs of the resources it may read, and no others.
          // Source: learn.microsoft.com/azure/azure-monitor/logs/manage-access#access-control-mode
          features: { enableLogAccessUsingOnlyResourcePermissions: true },
          tags,
        },
        overrides?.workspace,
      ),
      { parent: this },
    );

    // Workspace-based: the classic kind, which kept its own store, is retired. Telemetry is taken by connection string too:
    // browsers cannot send it otherwise, and servers only with a role and an SDK that asks Entra for a token. Where all of
    // yours do, override `insights` with `disableLocalAuth: true`.
    // Source: learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
    const insights = new applicationinsights.Component(
      name,
      override<applicationinsights.ComponentArgs>(
        {
          resourceGroupName,
          location,
          resourceName: given.insightsName,
          kind: "web",
          applicationType: applicationinsights.ApplicationType.Web,
          ingestionMode: applicationinsights.IngestionMode.LogAnalytics,
          workspaceResourceId: workspace.id,
          tags,
        },
        overrides?.insights,
      ),
      { parent: this, additionalSecretOutputs: ["connectionString", "instrumentationKey"] },
    );

    const outputs = checkedOutputs(LogAnalyticsOutputs, "LogAnalytics", name, {
      workspaceId: workspace.id,
      insightsId: insights.id,
      connectionString: pulumi.secret(insights.connectionString),
    });
    this.workspaceId = outputs.workspaceId;
    this.insightsId = outputs.insightsId;
    this.connectionString = outputs.connectionString;
    this.registerOutputs(outputs);
  }
}
