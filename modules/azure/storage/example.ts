import { ResourceGroup, Storage } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "documents-team" };
const group = new ResourceGroup("docs-group", { resourceGroupName: "rg-docs-prd", location: "westeurope", tags });

const files = new Storage("docs", {
  resourceGroupName: group.name,
  location: group.location,
  accountName: "stdocsprd1a2b3c4d",
  sku: "Standard_GZRS",
  accessTier: "Hot",
  containers: ["uploads", "exports"],
  lifecycle: { coolAfterDays: 30, deleteVersionsAfterDays: 90 },
  tags,
});

export const blobEndpoint = files.blobEndpoint;
