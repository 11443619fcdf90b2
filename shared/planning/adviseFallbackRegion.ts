import type { Correction } from "../contracts/request.js";
import { byClass, type PlanContext } from "./planContext.js";
import { lookup } from "../lookup.js";
import { resolved, type Resolution } from "./resolution.js";
import { byRule, type Chain } from "./why.js";

/**
 * The next best region when the stack's own is unavailable or over quota: the one that the request names, its secondary
 * one, the environment's, the paired one, in this order, as long as it has the zones that the request asks for.
 * Rule-based. Source: specification section 7, `RegionFallbackAdvisor`, and section 13.
 */
export function adviseFallbackRegion(context: PlanContext): Resolution<string | undefined> {
  const { request, environment, knowledge, site, inputs } = context;
  const candidates: readonly (readonly [string | undefined, Chain])[] = [
    [request.fallbackRegion, inputs("/fallbackRegion", "fallback_region")],
    [request.regions.secondary, inputs("/regions/secondary", "secondary_region")],
    [
      environment.topology.failover,
      byClass(context, "environments.yaml", "environments.{environment}.topology.failover"),
    ],
    [
      site.region.pair,
      byRule("RegionFallbackAdvisor", `the region paired with ${site.name}`, { file: "regions.yaml", from: site.why }),
    ],
  ];
  for (const [name, why] of candidates) {
    const zones = name === undefined || name === site.name ? undefined : lookup(knowledge.regions.regions, name)?.zones;
    if (zones && request.regions.zones.every((zone) => zones.includes(zone)))
      return resolved(name, isTakenFromMap(request, name) ? [fromMap(name)] : [], [], { "": why });
  }
  return resolved(undefined);
}

/** Whether the map's secondary region stands in for a fallback that nobody named. Source: specification section 13. */
function isTakenFromMap({ fallbackRegion, regions }: PlanContext["request"], name: string | undefined): boolean {
  return fallbackRegion === undefined && name !== undefined && name === regions.secondary;
}

function fromMap(name: string | undefined): Correction {
  const reason = "none was named: the secondary region of the region map";
  return { action: "DefaultedFallbackRegion", field: "fallback_region", valueApplied: name, reason };
}
