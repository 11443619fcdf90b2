import type { Condition } from "../contracts/kinds.js";
import type { ArgumentValue } from "../contracts/plan.js";
import type { PlanContext } from "./planContext.js";

/** What a condition is about. */
interface Subject {
  readonly context: PlanContext;
  /** What the arguments listed before came to. */
  readonly decided: ReadonlyMap<string, ArgumentValue>;
}

/** Whether a condition of a kind's entry holds for one resource. */
export function holds(condition: Condition, { decided, context }: Subject): boolean {
  if ("argument" in condition) return isDecided(decided.get(condition.argument), condition.is);
  const { request, site } = context;
  if ("replication" in condition) return condition.is.includes(request.replication[condition.replication] ?? "default");
  if ("network" in condition) return context.network !== undefined;
  switch (condition.region) {
    case "zones":
      return site.region.zones.length > 0;
    case "pair":
      return site.region.pair !== undefined;
    case "secondary":
      return site.role === "primary" && request.regions.secondary !== undefined;
  }
}

function isDecided(value: ArgumentValue | undefined, is: readonly unknown[] | undefined): boolean {
  if (is === undefined) return hasSomething(value);
  return value?.kind === "literal" && is.some((each) => JSON.stringify(each) === JSON.stringify(value.value));
}

/** Whether an argument came to true, to more than zero, or to something with something in it. */
export function hasSomething(value: ArgumentValue | undefined): boolean {
  switch (value?.kind) {
    case undefined:
      return false;
    case "literal":
      return Array.isArray(value.value) ? value.value.length > 0 : Boolean(value.value);
    case "list":
      return value.items.length > 0;
    case "object":
      return Object.keys(value.members).length > 0;
    case "output":
    case "subnet":
      return true;
  }
}
