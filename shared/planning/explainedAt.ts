import type { ResolvedPlan } from "../contracts/plan.js";
import type { ExplainedValue } from "../contracts/why.js";
import { nearestName } from "../intake/reading/nearestName.js";
import { planLeaves } from "./planLeaves.js";

/** More suggestions than a person reads at once help nobody. */
const maxNearest = 12;

/** The values at a path or below it (all of the plan for the empty path), or the paths that may have been meant. */
export type ExplainedAt =
  | { readonly kind: "found"; readonly values: readonly ExplainedValue[] }
  | { readonly kind: "unknown"; readonly nearest: readonly string[] };

/** Looks up who set what of a plan. */
export function explainedAt(plan: ResolvedPlan, path: string): ExplainedAt {
  const values = [...planLeaves(plan)].flatMap(([at, value]): ExplainedValue[] => {
    const provenance = plan.provenance[at];
    return isAtOrBelow(at, path) && provenance !== undefined ? [{ path: at, value, provenance }] : [];
  });
  if (values.length > 0) return { kind: "found", values };
  return { kind: "unknown", nearest: nearestPaths(path, Object.keys(plan.provenance)) };
}

function isAtOrBelow(at: string, path: string): boolean {
  return path === "" || at === path || at.startsWith(`${path}.`);
}

/** Follows a path as far as it is known; where it leaves the plan, the name that is nearest, or all names there. */
function nearestPaths(path: string, known: readonly string[]): string[] {
  const segments = path.split(".");
  let parent = "";
  for (const segment of segments) {
    const below = (name: string): string => (parent === "" ? name : `${parent}.${name}`);
    const names = [...new Set(known.flatMap((at) => childOf(at, parent)))];
    if (names.includes(segment)) {
      parent = below(segment);
      continue;
    }
    const nearest = nearestName(segment, names);
    const found = nearest === undefined ? names : [nearest];
    return found.slice(0, maxNearest).map(below);
  }
  return [];
}

/** The name of a path's next segment below a parent. */
function childOf(at: string, parent: string): string[] {
  if (parent !== "" && !at.startsWith(`${parent}.`)) return [];
  const [child] = at.slice(parent === "" ? 0 : parent.length + 1).split(".");
  return child === undefined ? [] : [child];
}
