import type { ResolvedPlan } from "../contracts/plan.js";

/** A plan before anybody is named for its values. */
export type UnexplainedPlan = Omit<ResolvedPlan, "provenance">;

/**
 * Every value of a plan by its path. Resources are found by their logical names and secrets by theirs, so that a path
 * stays when something else is planned as well; a list of plain values is one value.
 */
export function planLeaves({ resources, secrets, ...rest }: UnexplainedPlan): ReadonlyMap<string, unknown> {
  const leaves = new Map<string, unknown>();
  for (const [member, value] of Object.entries(rest)) if (!unexplained.has(member)) collect(member, value, leaves);
  for (const resource of resources) collect(`resources.${resource.logicalName}`, resource, leaves);
  for (const secret of secrets) collect(`secrets.${secret.name}`, secret, leaves);
  return leaves;
}

/** The version of the contract, and what is an explanation itself. */
const unexplained: ReadonlySet<string> = new Set(["version", "corrections", "provenance"]);

function collect(path: string, value: unknown, leaves: Map<string, unknown>): void {
  if (value === undefined) return;
  if (typeof value !== "object" || value === null || isPlainList(value)) leaves.set(path, value);
  else for (const [member, each] of Object.entries(value)) collect(`${path}.${member}`, each, leaves);
}

function isPlainList(value: object): boolean {
  return Array.isArray(value) && value.every((item) => typeof item !== "object");
}
