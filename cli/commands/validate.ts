import { Validation } from "../../shared/contracts/validation.js";
import type { Api } from "../api.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { readInput } from "../readInput.js";
import type { Terminal } from "../terminal.js";
import { validationView } from "../view/validationView.js";

/** `cs-stack validate <folder or file>`: what a run would say about the input. Nothing is written and nothing starts. */
export async function validate(
  api: Api,
  out: Terminal,
  path: string,
  options: { readonly executionId?: string },
): Promise<ExitCode> {
  const { body, contentType } = await readInput(path);
  const headers = options.executionId === undefined ? {} : { "operation-id": options.executionId };
  const reply = await api.call("POST", "/api/validate", { body, contentType, headers });
  out.json(reply.json);
  const validation = Validation.parse(reply.json);
  out.line(validationView(validation, out));
  return validation.executionId === "other-request" ? exitCodes.badInput : exitCodes.success;
}
