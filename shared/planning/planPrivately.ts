import type { ArgumentValue, PlannedResource, PrivatePlace } from "../contracts/plan.js";
import type { Topology } from "./expandTopology.js";
import { lookup } from "../lookup.js";
import { logicalNameIn, type PlanContext } from "./planContext.js";
import type { Planned } from "./planned.js";
import { wayInto, type WayIn } from "./privateLinks.js";
import { reachShared } from "./reachShared.js";
import { byRule, type Chain } from "./why.js";
import { nodeSubnet } from "./workloadHosts.js";

type Zone = Extract<PlannedResource, { kind: "private-dns-zone" }>;

/** The described kind that is a network. */
export const networkKind = "virtual-network";
/** The subnet that private addresses are taken from. */
export const endpointSubnet = "endpoints";

/** The network that the plan asks for in this region. */
export function networkOf(context: PlanContext, { described }: Topology): PlanContext["network"] {
  const wish = described.find(({ entry }) => entry.of === networkKind);
  const kind = lookup(context.knowledge.kinds, networkKind);
  return wish && kind ? { logicalName: logicalNameIn(context, kind.logicalName), why: wish.why } : undefined;
}

/**
 * Puts what runs workloads into its subnet of the region's network, and gives every service that has a way in from a
 * network an address and a name there: those of the region, and `shared` ones of the primary region that it uses too.
 */
export function planPrivately(
  context: PlanContext,
  { logicalName: network, why }: NonNullable<PlanContext["network"]>,
  planned: readonly Planned[],
  shared: readonly PlannedResource[],
): Planned[] {
  const because = byRule("TopologyExpander", "the plan has a network of its own", { from: why });
  const services = [...planned.map(({ resource }) => resource), ...shared];
  const zones = new Map<string, WayIn>();
  for (const way of services.flatMap((resource) => wayInto(context, resource) ?? []))
    if (!zones.has(way.zone)) zones.set(way.zone, way);
  const placeOf = (way: WayIn): PrivatePlace => ({
    network,
    subnet: endpointSubnet,
    dnsZone: zoneName(context, zones.get(way.zone) ?? way),
  });
  const isGroup = ({ resource }: Planned): boolean => resource.kind === "resource-group";
  return [
    ...planned.filter(isGroup),
    ...[...zones.values()].map((way) => planZone(context, way, network, because)),
    ...planned.filter((each) => !isGroup(each)).map((each) => placed(context, each, network, placeOf, because)),
    ...shared.flatMap((resource) => {
      const way = wayInto(context, resource);
      return way ? [reachShared(context, resource, way, placeOf(way), because)] : [];
    }),
  ];
}

function placed(
  context: PlanContext,
  { resource, why }: Planned,
  network: string,
  placeOf: (way: WayIn) => PrivatePlace,
  because: Chain,
): Planned {
  const way = wayInto(context, resource);
  const reasons = (member: string) => ({ ...why, [`args.${member}`]: because });
  switch (resource.kind) {
    case "key-vault":
      if (!way) break;
      return {
        resource: { ...resource, args: { ...resource.args, privateEndpoint: placeOf(way) } },
        why: reasons("privateEndpoint"),
      };
    case "storage":
      if (!way) break;
      return {
        resource: { ...resource, args: { ...resource.args, privateEndpoint: placeOf(way) } },
        why: reasons("privateEndpoint"),
      };
    case "aks":
      return {
        resource: { ...resource, args: { ...resource.args, subnet: { network, subnet: nodeSubnet } } },
        why: reasons("subnet"),
      };
    case "described": {
      const { subnet } = lookup(context.knowledge.kinds, resource.of) ?? {};
      const added = [
        ...(way ? [[way.argument, connection(placeOf(way))] as const] : []),
        ...(subnet ? [[subnet.argument, { kind: "subnet", network, subnet: subnet.name }] as const] : []),
      ];
      return {
        resource: { ...resource, args: { ...resource.args, ...Object.fromEntries(added) } },
        why: { ...why, ...Object.fromEntries(added.map(([argument]) => [`args.${argument}`, because])) },
      };
    }
    case "resource-group":
    case "log-analytics":
    case "ingress-address":
    case "workload-identity":
    case "traffic-manager":
    case "dns-zone":
    case "private-dns-zone":
      break;
  }
  return { resource, why };
}

/** A private place as the argument of a described kind's module. */
function connection({ network, subnet, dnsZone }: PrivatePlace): ArgumentValue {
  return {
    kind: "object",
    members: {
      subnetId: { kind: "subnet", network, subnet },
      dnsZoneId: { kind: "output", logicalName: dnsZone, output: "id" },
    },
  };
}

function planZone(context: PlanContext, way: WayIn, network: string, because: Chain): Planned<Zone> {
  return {
    resource: {
      kind: "private-dns-zone",
      logicalName: zoneName(context, way),
      name: way.zone,
      region: context.site.name,
      args: { network },
    },
    why: {
      "": byRule("TopologyExpander", "a private endpoint is found by its name in the network"),
      name: byRule("NamingResolverSkill", `Azure's zone for private endpoints of ${way.title}`),
      region: context.site.why,
      "args.network": because,
    },
  };
}

function zoneName(context: PlanContext, { base }: WayIn): string {
  return logicalNameIn(context, `${base}-zone`);
}
