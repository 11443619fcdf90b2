import type { ResolvedPlan } from "../contracts/plan.js";
import type { ProvenanceChain } from "../contracts/provenance.js";
import { planLeaves, type UnexplainedPlan } from "./planLeaves.js";
import type { Chain, Why } from "./why.js";

/**
 * Names for every value of a plan who set it: whoever is known for its path, or for the nearest path above.
 * @throws Error for a value that nobody set: a defect of planning.
 */
export function explainPlan(plan: UnexplainedPlan, why: Why): ResolvedPlan["provenance"] {
  const known = new Map(Object.entries(why));
  const chains = [...planLeaves(plan).keys()].map((path) => [path, chainOf(path, known)] as const);
  return Object.fromEntries(chains);
}

function chainOf(path: string, known: ReadonlyMap<string, Chain>): ProvenanceChain {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
    const chain = known.get(at);
    if (chain !== undefined && chain.length > 0) return [...chain];
  }
  throw new Error(`Nobody is known to have set ${path}.`);
}
