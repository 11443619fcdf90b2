import { understandRequest } from "../../shared/intake/acceptRequest.js";
import type { IntakeContext } from "../../shared/intake/intakeContext.js";
import { inputSchemas } from "../../shared/intake/schemas/inputSchemas.js";

/** All that the front door does with a request: read it, hold it against its schema and the rules, normalise it. @throws Error when it refuses */
export function validate(text: string, context: IntakeContext): unknown {
  const answer = understandRequest({ text, format: "json" }, context);
  if (!answer.ok) throw new Error(JSON.stringify(answer.faults[0]));
  return answer.value.request;
}

/** What every validation has to do: parse the text and hold it against the same schema. */
export function parse(text: string, { kinds }: IntakeContext): unknown {
  return inputSchemas(kinds).request.parse(JSON.parse(text));
}
