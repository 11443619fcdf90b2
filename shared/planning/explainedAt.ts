import type { ResolvedPlan } from "../contracts/plan.js";
import type { ExplainedValue } from "../contracts/why.js";
import { nearestName } from "../intake/reading/nearestName.js";
import { planLeaves } from "./planLeaves.js";
import { lookup } from "../lookup.js";

/** More suggestions than a person reads at once help nobody. */
const maxNearest = 12;

/** The values at a path or below it (all of the plan for the empty path), or what may have been meant. */
export type ExplainedAt =
  | { readonly kind: "found"; readonly path: string; readonly values: readonly ExplainedValue[] }
  /** The path leads into a value that is explained as one whole. */
  | { readonly kind: "inside"; readonly whole: string }
  | { readonly kind: "unknown"; readonly nearest: readonly string[] };

/**
 * Looks up who set what of a plan. Takes a path in the plan's own spelling, and as people write one who have seen the
 * plan: `/resources/0/name`, `resources[0].name`.
 */
export function explainedAt(plan: ResolvedPlan, path: string): ExplainedAt {
  const leaves = planLeaves(plan);
  for (const spelling of new Set([path, respelled(path, plan)])) {
    const values = [...leaves].flatMap(([at, value]): ExplainedValue[] => {
      const provenance = lookup(plan.provenance, at);
      return isAtOrBelow(at, spelling) && provenance !== undefined ? [{ path: at, value, provenance }] : [];
    });
    if (values.length > 0) return { kind: "found", path: spelling, values };
  }
  const asked = respelled(path, plan);
  const whole = [...leaves.keys()].find((at) => asked.startsWith(`${at}.`));
  if (whole !== undefined) return { kind: "inside", whole };
  return { kind: "unknown", nearest: nearestPaths(asked, Object.keys(plan.provenance)) };
}

/** A pointer or a path with indexes as the plan's paths are spelt: by the names of resources and secrets. */
function respelled(path: string, { resources, secrets }: ResolvedPlan): string {
  const segments = /^#?\//.test(path)
    ? path
        .replace(/^#?\//, "")
        .split("/")
        .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"))
    : path.replace(/\[(\d+)\]/g, ".$1").split(".");
  const [list, index = "", ...rest] = segments;
  if (!/^\d+$/.test(index)) return segments.join(".");
  const name = list === "resources" ? resources[Number(index)]?.logicalName : undefined;
  const secret = list === "secrets" ? secrets[Number(index)]?.name : undefined;
  return [list, name ?? secret ?? index, ...rest].join(".");
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
