import { ContainerAppsEnvironment, LogAnalytics, ResourceGroup } from "@cloud-provisioner/azure";

const tags = { environment: "staging", owner: "web-team" };
const group = new ResourceGroup("web-group", { resourceGroupName: "rg-web-stg", location: "westeurope", tags });
const place = { resourceGroupName: group.name, location: group.location, tags };
const logs = new LogAnalytics("web-logs", {
  ...place,
  workspaceName: "log-web-stg",
  insightsName: "appi-web-stg",
  retentionInDays: 30,
});

const apps = new ContainerAppsEnvironment("web-apps", {
  ...place,
  environmentName: "cae-web-stg",
  internal: false,
  zoneRedundant: false,
  workloadProfiles: [{ name: "steady", type: "D4", minimumCount: 1, maximumCount: 3 }],
  workspaceId: logs.workspaceId,
});
export const appsDomain = apps.defaultDomain;
