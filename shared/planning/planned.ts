import type { PlannedResource } from "../contracts/plan.js";
import type { PlanEntry } from "../contracts/request.js";
import type { Inputs } from "./inputs.js";
import { pointerBelow, type RequestPointer } from "./planFault.js";
import type { Chain, Why } from "./why.js";

/** A resource of the plan with who set what of it: `""` why it is planned, `name`, `args.sku`. */
export interface Planned<R extends PlannedResource = PlannedResource> {
  readonly resource: R;
  readonly why: Why;
}

/** An entry that the request has, or that a rule inferred. */
export interface Wanted<E extends PlanEntry = PlanEntry> {
  readonly entry: E;
  /** Its JSON Pointer in the request; absent for what is inferred. */
  readonly at?: `/infraPlan/${number}`;
  /** What of the request implies an entry that it does not have. */
  readonly impliedBy?: RequestPointer;
  /** Why it is planned. */
  readonly why: Chain;
}

/** What people call the kind of an entry (`aks`, `postgresql`). */
export function entryName(entry: PlanEntry): string {
  return entry.kind === "described" ? entry.of : entry.kind;
}

/** Where a fault about an entry, one of its members or an item of that belongs; for what is inferred, what implies it. */
export function placeIn({ at, impliedBy }: Wanted, ...members: readonly (string | number)[]): RequestPointer[] {
  if (at === undefined) return impliedBy === undefined ? [] : [impliedBy];
  return members.length === 0 ? [at] : [pointerBelow(at, ...members.map(String))];
}

/** Who set a member of an entry; `field` is the name people write (`node_count`). */
export function writtenIn({ entry, at, why }: Wanted, member: string, field: string, inputs: Inputs): Chain {
  return at === undefined ? why : inputs(`${at}/${member}`, `infra_plan.${entryName(entry)}.${field}`);
}
