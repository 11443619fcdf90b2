import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";
import { override, type Overrides } from "../args/overrides.js";

interface Diagnostics {
  /** ARM id of the resource that is observed. */
  readonly resourceUri: pulumi.Input<string>;
  readonly workspaceId: pulumi.Input<string>;
  readonly logs: readonly { readonly category: string }[] | readonly { readonly categoryGroup: string }[];
  readonly metrics: readonly string[];
  /** One table per log category instead of the shared AzureDiagnostics; only where the service offers it. */
  readonly dedicatedTables?: true;
  readonly overrides: Overrides<monitor.DiagnosticSettingArgs> | undefined;
}

/**
 * Sends a resource's platform logs and metrics to a Log Analytics workspace. Diagnostic settings carry no tags.
 *
 * It is deleted on its own, never skipped because its target goes too: Azure keeps the setting of a deleted resource
 * and gives it to the next one of the same name. It keeps nothing, and so goes also where its target is protected.
 *
 * Source: learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings
 */
export function diagnosticSetting(
  name: string,
  about: Diagnostics,
  parent: pulumi.Resource,
): monitor.DiagnosticSetting {
  const args: monitor.DiagnosticSettingArgs = {
    name: "to-log-analytics",
    resourceUri: about.resourceUri,
    workspaceId: about.workspaceId,
    logs: about.logs.map((log) => ({ ...log, enabled: true })),
    metrics: about.metrics.map((category) => ({ category, enabled: true })),
    ...(about.dedicatedTables && { logAnalyticsDestinationType: "Dedicated" }),
  };
  return new monitor.DiagnosticSetting(
    `${name}-diagnostics`,
    override<monitor.DiagnosticSettingArgs>(args, about.overrides),
    { parent, protect: false },
  );
}
