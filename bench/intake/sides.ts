import { acceptRequest, understandRequest } from "../../shared/intake/acceptRequest.js";
import type { IntakeContext } from "../../shared/intake/intakeContext.js";
import { inputSchemas } from "../../shared/intake/schemas/inputSchemas.js";

/** Validation: to read a request, hold it against its schema and the rules, and normalise it. @throws Error when it refuses */
export function validate(text: string, context: IntakeContext): unknown {
  return requestIn(understandRequest({ text, format: "json" }, context));
}

/** The same, and for the plan's provenance where each of the request's values stands. @throws Error when it refuses */
export function accept(text: string, context: IntakeContext): unknown {
  return requestIn(acceptRequest({ text, format: "json" }, context));
}

function requestIn(answer: ReturnType<typeof understandRequest | typeof acceptRequest>): unknown {
  if (!answer.ok) throw new Error(JSON.stringify(answer.faults[0]));
  return answer.value.request;
}

/** What every validation has to do: parse the text and hold it against the same schema. */
export function parse(text: string, { kinds }: IntakeContext): unknown {
  return inputSchemas(kinds).request.parse(JSON.parse(text));
}
