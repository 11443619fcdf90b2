import type { AcceptedRequest, Correction } from "../contracts/request.js";
import type { Overlaid } from "./applyOverlays.js";
import type { IntakeContext } from "./intakeContext.js";
import { originOf, originsOf } from "./originsOf.js";
import type { PlanNode } from "./planNodes.js";
import type { RequestDocument } from "./schemas/requestDocument.js";
import { toRequest } from "./toRequest.js";

/**
 * A document without faults as an accepted request. Where its values stand is found out when it is first asked for:
 * most readers want the request alone.
 */
export function acceptedRequest(
  fields: RequestDocument,
  {
    root,
    replaced,
    refused,
    entries: written,
  }: Pick<Overlaid, "root" | "replaced" | "refused"> & { readonly entries: readonly PlanNode[] },
  found: readonly Correction[],
  context: IntakeContext,
): AcceptedRequest {
  const { request, entries, corrections } = toRequest(fields, { root, entries: written }, context);
  const accepted: AcceptedRequest = {
    request,
    corrections: [...found, ...corrections],
    ...(refused.size > 0 && {
      refused: Object.fromEntries([...refused].map(([kind, node]) => [kind, originOf(node)])),
    }),
  };
  let traced: Traced | undefined;
  const trace = (): Traced => (traced ??= originsOf(request, { root, entries, replaced }, context));
  return Object.defineProperties(accepted, { [traceKey]: { value: trace }, ...traces });
}

type Traced = ReturnType<typeof originsOf>;

const traceKey = Symbol("trace");

/**
 * The same two getters for all requests. A literal with getters would be a shape of its own each time, and V8 keeps
 * shapes, with all that their getters hold, until it collects everything.
 */
const traces = {
  origins: {
    enumerable: true,
    get(this: { readonly [traceKey]: () => Traced }) {
      return this[traceKey]().origins;
    },
  },
  overlaid: {
    enumerable: true,
    get(this: { readonly [traceKey]: () => Traced }) {
      return this[traceKey]().overlaid;
    },
  },
};
