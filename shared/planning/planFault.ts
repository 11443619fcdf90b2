import type { Origin } from "../contracts/provenance.js";
import type { Fault } from "../contracts/problem.js";
import type { AcceptedRequest, ProvisionRequest, SecretReference } from "../contracts/request.js";
import { lookup } from "../lookup.js";

/** JSON Pointer of a value in a request's one form (`/infraPlan/1/kubernetesVersion`), however it was written. */
export type RequestPointer =
  | `/${keyof ProvisionRequest}`
  | `/regions/${keyof ProvisionRequest["regions"]}`
  | `/replication/${keyof ProvisionRequest["replication"]}`
  | `/constraints/${keyof ProvisionRequest["constraints"]}`
  | `/constraints/requireTags/${number}`
  | `/infraPlan/${number}`
  | `/infraPlan/${number}/${string}`
  | `/secrets/${number}/${keyof SecretReference}`
  | `/tags/${string}`;

/** A fault that planning or the vault found: about a value of the request, not yet about a place in what was sent. */
export interface PlanFault extends Omit<Fault, "pointer" | "document" | "line" | "column"> {
  /** What it is about; of several, the first that was written: a default has no place of its own. */
  readonly at: RequestPointer | readonly RequestPointer[];
  /** A member that should stand in the first of these and does not, by the name people write. */
  readonly missing?: string;
}

/**
 * Faults about a request as faults about what was sent: document, pointer, line and column of what each is about, or of
 * what holds it. A request that knows no origins gets its own pointers.
 */
export function placeFaults({ origins = {} }: Pick<AcceptedRequest, "origins">, faults: readonly PlanFault[]): Fault[] {
  return faults.map((fault) => {
    const { at, missing, ...text } = fault;
    const candidates = typeof at === "string" ? [at] : at;
    const { pointer, ...place } = placeOf(candidates, origins);
    const isThere = missing !== undefined && lookup(origins, candidates[0] ?? "") !== undefined;
    return { pointer: isThere ? `${pointer}/${pointerSegment(missing)}` : pointer, ...text, ...place };
  });
}

/** A pointer into a request below another one, for a member with any name (`/tags/cost~1centre`). */
export function pointerBelow<P extends "/tags" | `/infraPlan/${number}`>(parent: P, ...names: readonly string[]) {
  return [parent, ...names.map((name) => name.replaceAll("~", "~0").replaceAll("/", "~1"))].join(
    "/",
  ) as `${P}/${string}`;
}

function placeOf(
  candidates: readonly RequestPointer[],
  origins: Readonly<Record<string, Origin>>,
): Pick<Fault, "pointer" | "document" | "line" | "column"> {
  const written = candidates.find((at) => lookup(origins, at) !== undefined);
  let at: string = written ?? candidates[0] ?? "";
  while (at !== "" && lookup(origins, at) === undefined) at = at.slice(0, at.lastIndexOf("/"));
  return lookup(origins, at) ?? { pointer: `#${encodeURI(candidates[0] ?? "")}` };
}

/** A name as a segment of a pointer in a URI fragment. Source: https://www.rfc-editor.org/rfc/rfc6901 (section 6) */
function pointerSegment(name: string): string {
  return encodeURI(name.replaceAll("~", "~0").replaceAll("/", "~1")).replaceAll("#", "%23");
}
