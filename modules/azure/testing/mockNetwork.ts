type Inputs = Readonly<Record<string, unknown>>;

/** The inputs that name what networks, identities, clusters' parts and traffic managers declare, children before their parents. */
export const networkNames = [
  ...["privateDnsZoneGroupName", "privateEndpointName", "virtualNetworkLinkName", "privateZoneName"],
  ...[
    "publicIpAddressName",
    "virtualNetworkName",
    "networkSecurityGroupName",
    "federatedIdentityCredentialResourceName",
  ],
  ...["roleAssignmentName", "agentPoolName", "configName", "managementPolicyName", "profileName"],
];

/** What Azure computes of them, as far as the modules read it, by type. */
export const networkComputed: Readonly<Record<string, (given: Inputs) => Inputs>> = {
  "azure-native:managedidentity:UserAssignedIdentity": () => ({
    principalId: "44444444-4444-4444-8444-444444444444",
    clientId: "55555555-5555-4555-8555-555555555555",
    tenantId: "11111111-1111-1111-1111-111111111111",
  }),
  "azure-native:network:PublicIPAddress": ({ dnsSettings, location }) => {
    const given = dnsSettings as Inputs;
    const fqdn = `${String(given["domainNameLabel"])}.${String(location)}.cloudapp.azure.com`;
    return { ipAddress: "203.0.113.10", dnsSettings: { ...given, fqdn } };
  },
  "azure-native:trafficmanager:Profile": ({ dnsConfig }) => {
    const given = dnsConfig as Inputs;
    return { dnsConfig: { ...given, fqdn: `${String(given["relativeName"])}.trafficmanager.net` } };
  },
};
