import { z } from "zod";
import { DocumentValidation, Validation } from "../../shared/contracts/validation.js";
import type { Api } from "../api.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { readInput } from "../readInput.js";
import type { Terminal } from "../terminal.js";
import { documentView } from "../view/documentView.js";
import { validationView } from "../view/validationView.js";

/**
 * `cs-stack validate <folder or file>`: what a run would say about the input. A file that is one document of several is
 * checked alone. Nothing is written and nothing starts.
 */
export async function validate(
  api: Api,
  out: Terminal,
  path: string,
  options: { readonly executionId?: string },
): Promise<ExitCode> {
  const { body, contentType, fileName } = await readInput(path);
  const headers = options.executionId === undefined ? {} : { "operation-id": options.executionId };
  const query = fileName === undefined ? "" : `?${new URLSearchParams({ document: fileName }).toString()}`;
  const reply = await api.call("POST", `/api/validate${query}`, { body, contentType, headers });
  out.json(reply.json);
  const validation = z.union([Validation, DocumentValidation]).parse(reply.json);
  if (!("plan" in validation)) {
    out.line(documentView(validation, out));
    return exitCodes.success;
  }
  out.line(validationView(validation, out));
  return validation.executionId === "other-request" ? exitCodes.badInput : exitCodes.success;
}
