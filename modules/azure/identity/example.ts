import { AksCluster, KeyVault, ResourceGroup, UserAssignedIdentity } from "@cloud-provisioner/azure";

const tags = { environment: "production", owner: "identity-team" };
const group = new ResourceGroup("identity-group", { resourceGroupName: "rg-auth-prd", location: "westeurope", tags });
const place = { resourceGroupName: group.name, location: group.location, tags };

const vault = new KeyVault("auth-vault", {
  ...place,
  vaultName: "kv-auth-prd-1a2b3c4d",
  access: "rbac",
  purgeProtection: true,
  softDeleteRetentionInDays: 90,
  secrets: [],
});
const cluster = new AksCluster("auth-cluster", {
  ...place,
  clusterName: "aks-auth-prd",
  dnsPrefix: "auth-prd",
  kubernetesVersion: "1.36",
  nodeCount: 3,
  vmSize: "Standard_D4s_v5",
  zones: ["1", "2", "3"],
});

// Pods of service account `auth` in namespace `auth` read the vault's secrets, and nothing else of it.
const identity = new UserAssignedIdentity("auth", {
  ...place,
  identityName: "id-auth-prd",
  roles: [{ name: "vault", role: "Key Vault Secrets User", scope: vault.id }],
  federatedCredentials: [
    { name: "auth-service", issuer: cluster.oidcIssuerUrl, namespace: "auth", serviceAccount: "auth" },
  ],
});

/** For the service account: `azure.workload.identity/client-id`. */
export const clientId = identity.clientId;
