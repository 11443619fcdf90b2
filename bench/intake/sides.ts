import { understandRequest } from "../../shared/intake/acceptRequest.js";
import type { IntakeContext } from "../../shared/intake/intakeContext.js";
import { inputSchemas } from "../../shared/intake/schemas/inputSchemas.js";

/**
 * What the front door does to understand a request: read it, hold it against its schema and the rules, normalise it. The
 * door then notes where each value stands, which this leaves out. @throws Error when it refuses
 */
export function validate(text: string, context: IntakeContext): unknown {
  const answer = understandRequest({ text, format: "json" }, context);
  if (!answer.ok) throw new Error(JSON.stringify(answer.faults[0]));
  return answer.value.request;
}

/** What every validation has to do: parse the text and hold it against the same schema. */
export function parse(text: string, { kinds }: IntakeContext): unknown {
  return inputSchemas(kinds).request.parse(JSON.parse(text));
}
