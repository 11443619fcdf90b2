import type { AcceptedRequest, Correction } from "../contracts/request.js";
import type { Overlaid } from "./applyOverlays.js";
import type { IntakeContext } from "./intakeContext.js";
import { originsOf } from "./originsOf.js";
import type { RequestDocument } from "./schemas/requestDocument.js";
import { toRequest } from "./toRequest.js";

/**
 * A document without faults as an accepted request. Where its values stand is found out when it is first asked for:
 * most readers want the request alone.
 */
export function acceptedRequest(
  fields: RequestDocument,
  { root, replaced }: Pick<Overlaid, "root" | "replaced">,
  found: readonly Correction[],
  context: IntakeContext,
): AcceptedRequest {
  const { request, entries, corrections } = toRequest(fields, root, context);
  const accepted = { request, corrections: [...found, ...corrections] };
  if (!root.at.source.positionAt) return accepted;
  let traced: ReturnType<typeof originsOf> | undefined;
  const trace = () => (traced ??= originsOf(request, { root, entries, replaced }, context));
  return {
    ...accepted,
    get origins() {
      return trace().origins;
    },
    get overlaid() {
      return trace().overlaid;
    },
  };
}
