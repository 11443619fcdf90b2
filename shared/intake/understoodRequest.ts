import type { Checked } from "../contracts/problem.js";
import type { AcceptedRequest, Correction } from "../contracts/request.js";
import type { Overlaid } from "./applyOverlays.js";
import type { IntakeContext } from "./intakeContext.js";
import { originOf, originsOf } from "./originsOf.js";
import type { PlanNode } from "./planNodes.js";
import type { RequestDocument } from "./schemas/requestDocument.js";
import { toRequest } from "./toRequest.js";

/**
 * A request that was understood. Where its values stand is found out when it is asked for, for the plan's provenance:
 * that costs several times all else.
 */
export interface UnderstoodRequest extends Omit<AcceptedRequest, keyof Traced> {
  readonly trace: () => Traced;
}

type Traced = ReturnType<typeof originsOf>;

/** A document without faults as an understood request. */
export function understoodRequest(
  fields: RequestDocument,
  { root, replaced, refused }: Pick<Overlaid, "root" | "replaced" | "refused">,
  written: readonly PlanNode[],
  found: readonly Correction[],
  context: IntakeContext,
): UnderstoodRequest {
  const { request, entries, corrections } = toRequest(fields, { root, entries: written }, context);
  const understood = {
    request,
    corrections: found.concat(corrections),
    trace: () => originsOf(request, { root, entries, replaced }, context),
  };
  if (refused.size === 0) return understood;
  return { ...understood, refused: Object.fromEntries([...refused].map(([kind, node]) => [kind, originOf(node)])) };
}

/** The same with where each value stands, as runs keep it. */
export function traced(understood: Checked<UnderstoodRequest>): Checked<AcceptedRequest> {
  if (!understood.ok) return understood;
  const { trace, ...accepted } = understood.value;
  return { ok: true, value: { ...accepted, ...trace() } };
}
