import type { input as inputs } from "@pulumi/azure-native/types";
import type { SubnetPurpose } from "./securityRules.js";

type Settings = Pick<
  inputs.network.SubnetArgs,
  "defaultOutboundAccess" | "delegations" | "privateEndpointNetworkPolicies"
>;

/**
 * Longest prefix (smallest subnet) per purpose; Azure keeps five addresses of each subnet to itself.
 *
 * Source: learn.microsoft.com/azure/virtual-network/virtual-networks-faq#how-small-and-how-large-can-virtual-networks-and-subnets-be,
 * …/azure/postgresql/network/concepts-networking-private, …/azure/container-apps/custom-virtual-networks#subnet
 */
export const longestPrefix: Readonly<Record<SubnetPurpose, number>> = {
  cluster: 29,
  "private-endpoints": 29,
  database: 28,
  apps: 27,
};

/** What a subnet is besides its addresses and its security group. */
export function subnetSettings(purpose: SubnetPurpose): Settings {
  return settings[purpose];
}

/**
 * Machines reach the internet through a load balancer or gateway that somebody chose, never through an address that
 * Azure lends without being asked. Delegated subnets cannot say so: there the service decides.
 *
 * Source: learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access
 */
const noLentAddress: Settings = { defaultOutboundAccess: false };

const settings: Readonly<Record<SubnetPurpose, Settings>> = {
  cluster: noLentAddress,
  "private-endpoints": {
    ...noLentAddress,
    // Without this a security group does not count for private endpoints.
    // Source: learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy
    privateEndpointNetworkPolicies: "NetworkSecurityGroupEnabled",
  },
  database: { delegations: delegatedTo("Microsoft.DBforPostgreSQL/flexibleServers") },
  apps: { delegations: delegatedTo("Microsoft.App/environments") },
};

/** Source: learn.microsoft.com/azure/virtual-network/subnet-delegation-overview */
function delegatedTo(serviceName: string): inputs.network.DelegationArgs[] {
  return [{ name: "service", serviceName }];
}
