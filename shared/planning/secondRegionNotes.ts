import type { PlannedResource } from "../contracts/plan.js";
import type { Correction } from "../contracts/request.js";
import { hasSomething } from "./holds.js";
import { lookup } from "../lookup.js";
import type { PlanContext } from "./planContext.js";
import type { Failover } from "./resolveFailover.js";

type Described = Extract<PlannedResource, { kind: "described" }>;

/**
 * Which described resources stay in the primary region alone when names fail over, and why. A person should look at one
 * whose data is nowhere else.
 */
export function secondRegionNotes(
  { request, knowledge }: PlanContext,
  failover: Failover | undefined,
  described: readonly Described[],
): Correction[] {
  if (failover === undefined || request.replication.dns !== "failover") return [];
  return described.flatMap(({ of, region, args, protection }): Correction[] => {
    const kind = lookup(knowledge.kinds, of);
    if (kind === undefined || region === undefined) return [];
    const { secondRegion, classes, title } = kind;
    const isThere =
      secondRegion.is === "mirrored" ||
      (secondRegion.is === "replicated" && hasSomething(lookup(args, secondRegion.argument)));
    if (isThere) return [];
    const isLost = classes.includes("stateful") && protection?.reach !== "geo-redundant";
    return [
      {
        action: "KeptInPrimaryRegion",
        field: `infra_plan.${of}`,
        valueApplied: region,
        reason: `${title} is not in ${failover.site.name}: ${secondRegion.reason}`,
        ...(isLost ? { severity: "warning" as const } : {}),
      },
    ];
  });
}
