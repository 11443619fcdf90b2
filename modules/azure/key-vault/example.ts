import { KeyVault, LogAnalytics, ResourceGroup, seedSecret } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "identity-team" };
const group = new ResourceGroup("vault-group", { resourceGroupName: "rg-vault-prd", location: "westeurope", tags });
const place = { resourceGroupName: group.name, location: group.location, tags };

const logs = new LogAnalytics("vault-logs", {
  ...place,
  workspaceName: "log-vault-prd",
  insightsName: "appi-vault-prd",
  retentionInDays: 90,
});
const vault = new KeyVault("vault", {
  ...place,
  vaultName: "kv-vault-prd-1a2b3c4d",
  access: "rbac",
  purgeProtection: true,
  softDeleteRetentionInDays: 90,
  secrets: [{ name: "db-password", value: seedSecret("db-password") }],
  workspaceId: logs.workspaceId,
});

export const vaultUri = vault.vaultUri;
