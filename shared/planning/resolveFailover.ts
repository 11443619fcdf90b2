import type { Knowledge } from "../contracts/knowledge.js";
import type { Correction, PlanEntry } from "../contracts/request.js";
import { nameProblems } from "../naming/nameProblems.js";
import { resourceName } from "../naming/resourceName.js";
import type { Topology } from "./expandTopology.js";
import { lookup } from "../lookup.js";
import type { PlanContext, Site } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import type { Wanted } from "./planned.js";
import { requestedZones } from "./requestedZones.js";
import { resolved, type Resolution } from "./resolution.js";
import { byRule, type Why } from "./why.js";

/** What a stack has in its secondary region. */
export interface Failover {
  readonly site: Site;
  /** Who named the resource group there. */
  readonly groupWhy: Why;
  /** What of the plan is mirrored. */
  readonly topology: Topology;
}

/**
 * The secondary region and what stands there. A region map that names one and a replication strategy that reaches
 * beyond a region ask for it; neither alone does, and none is ever guessed. There is always a resource group to fail
 * over into; `dns: failover` adds a cluster for each of the plan's and what described kinds have there (`secondRegion` of
 * their entries), with a vault and a workspace of its own, because a stand-in that leans on the lost region is none;
 * `observability: dual-region` adds the workspace.
 * Source: specification sections 2.3 and 3.2.
 */
export function resolveFailover(context: PlanContext, topology: Topology): Resolution<Failover | undefined> {
  const { regions, replication } = context.request;
  const { secondary } = regions;
  const reaches = [
    replication.storage === "geo-redundant" ? "storage: geo-redundant" : undefined,
    replication.dns === "failover" ? "dns: failover" : undefined,
    replication.observability === "dual-region" ? "observability: dual-region" : undefined,
  ].filter((each) => each !== undefined);
  if (secondary === undefined || reaches.length === 0) return resolved(undefined);

  const region = lookup(context.knowledge.regions.regions, secondary);
  if (region === undefined || secondary === context.site.name)
    return resolved(undefined, [], [unusable(secondary, context.site.name)]);
  const { parts: here } = context.site;
  const why = context.inputs("/regions/secondary", "secondary_region");
  const parts = { ...here, region: region.code, standsInFor: here.region, from: [...(here.from ?? []), ...why] };
  const group = groupName(context, parts);
  const site: Site = {
    role: "secondary",
    name: secondary,
    region,
    parts,
    resourceGroup: group.value,
    why,
  };
  const mirrored = mirror(topology, replication, context.knowledge.kinds);
  return resolved(
    { site, groupWhy: group.why, topology: mirrored },
    [...group.corrections, inferred(site, mirrored, reaches), ...narrowedZones({ ...context, site }, mirrored)],
    group.faults,
  );
}

function mirror(
  topology: Topology,
  { dns, observability }: PlanContext["request"]["replication"],
  kinds: Knowledge["kinds"],
): Topology {
  const failsOver = dns === "failover";
  const clusters = failsOver ? topology.clusters.map((wish) => standIn(wish, "dns: failover")) : [];
  const described = topology.described.flatMap((wish) => {
    const second = lookup(kinds, wish.entry.of)?.secondRegion;
    return failsOver && second?.is === "mirrored" ? [standIn(wish, "dns: failover", second.reason)] : [];
  });
  const standsIn = clusters.length > 0 || described.length > 0;
  const vault = standsIn && topology.vault && standIn(topology.vault, "dns: failover");
  const monitoring =
    (standsIn || observability === "dual-region") &&
    topology.monitoring &&
    standIn(topology.monitoring, standsIn ? "dns: failover" : "observability: dual-region");
  return {
    ...{ clusters, storages: [], domains: [], described },
    ...(vault ? { vault } : {}),
    ...(monitoring ? { monitoring } : {}),
  };
}

function standIn<E extends PlanEntry>(wish: Wanted<E>, asked: string, reason?: string): Wanted<E> {
  const why = [`stands in for the primary region (replication.${asked})`, ...(reason === undefined ? [] : [reason])];
  return { ...wish, why: byRule("TopologyExpander", why.join(": ")) };
}

/** The group that the request names, marked with the region, or one by the convention. */
function groupName({ request, knowledge, digest, inputs }: PlanContext, parts: Site["parts"]): Resolution<string> {
  if (request.resourceGroup === undefined) return resourceName("resource-group", parts, knowledge.naming, digest);
  const name = `${request.resourceGroup}-${parts.region}`;
  const faults = nameProblems(name, "resource-group", knowledge.naming).map((problem): PlanFault => ({
    at: "/resourceGroup",
    rule: "forbidden-name",
    detail: `The failover resource group ${JSON.stringify(name)} ${problem}.`,
    remedy: "Choose a shorter name, or leave it out.",
  }));
  const marked = byRule("NamingResolverSkill", "request: resource_group, marked with the region", {
    replaced: { value: request.resourceGroup },
  });
  return resolved(name, [], faults, { "": [...inputs("/resourceGroup", "resource_group"), ...marked] });
}

function inferred(
  { name }: Site,
  { clusters, vault, monitoring, described }: Topology,
  reaches: readonly string[],
): Correction {
  return {
    action: "InferredFailover",
    field: "secondary_region",
    valueApplied: {
      region: name,
      resources: [
        "resource-group",
        ...(monitoring ? ["monitoring"] : []),
        ...(vault ? ["keyvault"] : []),
        ...clusters.map(() => "aks"),
        ...described.map(({ entry }) => entry.of),
      ],
    },
    reason: `the request replicates beyond its region (${reaches.join(", ")})`,
  };
}

/** What is mirrored goes without the zones that the region lacks. */
function narrowedZones(context: PlanContext, { clusters, described }: Topology): Correction[] {
  const { offered, lost } = requestedZones(context) ?? { offered: [], lost: [] };
  if (lost.length === 0 || clusters.length + described.length === 0) return [];
  const { site, request } = context;
  return [
    {
      action: "NarrowedZones",
      field: "zones",
      valueBefore: request.regions.zones,
      valueApplied: offered,
      reason: `${site.region.displayName} has no availability zone ${lost.join(", ")} for what stands in there`,
      severity: "warning",
    },
  ];
}

function unusable(secondary: string, primary: string): PlanFault {
  return {
    at: "/regions/secondary",
    rule: "unknown-region",
    detail:
      secondary === primary
        ? `${secondary} is the primary region already.`
        : `${secondary} is not a region of the region knowledge.`,
    remedy: "Name another region as the secondary one, by its programmatic name.",
  };
}
