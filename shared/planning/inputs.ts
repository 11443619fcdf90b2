import type { Origin, Provenance } from "../contracts/provenance.js";
import type { AcceptedRequest, Correction } from "../contracts/request.js";
import { lookup } from "../lookup.js";
import type { Chain } from "./why.js";

/**
 * Who set a value of the request: by its JSON Pointer there (`/infraPlan/0/nodeCount`) and by the field that people
 * write (`infra_plan.aks.node_count`).
 */
export type Inputs = (pointer: string, field: string) => Chain;

/**
 * Reads an accepted request's origins and what was corrected on the way in. What stands nowhere in a request whose
 * places are known was not written, and nobody is named for it but what assumed it.
 */
export function inputsOf({
  corrections,
  origins = {},
  overlaid = {},
}: Pick<AcceptedRequest, "corrections" | "origins" | "overlaid">): Inputs {
  const isTraced = lookup(origins, "") !== undefined; // the whole document stands in every full trace
  return (pointer, field) => {
    const at = placeOf(pointer, origins);
    const origin = at === "" ? undefined : lookup(origins, at);
    const changes = corrections.filter((correction) => isAbout(correction, field, origin));
    const isAssumed = changes.some(({ valueBefore }) => valueBefore === undefined);
    // What was assumed from another field (the region map's primary region) stands in that field.
    if (isAssumed && (origin === undefined || at !== pointer)) return changes.map(changed);
    if (isTraced && origin === undefined) return changes.map(changed);
    const said = isAssumed && origin !== undefined ? fieldOf(origin) : field;
    return [written(said, origin, lookup(overlaid, at)), ...changes.map(changed)];
  };
}

/** The field that a pointer names, as people write one. */
function fieldOf({ pointer }: Origin): string {
  return decodeURI(pointer).slice(2).replaceAll("/", ".");
}

type Overlaid = NonNullable<AcceptedRequest["overlaid"]>[string];

/** Where a value was written: itself, or what holds it (`aks: true` is where all of its cluster comes from). */
function placeOf(pointer: string, origins: Readonly<Record<string, Origin>>): string {
  let at = pointer;
  while (at !== "" && lookup(origins, at) === undefined) at = at.slice(0, at.lastIndexOf("/"));
  return at;
}

/** The overlay document writes its own fields; what it wrote over the base says what it replaced. */
function written(field: string, origin: Origin | undefined, overlay: Overlaid | undefined): Provenance {
  const isOverlay = overlay !== undefined || origin?.document === "environment-overlay.yaml";
  return {
    kind: isOverlay ? "overlay" : "input",
    field,
    ...(origin === undefined ? {} : { origin }),
    ...(overlay?.replaced === undefined ? {} : { replaced: overlay.replaced }),
  };
}

function isAbout(correction: Correction, field: string, origin: Origin | undefined): boolean {
  // Another name of a field says nothing of its value; what an overlay replaced is said of the overlay's own word.
  if (["RenamedField", "AppliedOverlay"].includes(correction.action)) return false;
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
