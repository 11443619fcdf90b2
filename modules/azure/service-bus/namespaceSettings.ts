import * as servicebus from "@pulumi/azure-native/servicebus";

interface NamespaceChoices {
  readonly sku: "Basic" | "Standard" | "Premium";
  readonly messagingUnits?: number | undefined;
  readonly zoneRedundant: boolean;
}

/** What every namespace is, with the reason beside each choice. */
export function namespaceSettings({ sku, messagingUnits, zoneRedundant }: NamespaceChoices) {
  const { PublicNetworkAccess, SkuName, SkuTier, TlsVersion } = servicebus;
  const isPremium = sku === "Premium";
  return {
    sku: { name: SkuName[sku], tier: SkuTier[sku], ...(isPremium && { capacity: messagingUnits ?? 1 }) },
    ...(isPremium && { zoneRedundant }),
    // SAS keys belong to no one. Source: learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication
    disableLocalAuth: true,
    // Source: learn.microsoft.com/azure/service-bus-messaging/transport-layer-security-enforce-minimum-version
    minimumTlsVersion: TlsVersion.TlsVersion_1_2,
    // Private endpoints and network rules are Premium's; the other tiers have the public way in and nothing else.
    // Source: learn.microsoft.com/azure/service-bus-messaging/network-security
    publicNetworkAccess: isPremium ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled,
  };
}
