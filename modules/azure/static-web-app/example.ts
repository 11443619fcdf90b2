import { ResourceGroup, StaticWebApp } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "web-team" };
const group = new ResourceGroup("site-group", { resourceGroupName: "rg-site-prd", location: "westeurope", tags });

const site = new StaticWebApp("site", {
  resourceGroupName: group.name,
  location: "westeurope",
  appName: "stapp-site-prd",
  sku: "Standard",
  stagingEnvironments: false,
  tags,
});
export const siteUrl = site.url;
