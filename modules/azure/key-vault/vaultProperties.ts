import * as keyvault from "@pulumi/azure-native/keyvault";
import type { input as inputs } from "@pulumi/azure-native/types";
import type * as pulumi from "@pulumi/pulumi";

interface VaultChoices {
  readonly access: "app-only" | "rbac";
  readonly purgeProtection: boolean;
  readonly softDeleteRetentionInDays: number;
  readonly reachableFrom?: "anywhere" | undefined;
  readonly privateEndpoint?: unknown;
}

/**
 * The settings of a vault that starts closed, unless the caller lets in every network.
 *
 * Source: learn.microsoft.com/azure/key-vault/general/secure-key-vault
 */
export function vaultProperties(
  choices: VaultChoices,
  tenantId: pulumi.Input<string>,
): inputs.keyvault.VaultPropertiesArgs {
  return {
    tenantId,
    sku: { family: keyvault.SkuFamily.A, name: keyvault.SkuName.Standard },
    ...access(choices.access),
    ...recovery(choices),
    // Trusted Azure services and private endpoints pass; everybody else needs a rule. "Enabled" only means that rules
    // count at all; with an endpoint of its own the vault needs none.
    // Source: learn.microsoft.com/azure/key-vault/general/network-security
    publicNetworkAccess: choices.privateEndpoint === undefined ? "Enabled" : "Disabled",
    networkAcls: {
      defaultAction:
        choices.reachableFrom === "anywhere" ? keyvault.NetworkRuleAction.Allow : keyvault.NetworkRuleAction.Deny,
      bypass: keyvault.NetworkRuleBypassOptions.AzureServices,
    },
    // No virtual machine, disk encryption or template reads secrets from here.
    enabledForDeployment: false,
    enabledForDiskEncryption: false,
    enabledForTemplateDeployment: false,
  };
}

/** Source: learn.microsoft.com/azure/key-vault/general/rbac-access-policy */
function access(kind: VaultChoices["access"]): Pick<inputs.keyvault.VaultPropertiesArgs, AccessKey> {
  if (kind === "rbac") return { enableRbacAuthorization: true };
  // An empty list, not an absent one: an entry somebody adds by hand is drift and goes away again.
  return { enableRbacAuthorization: false, accessPolicies: [] };
}

type AccessKey = "enableRbacAuthorization" | "accessPolicies";

/** Source: learn.microsoft.com/azure/key-vault/general/soft-delete-overview */
function recovery({ purgeProtection, softDeleteRetentionInDays }: VaultChoices) {
  return {
    enableSoftDelete: true,
    softDeleteRetentionInDays,
    // Azure takes true or nothing: `false` is refused, also for a vault that never had it.
    ...(purgeProtection && { enablePurgeProtection: true }),
  };
}
