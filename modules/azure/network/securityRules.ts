import type { input as inputs } from "@pulumi/azure-native/types";

/** What a subnet is for. It decides who may enter it, and which service it is handed over to. */
export type SubnetPurpose = "apps" | "cluster" | "database" | "private-endpoints";

/** Traffic that a subnet lets in besides what its purpose needs. */
export interface Inbound {
  readonly name: string;
  /** Ports and ranges such as `443` and `8000-8100`. */
  readonly ports: readonly string[];
  /** Prefixes and service tags such as `203.0.113.0/24`, `Internet` and `AzureFrontDoor.Backend`. */
  readonly sources: readonly string[];
}

type Rule = inputs.network.SecurityRuleArgs;

/** A subnet as far as its security group cares. */
interface Guarded {
  readonly purpose: SubnetPurpose;
  readonly addressPrefix: string;
  readonly inbound?: readonly Inbound[] | undefined;
}

/**
 * The rules of a subnet's security group: what the caller lets in, what the purpose needs, and nothing else.
 *
 * Azure's own last rules let the whole network, and whatever is peered with it, into every subnet; the closing rule is
 * before them. A cluster has none: its nodes, pods and load balancer talk on ports that nobody knows beforehand, and
 * the internet is kept out by Azure's last rule.
 *
 * Source: learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
 */
export function securityRules({ purpose, addressPrefix, inbound = [] }: Guarded): Rule[] {
  const given = inbound.map((rule, index) => allow({ ...rule, priority: 100 + index }));
  const needed = needs(addressPrefix)[purpose].map((rule, index) => allow({ ...rule, priority: 1000 + index * 10 }));
  return [...given, ...needed, ...(purpose === "cluster" ? [] : [closing])];
}

/** How many rules of the caller have room before those of the purpose. */
export const mostInbound = 900;

const withinNetwork = ["VirtualNetwork"];

type Needed = Inbound & { readonly protocol?: "*" | "Tcp" };

function needs(own: string): Readonly<Record<SubnetPurpose, readonly Needed[]>> {
  return {
    // Network policies of Kubernetes say who talks to whom. Source: learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay
    cluster: [],
    // HTTPS, SQL, PostgreSQL, AMQP and Redis (10000, and 85xx for its shards): what the services behind private endpoints speak.
    // Source: learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy
    "private-endpoints": [
      {
        name: "AllowServicesFromNetwork",
        sources: withinNetwork,
        ports: ["443", "1433", "5432", "5671", "8500-8599", "10000"],
      },
    ],
    // Clients, and the standby of a server with high availability; 6432 is its connection pool.
    // Source: learn.microsoft.com/azure/postgresql/network/concepts-networking-private
    database: [{ name: "AllowPostgresFromNetwork", sources: withinNetwork, ports: ["5432", "6432"] }],
    // Source: learn.microsoft.com/azure/container-apps/firewall-integration
    apps: [
      { name: "AllowWebFromNetwork", sources: withinNetwork, ports: ["80", "443", "31080", "31443"] },
      { name: "AllowProbesOfLoadBalancer", sources: ["AzureLoadBalancer"], ports: ["30000-32767"] },
      { name: "AllowWithinSubnet", sources: [own], ports: ["0-65535"], protocol: "*" },
    ],
  };
}

/** Nobody else, also not from the network itself. */
const closing: Rule = {
  name: "DenyAllElseInbound",
  priority: 4096,
  direction: "Inbound",
  access: "Deny",
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*",
};

function allow({ name, priority, sources, ports, protocol = "Tcp" }: Needed & { readonly priority: number }): Rule {
  const [only, ...more] = sources;
  return {
    name,
    priority,
    direction: "Inbound",
    access: "Allow",
    protocol,
    ...(only !== undefined && more.length === 0
      ? { sourceAddressPrefix: only }
      : { sourceAddressPrefixes: [...sources] }),
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRanges: [...ports],
  };
}
