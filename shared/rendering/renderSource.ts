import { canonicalJson } from "../canonicalJson.js";
import type { ResolvedPlan } from "../contracts/plan.js";

/**
 * What of a plan its rendering depends on, as text that is equal for plans that render alike. Left out is what is told
 * of a run and never rendered: its trace, its corrections, and who set the values that no comment stands at.
 */
export function renderSource(plan: ResolvedPlan): string {
  const commented = Object.entries(plan.provenance).filter(([path]) => path.startsWith("resources."));
  const untold = { traceId: undefined, corrections: undefined };
  return canonicalJson({ ...plan, ...untold, provenance: Object.fromEntries(commented) });
}
