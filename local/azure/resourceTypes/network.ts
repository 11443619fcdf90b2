import { armError, type CloudError } from "../values/cloudError.js";
import type { PutContext } from "./putContext.js";
import { fakeGuid } from "../values/fakes.js";
import { isObject, type Json } from "../values/json.js";
import { valueAt } from "../values/propertyPath.js";
import { etag, inGroup } from "./common.js";
import { each, leftOut, whenGiven, type OutputTree } from "./outputRules.js";
import type { ResourceType } from "./resourceType.js";
import { textOf } from "./resourceView.js";
import { networkRules, subnetRules } from "./subnetRules.js";

const networkId = `${inGroup}/Microsoft.Network/virtualNetworks/{virtualNetworkName}`;

const inlineSubnet: OutputTree = {
  id: (r, item) => `${r.id}/subnets/${textOf(item.at("name"))}`,
  type: "Microsoft.Network/virtualNetworks/subnets",
  etag,
  provisioningState: "Succeeded",
};

export const network: readonly ResourceType[] = [
  {
    token: "azure-native:network:VirtualNetwork",
    armType: "Microsoft.Network/virtualNetworks",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/virtualnetworks",
    apiVersion: "2024-05-01",
    idTemplate: networkId,
    nameRule: { minLength: 2, maxLength: 64, pattern: /^[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9_]$/ },
    placement: "regional",
    replaceOn: ["location"], // Source: forceNewMap in azure-native's provider/pkg/gen/replacement.go
    references: [{ path: "subnets[].networkSecurityGroup.id", holds: true }],
    slowness: 2,
    inlineChildren: (id, inputs) => subnetNames(inputs).map((name) => `${id}/subnets/${name}`),
    outputs: {
      etag,
      resourceGuid: (r) => fakeGuid(r.id),
      provisioningState: "Succeeded",
      subnets: each(inlineSubnet),
      virtualNetworkPeerings: each({
        etag,
        provisioningState: "Succeeded",
        resourceGuid: (r, item) => fakeGuid(`${r.id}/${item.key}`),
      }),
      bgpCommunities: whenGiven({ regionalCommunity: leftOut }),
      enableDdosProtection: false,
      privateEndpointVNetPolicies: "Disabled",
      flowLogs: leftOut,
    },
    validate: networkRules,
  },
  {
    token: "azure-native:network:Subnet",
    armType: "Microsoft.Network/virtualNetworks/subnets",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/virtualnetworks/subnets",
    apiVersion: "2024-05-01",
    idTemplate: `${networkId}/subnets/{subnetName}`,
    nameRule: { minLength: 1, maxLength: 80, pattern: /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9_])?$/ },
    autoName: "copy",
    parent: "azure-native:network:VirtualNetwork",
    references: [{ path: "networkSecurityGroup.id", holds: true }],
    outputs: {
      etag,
      provisioningState: "Succeeded",
      privateEndpointNetworkPolicies: "Disabled",
      privateLinkServiceNetworkPolicies: "Enabled",
      applicationGatewayIPConfigurations: each({ etag, provisioningState: "Succeeded", type: leftOut }),
      delegations: each({ provisioningState: "Succeeded" }),
      ipamPoolPrefixAllocations: each({ allocatedAddressPrefixes: [] }),
      ipConfigurationProfiles: leftOut,
      ipConfigurations: leftOut,
      privateEndpoints: leftOut,
      purpose: leftOut,
      resourceNavigationLinks: leftOut,
      serviceAssociationLinks: leftOut,
    },
    validate: subnetRules,
  },
  {
    token: "azure-native:network:NetworkSecurityGroup",
    armType: "Microsoft.Network/networkSecurityGroups",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/networksecuritygroups",
    apiVersion: "2024-05-01",
    idTemplate: `${inGroup}/Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}`,
    nameRule: { minLength: 1, maxLength: 80, pattern: /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9_])?$/ },
    placement: "regional",
    required: [
      "securityRules[].name",
      "securityRules[].priority",
      "securityRules[].direction",
      "securityRules[].access",
      "securityRules[].protocol",
    ],
    allowed: { "securityRules[].direction": ["Inbound", "Outbound"], "securityRules[].access": ["Allow", "Deny"] },
    outputs: {
      etag,
      resourceGuid: (r) => fakeGuid(r.id),
      provisioningState: "Succeeded",
      securityRules: each({
        id: (r, item) => `${r.id}/securityRules/${textOf(item.at("name"))}`,
        etag,
        type: "Microsoft.Network/networkSecurityGroups/securityRules",
        provisioningState: "Succeeded",
      }),
      defaultSecurityRules: (r) => defaultSecurityRules(r.id),
      flowLogs: leftOut,
      networkInterfaces: leftOut,
      subnets: leftOut,
    },
    validate: securityRuleRules,
  },
];

/** Source: https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview */
function securityRuleRules({ inputs }: PutContext): CloudError | undefined {
  const rules = valueAt(inputs, "securityRules");
  const seen = new Map<string, string>();
  for (const rule of Array.isArray(rules) ? rules.filter(isObject) : []) {
    const name = textOf(rule["name"]);
    const priority = rule["priority"];
    if (typeof priority !== "number" || priority < 100 || priority > 4096) {
      return armError(
        400,
        "SecurityRuleInvalidPriority",
        `Security rule ${name} has invalid priority ${textOf(priority)}. Value should be between 100 and 4096.`,
      );
    }
    const slot = `${textOf(rule["direction"])} ${priority}`;
    const other = seen.get(slot);
    if (other !== undefined) {
      return armError(
        400,
        "SecurityRuleConflict",
        `Security rule ${name} conflicts with rule ${other}. Rules cannot have the same Priority and Direction.`,
      );
    }
    seen.set(slot, name);
  }
  return undefined;
}

function defaultSecurityRules(id: string): Json[] {
  const rules: [name: string, priority: number, direction: string, access: string][] = [
    ["AllowVnetInBound", 65000, "Inbound", "Allow"],
    ["AllowAzureLoadBalancerInBound", 65001, "Inbound", "Allow"],
    ["DenyAllInBound", 65500, "Inbound", "Deny"],
    ["AllowVnetOutBound", 65000, "Outbound", "Allow"],
    ["AllowInternetOutBound", 65001, "Outbound", "Allow"],
    ["DenyAllOutBound", 65500, "Outbound", "Deny"],
  ];
  return rules.map(([name, priority, direction, access]) => ({
    id: `${id}/defaultSecurityRules/${name}`,
    name,
    priority,
    direction,
    access,
    protocol: "*",
    provisioningState: "Succeeded",
  }));
}

function subnetNames(inputs: Json): string[] {
  const subnets = valueAt(inputs, "subnets");
  return Array.isArray(subnets)
    ? subnets.map((subnet) => textOf(valueAt(subnet, "name"))).filter((name) => name !== "")
    : [];
}
