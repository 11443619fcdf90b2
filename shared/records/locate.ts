import type { ResolvedPlan } from "../contracts/plan.js";
import type { RollbackPlan } from "../contracts/rollbackPlan.js";
import { plannedOwner } from "./plannedOwner.js";
import { lookup } from "../lookup.js";

/** A resource of the cloud, with the planned resource it belongs to and its classes. */
export type Located = Omit<RollbackPlan["unknown"][number], "reason">;

/** Says of a resource of the cloud what of the plan it belongs to. */
export function locate(
  { urn, type, name }: Pick<Located, "urn" | "type" | "name">,
  plan: ResolvedPlan | undefined,
): Located {
  const owner = plan && plannedOwner(urn, plan);
  if (!owner) return { urn, type, name, part_of: null, classes: [] };
  const { logicalName } = owner;
  const classes = lookup(plan.classes, logicalName) ?? [];
  return { urn, type, name, part_of: { logical_name: logicalName, name: owner.name }, classes };
}
