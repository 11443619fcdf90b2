import type { Person, Verdict } from "../contracts/decision.js";

/** Why a person may not give this verdict, or that they may. */
export type DecisionRight =
  | { readonly kind: "allowed" }
  | { readonly kind: "refused"; readonly code: "self-approval" | "not-a-person"; readonly detail: string };

/** Four eyes: whoever asked may withdraw, but only someone else, and only a person, may approve. */
export function mayDecide(requestedBy: Person, person: Person, verdict: Verdict["verdict"]): DecisionRight {
  if (verdict === "reject") return { kind: "allowed" };
  if (person.kind !== "person")
    return {
      kind: "refused",
      code: "not-a-person",
      detail: `${person.name} is a machine; approvals are given by people.`,
    };
  if (sameId(requestedBy, person))
    return {
      kind: "refused",
      code: "self-approval",
      detail: `${person.name} asked for this run, so someone else must approve it.`,
    };
  return { kind: "allowed" };
}

/** Ids are compared without case: an alias in other letters is still the same account. */
function sameId(a: Person, b: Person): boolean {
  return a.id.toLowerCase() === b.id.toLowerCase();
}
