import type * as containerservice from "@pulumi/azure-native/containerservice";
import * as monitor from "@pulumi/azure-native/monitor";
import * as pulumi from "@pulumi/pulumi";
import { override, type Overrides } from "../args/overrides.js";
import type { Tags } from "../args/tags.js";

interface Insights {
  readonly cluster: containerservice.ManagedCluster;
  readonly clusterName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string>;
  readonly workspaceId: pulumi.Input<string>;
  readonly tags: Tags;
}

interface InsightsOverrides {
  readonly collectionRule?: Overrides<monitor.DataCollectionRuleArgs> | undefined;
  readonly collectionAssociation?: Overrides<monitor.DataCollectionRuleAssociationArgs> | undefined;
}

const streams = ["Microsoft-ContainerInsights-Group-Default"];
const destination = "workspace";

/**
 * Tells the monitoring add-on what to collect and where to send it: without rule and association it sends nothing.
 * A rule lives in the region of its workspace, taken to be the cluster's.
 *
 * Source: learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
 */
export function collectContainerInsights(
  name: string,
  { cluster, clusterName, resourceGroupName, location, workspaceId, tags }: Insights,
  overrides: InsightsOverrides | undefined,
  parent: pulumi.Resource,
): void {
  const rule = new monitor.DataCollectionRule(
    `${name}-insights`,
    override<monitor.DataCollectionRuleArgs>(
      {
        resourceGroupName,
        location,
        dataCollectionRuleName: pulumi.all([location, clusterName]).apply(([region, named]) => ruleName(region, named)),
        kind: monitor.KnownDataCollectionRuleResourceKind.Linux,
        dataSources: { extensions: [containerInsights] },
        dataFlows: [{ streams, destinations: [destination] }],
        destinations: { logAnalytics: [{ name: destination, workspaceResourceId: workspaceId }] },
        tags,
      },
      overrides?.collectionRule,
    ),
    { parent },
  );
  new monitor.DataCollectionRuleAssociation(
    `${name}-insights`,
    override<monitor.DataCollectionRuleAssociationArgs>(
      { associationName: "ContainerInsightsExtension", resourceUri: cluster.id, dataCollectionRuleId: rule.id },
      overrides?.collectionAssociation,
    ),
    { parent },
  );
}

const containerInsights = {
  name: "ContainerInsightsExtension",
  extensionName: "ContainerInsights",
  streams,
  extensionSettings: {
    dataCollectionSettings: { interval: "1m", namespaceFilteringMode: "Off", enableContainerLogV2: true },
  },
};

/** The name under which Azure's own tools look for the rule of a cluster: `MSCI-<region>-<cluster>`, 64 characters at most. */
export function ruleName(location: string, clusterName: string): string {
  return `MSCI-${location}-${clusterName}`.slice(0, 64).replace(/[-_]+$/, "");
}
