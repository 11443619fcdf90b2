import type { ResolvedPlan } from "../contracts/plan.js";
import type { PlanContext } from "./planContext.js";
import type { Planned } from "./planned.js";
import { byRule } from "./why.js";
import { lookup } from "../lookup.js";

/**
 * Marks what production must not lose by a plan that drops or replaces it: resources of class `stateful` or `sensitive`,
 * and DNS zones, whose delegation goes with them. The engine refuses such a plan until somebody lifts the protection.
 * Source: https://www.pulumi.com/docs/iac/concepts/options/protect/
 */
export function protectResources(
  planned: readonly Planned[],
  classes: ResolvedPlan["classes"],
  { environment }: PlanContext,
): Planned[] {
  if (environment.class !== "production") return [...planned];
  return planned.map((each) => {
    const { resource } = each;
    const isHeld = (lookup(classes, resource.logicalName) ?? []).some((name) => name !== "ephemeral");
    if (!isHeld && resource.kind !== "dns-zone") return each;
    return { resource: { ...resource, protect: true }, why: { ...each.why, protect } };
  });
}

const protect = byRule("ProtectResources", "production must not lose it: a plan that drops or replaces it fails");
