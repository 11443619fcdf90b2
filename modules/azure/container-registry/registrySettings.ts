import * as containerregistry from "@pulumi/azure-native/containerregistry";

interface RegistryChoices {
  readonly sku: "Basic" | "Standard" | "Premium";
  readonly zoneRedundant: boolean;
  readonly untaggedRetentionDays?: number | undefined;
}

/** What every registry is, with the reason beside each choice. */
export function registrySettings({ sku, zoneRedundant, untaggedRetentionDays }: RegistryChoices) {
  return {
    sku: { name: sku },
    // The admin user is one shared password. Source: learn.microsoft.com/azure/container-registry/container-registry-authentication#admin-account
    adminUserEnabled: false,
    // Source: learn.microsoft.com/azure/container-registry/anonymous-pull-access
    anonymousPullEnabled: false,
    // Private endpoints and network rules are Premium's; the other tiers have the public way in and nothing else.
    // Source: learn.microsoft.com/azure/container-registry/container-registry-private-link
    publicNetworkAccess:
      sku === "Premium"
        ? containerregistry.PublicNetworkAccess.Disabled
        : containerregistry.PublicNetworkAccess.Enabled,
    // Azure's own builds and scanners pass. Source: learn.microsoft.com/azure/container-registry/allow-access-trusted-services
    networkRuleBypassOptions: containerregistry.NetworkRuleBypassOptions.AzureServices,
    zoneRedundancy: redundancy(zoneRedundant),
    ...(untaggedRetentionDays !== undefined && {
      // Source: learn.microsoft.com/azure/container-registry/container-registry-retention-policy
      policies: {
        retentionPolicy: { days: untaggedRetentionDays, status: containerregistry.PolicyStatus.Enabled },
      },
    }),
  };
}

/** Source: learn.microsoft.com/azure/container-registry/zone-redundancy */
export function redundancy(zoneRedundant: boolean): containerregistry.ZoneRedundancy {
  const { Enabled, Disabled } = containerregistry.ZoneRedundancy;
  return zoneRedundant ? Enabled : Disabled;
}
