import * as app from "@pulumi/azure-native/app";
import type * as pulumi from "@pulumi/pulumi";

interface EnvironmentChoices {
  readonly subnetId?: pulumi.Input<string> | undefined;
  readonly internal: boolean;
  readonly zoneRedundant: boolean;
  readonly workloadProfiles: readonly Profile[];
  readonly workspaceId?: pulumi.Input<string> | undefined;
}

interface Profile {
  readonly name: string;
  readonly type: string;
  readonly minimumCount: number;
  readonly maximumCount: number;
}

/** What every environment is, with the reason beside each choice. */
export function environmentSettings(choices: EnvironmentChoices) {
  const { subnetId, internal, zoneRedundant, workloadProfiles, workspaceId } = choices;
  return {
    // By way of a diagnostic setting, which needs no key of the workspace in the environment.
    // Source: learn.microsoft.com/azure/container-apps/log-options
    appLogsConfiguration: { destination: workspaceId === undefined ? "none" : "azure-monitor" },
    ...(subnetId !== undefined && { vnetConfiguration: { infrastructureSubnetId: subnetId, internal } }),
    publicNetworkAccess: internal ? app.PublicNetworkAccess.Disabled : app.PublicNetworkAccess.Enabled,
    zoneRedundant,
    workloadProfiles: [
      { name: "Consumption", workloadProfileType: "Consumption" },
      ...workloadProfiles.map(({ type, ...profile }) => ({ ...profile, workloadProfileType: type })),
    ],
    // Source: learn.microsoft.com/azure/container-apps/networking#peer-to-peer-encryption
    peerTrafficConfiguration: { encryption: { enabled: true } },
  };
}
