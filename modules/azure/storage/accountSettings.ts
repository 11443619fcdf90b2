import * as storage from "@pulumi/azure-native/storage";

/** Days a deleted blob, blob version or container can be brought back; Microsoft recommends at least seven. */
const recoveryDays = 7;

interface AccountChoices {
  readonly sku: string;
  readonly accessTier: "Hot" | "Cool" | "Premium";
  readonly reachableFrom?: "anywhere" | undefined;
  readonly privateEndpoint?: unknown;
}

/**
 * What every account is: encrypted, identified, private.
 *
 * Source: learn.microsoft.com/azure/storage/blobs/security-recommendations
 */
export function accountSettings({ sku, accessTier, reachableFrom, privateEndpoint }: AccountChoices) {
  return {
    // Premium blobs live in an account kind of their own. Source: learn.microsoft.com/azure/storage/common/storage-account-overview
    kind: accessTier === "Premium" ? storage.Kind.BlockBlobStorage : storage.Kind.StorageV2,
    sku: { name: sku },
    accessTier,
    ...inTransit,
    ...identified,
    ...fromNetworks(privateEndpoint !== undefined, reachableFrom === "anywhere"),
    ...atRest,
  };
}

/** Source: learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version */
const inTransit = { enableHttpsTrafficOnly: true, minimumTlsVersion: storage.MinimumTlsVersion.TLS1_2 };

/**
 * Every request is somebody's: no anonymous reading, no account keys (nor SAS tokens signed with them), no local users.
 *
 * Source: learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent
 */
const identified = {
  allowBlobPublicAccess: false,
  allowSharedKeyAccess: false,
  defaultToOAuthAuthentication: true,
  isLocalUserEnabled: false,
  allowCrossTenantReplication: false,
};

/**
 * Trusted Azure services and private endpoints pass; everybody else needs a rule. "Enabled" only means that rules count;
 * with an endpoint of its own the account needs none. A rule for an address counts for nothing inside the account's own
 * region, so that what has no network there is let in with everybody or not at all.
 *
 * Source: learn.microsoft.com/azure/storage/common/storage-network-security
 */
function fromNetworks(isPrivate: boolean, isOpen: boolean) {
  const { Allow, Deny } = storage.DefaultAction;
  return {
    publicNetworkAccess: isPrivate ? storage.PublicNetworkAccess.Disabled : storage.PublicNetworkAccess.Enabled,
    networkRuleSet: { defaultAction: isOpen ? Allow : Deny, bypass: storage.Bypass.AzureServices },
  };
}

/**
 * Encrypted twice, with two keys and two algorithms. Azure decides this when the account is made and never after.
 *
 * Source: learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable
 */
const atRest = {
  encryption: {
    keySource: storage.KeySource.Microsoft_Storage,
    requireInfrastructureEncryption: true,
    services: {
      blob: { enabled: true, keyType: storage.KeyType.Account },
      file: { enabled: true, keyType: storage.KeyType.Account },
    },
  },
};

/** An overwritten or deleted blob can be had back. Source: learn.microsoft.com/azure/storage/blobs/data-protection-overview */
export const blobRecovery = {
  isVersioningEnabled: true,
  deleteRetentionPolicy: { enabled: true, days: recoveryDays },
  containerDeleteRetentionPolicy: { enabled: true, days: recoveryDays },
};
