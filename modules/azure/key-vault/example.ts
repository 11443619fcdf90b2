import { KeyVault, LogAnalytics, ResourceGroup, seedSecret } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "identity-team" };
const group = new ResourceGroup("group", { resourceGroupName: "rg-auth-prd", location: "westeurope", tags });
const place = { resourceGroupName: group.name, location: group.location, tags };

const logs = new LogAnalytics("logs", {
  ...place,
  workspaceName: "log-auth-prd",
  insightsName: "appi-auth-prd",
  retentionInDays: 90,
});
const vault = new KeyVault("vault", {
  ...place,
  vaultName: "kv-auth-prd-1a2b3c4d",
  access: "rbac",
  purgeProtection: true,
  softDeleteRetentionInDays: 90,
  secrets: [{ name: "auth-app-secret", value: seedSecret("auth-app-secret") }],
  workspaceId: logs.workspaceId,
});

export const vaultUri = vault.vaultUri;
