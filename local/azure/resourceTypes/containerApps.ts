import { armError, type CloudError } from "../values/cloudError.js";
import { fakeHex } from "../values/fakes.js";
import { inGroup, systemData, systemIdentity } from "./common.js";
import { isDelegated } from "./dataRules.js";
import { leftOut, whenGiven } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";
import type { ResourceView } from "./resourceView.js";

/** Source: azure-rest-api-specs, specification/app, ManagedEnvironments.json (mutability too) */
export const containerApps: readonly ResourceType[] = [
  {
    token: "azure-native:app:ManagedEnvironment",
    armType: "Microsoft.App/managedEnvironments",
    source: "https://learn.microsoft.com/azure/templates/microsoft.app/managedenvironments",
    apiVersion: "2025-02-02-preview",
    idTemplate: `${inGroup}/Microsoft.App/managedEnvironments/{environmentName}`,
    nameRule: { minLength: 2, maxLength: 60, pattern: /^[a-z](?:-?[a-z0-9])*$/ },
    placement: "regional",
    required: ["workloadProfiles[].name", "workloadProfiles[].workloadProfileType"],
    replaceOn: [
      "infrastructureResourceGroup",
      "location",
      "vnetConfiguration.dockerBridgeCidr",
      "vnetConfiguration.infrastructureSubnetId",
      "vnetConfiguration.internal",
      "vnetConfiguration.platformReservedCidr",
      "vnetConfiguration.platformReservedDnsIP",
      "zoneRedundant",
    ],
    allowed: {
      "appLogsConfiguration.destination": ["log-analytics", "azure-monitor", "none"],
      publicNetworkAccess: ["Enabled", "Disabled"],
    },
    references: [{ path: "vnetConfiguration.infrastructureSubnetId", holds: true }],
    writeOnly: [
      "appLogsConfiguration.logAnalyticsConfiguration.sharedKey",
      "daprAIConnectionString",
      "daprAIInstrumentationKey",
    ],
    slowness: 8,
    outputs: {
      systemData,
      defaultDomain: (r) => `simulated-${fakeHex(r.id, 8)}.${r.location}.azurecontainerapps.io`,
      staticIp,
      eventStreamEndpoint: (r) =>
        `https://${r.location}.azurecontainerapps.dev/subscriptions/${r.account.subscriptionId}/resourceGroups/${r.resourceGroup}/managedEnvironments/${r.name}/eventstream`,
      daprConfiguration: { version: "1.13.6-msft.1" },
      kedaConfiguration: { version: "2.17.2" },
      identity: systemIdentity,
      infrastructureResourceGroup: (r) => `ME_${r.name}_${r.resourceGroup}_${r.location}`.slice(0, 80),
      customDomainConfiguration: whenGiven({
        customDomainVerificationId: (r) => fakeHex(`${r.account.subscriptionId}/domains`, 64).toUpperCase(),
        expirationDate: leftOut,
        subjectName: leftOut,
        thumbprint: leftOut,
      }),
      peerAuthentication: { mtls: { enabled: false } },
      privateEndpointConnections: [],
      privateLinkDefaultDomain: leftOut,
      provisioningState: "Succeeded",
      publicNetworkAccess: "Enabled",
      zoneRedundant: false,
      deploymentErrors: leftOut,
    },
    validate: environmentRules,
  },
];

/** Source: https://learn.microsoft.com/azure/container-apps/networking, …/azure/container-apps/log-options */
function environmentRules({ resource, cloud }: PutContext): CloudError | undefined {
  const subnetId = resource.text("vnetConfiguration.infrastructureSubnetId");
  for (const what of ["vnetConfiguration.internal", "zoneRedundant"]) {
    if (resource.at(what) === true && subnetId === "")
      return armError(
        400,
        "ManagedEnvironmentInvalidNetworkConfiguration",
        `'${what}' needs an infrastructure subnet.`,
      );
  }
  if (
    subnetId !== "" &&
    resource.at("workloadProfiles") !== undefined &&
    !isDelegated(cloud, subnetId, "Microsoft.App/environments")
  )
    return armError(
      400,
      "ManagedEnvironmentSubnetDelegationError",
      "The subnet of the environment must be delegated to the service 'Microsoft.App/environments'.",
    );
  const isIncomplete =
    resource.text("appLogsConfiguration.destination") === "log-analytics" &&
    resource.text("appLogsConfiguration.logAnalyticsConfiguration.customerId") === "";
  return isIncomplete
    ? armError(400, "InvalidRequestParameterWithDetails", "LogAnalyticsConfiguration is invalid: it must not be empty.")
    : undefined;
}

/** An address kept for documentation when the environment is public, and one of a private range when it is not. */
function staticIp(environment: ResourceView): string {
  const host = (Number.parseInt(fakeHex(environment.id, 2), 16) % 250) + 1;
  return environment.at("vnetConfiguration.internal") === true ? `10.255.255.${host}` : `203.0.113.${host}`;
}
