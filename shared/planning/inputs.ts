import type { Origin, Provenance } from "../contracts/provenance.js";
import type { AcceptedRequest, Correction } from "../contracts/request.js";
import { lookup } from "./lookup.js";
import type { Chain } from "./why.js";

/**
 * Who set a value of the request: by its JSON Pointer there (`/infraPlan/0/nodeCount`) and by the field that people
 * write (`infra_plan.aks.node_count`).
 */
export type Inputs = (pointer: string, field: string) => Chain;

/** Reads an accepted request's origins and what was corrected on the way in. */
export function inputsOf({ corrections, origins = {} }: Pick<AcceptedRequest, "corrections" | "origins">): Inputs {
  return (pointer, field) => {
    const origin = originOf(pointer, origins);
    const changes = corrections.filter((correction) => isAbout(correction, field, origin));
    const isAssumed = changes.some(({ valueBefore }) => valueBefore === undefined);
    return [...(isAssumed ? [] : [written(field, origin)]), ...changes.map(changed)];
  };
}

/** Where a value was written: itself, or what holds it (`aks: true` is where all of its cluster comes from). */
function originOf(pointer: string, origins: Readonly<Record<string, Origin>>): Origin | undefined {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const origin = lookup(origins, at);
    if (origin !== undefined) return origin;
  }
  return undefined;
}

function written(field: string, origin: Origin | undefined): Provenance {
  const kind = origin?.document === "environment-overlay.yaml" ? "overlay" : "input";
  return { kind, field, ...(origin === undefined ? {} : { origin }) };
}

function isAbout(correction: Correction, field: string, origin: Origin | undefined): boolean {
  // Another name of a field says nothing of its value.
  if (correction.action === "RenamedField") return false;
  if (correction.field === field) return true;
  return (
    correction.pointer !== undefined &&
    correction.pointer === origin?.pointer &&
    correction.document === origin.document
  );
}

/** A correction without a value before assumed something; one with it changed what was written. */
function changed({ action, reason, valueBefore }: Correction): Provenance {
  if (valueBefore === undefined) return { kind: "rule", rule: action, reason };
  return { kind: "correction", action, reason, replaced: { value: valueBefore } };
}
