import type { PlanContext } from "./planContext.js";
import { byRule, type Chain } from "./why.js";

/** What becomes of the zones that a request names, in one of its regions. */
export interface RequestedZones {
  /** Those that the region has. */
  readonly offered: readonly string[];
  /** Those that it lacks: none in the primary region, where they are refused. */
  readonly lost: readonly string[];
  readonly why: Chain;
}

/** The zones that the request names; `undefined` where it names none. A second region may have fewer than the first. */
export function requestedZones({
  request,
  inputs,
  site,
}: Pick<PlanContext, "request" | "inputs" | "site">): RequestedZones | undefined {
  const asked = [...new Set(request.regions.zones)].sort();
  if (asked.length === 0) return undefined;
  const offered = asked.filter((zone) => site.region.zones.includes(zone));
  const lost = asked.filter((zone) => !offered.includes(zone));
  const written = inputs("/regions/zones", "zones");
  if (lost.length === 0) return { offered, lost, why: written };
  const why = byRule("NarrowedZones", `${site.region.displayName} has no availability zone ${lost.join(", ")}`, {
    file: "regions.yaml",
    from: [...site.why, ...written],
    replaced: { value: asked },
  });
  return { offered, lost, why };
}
