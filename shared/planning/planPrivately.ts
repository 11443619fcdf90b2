import type { PlannedResource, PrivatePlace } from "../contracts/plan.js";
import type { Topology } from "./expandTopology.js";
import { logicalNameIn, type PlanContext } from "./planContext.js";
import type { Planned } from "./planned.js";
import { byRule, type Why } from "./why.js";

type Zone = Extract<PlannedResource, { kind: "private-dns-zone" }>;

/** Zones in which Azure finds private endpoints. Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
const zoneNames = { vault: "privatelink.vaultcore.azure.net", blob: "privatelink.blob.core.windows.net" } as const;
const endpointSubnet = "endpoints";
const nodeSubnet = "nodes";

const inNetwork = byRule("TopologyExpander", "the plan has a network of its own");

/** The network that the plan asks for in this region, by its name in the program. What stands in elsewhere has none. */
export function networkOf(context: PlanContext, { described }: Topology): string | undefined {
  const { kinds } = context.knowledge;
  const isAsked = described.some(({ entry }) => entry.of === "virtual-network");
  const kind = kinds["virtual-network"];
  return isAsked && kind ? logicalNameIn(context, kind.logicalName) : undefined;
}

/** Puts clusters into the network's subnet, and gives vault and accounts private addresses and names in it. */
export function planPrivately(
  context: PlanContext,
  network: string | undefined,
  planned: readonly Planned[],
): Planned[] {
  if (network === undefined) return [...planned];
  const services = planned.flatMap(({ resource }) => serviceOf(resource) ?? []);
  const zones = [...new Set(services)].map((service) => planZone(context, service, network));
  const isGroup = ({ resource }: Planned): boolean => resource.kind === "resource-group";
  const others = planned.filter((each) => !isGroup(each)).map((each) => placed(context, each, network));
  return [...planned.filter(isGroup), ...zones, ...others];
}

function serviceOf({ kind }: PlannedResource): keyof typeof zoneNames | undefined {
  if (kind === "key-vault") return "vault";
  return kind === "storage" ? "blob" : undefined;
}

function placed(context: PlanContext, { resource, why }: Planned, network: string): Planned {
  const reached = (service: keyof typeof zoneNames): PrivatePlace => ({
    network,
    subnet: endpointSubnet,
    dnsZone: zoneLogicalName(context, service),
  });
  const because = (member: string): Why => ({ ...why, [`args.${member}`]: inNetwork });
  switch (resource.kind) {
    case "key-vault":
      return {
        resource: { ...resource, args: { ...resource.args, privateEndpoint: reached("vault") } },
        why: because("privateEndpoint"),
      };
    case "storage":
      return {
        resource: { ...resource, args: { ...resource.args, privateEndpoint: reached("blob") } },
        why: because("privateEndpoint"),
      };
    case "aks":
      return {
        resource: { ...resource, args: { ...resource.args, subnet: { network, subnet: nodeSubnet } } },
        why: because("subnet"),
      };
    case "resource-group":
    case "log-analytics":
    case "ingress-address":
    case "workload-identity":
    case "traffic-manager":
    case "dns-zone":
    case "private-dns-zone":
    case "described":
      return { resource, why };
  }
}

function planZone(context: PlanContext, service: keyof typeof zoneNames, network: string): Planned<Zone> {
  return {
    resource: {
      kind: "private-dns-zone",
      logicalName: zoneLogicalName(context, service),
      name: zoneNames[service],
      region: context.site.name,
      args: { network },
    },
    why: {
      "": byRule("TopologyExpander", "a private endpoint is found by its name in the network"),
      name: byRule("NamingResolverSkill", `Azure's zone for private endpoints of a ${service}`),
      region: context.site.why,
      "args.network": inNetwork,
    },
  };
}

function zoneLogicalName(context: PlanContext, service: string): string {
  return logicalNameIn(context, `${service}-zone`);
}
