import { LogAnalytics, ResourceGroup } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "identity-team" };

// One workspace a region: telemetry stays where it was written, and one region's outage leaves the other's eyes open.
const regions = [
  { location: "westeurope", short: "weu" },
  { location: "northeurope", short: "neu" },
].map(({ location, short }) => {
  const group = new ResourceGroup(`group-${short}`, { resourceGroupName: `rg-auth-${short}`, location, tags });
  return new LogAnalytics(`logs-${short}`, {
    resourceGroupName: group.name,
    location: group.location,
    workspaceName: `log-auth-${short}`,
    insightsName: `appi-auth-${short}`,
    retentionInDays: 90,
    tags,
  });
});

export const workspaceIds = regions.map(({ workspaceId }) => workspaceId);
