import { z } from "zod";
import { DocumentValidation, Validation } from "../../shared/contracts/validation.js";
import type { Api } from "../api.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { readInput } from "../readInput.js";
import type { Terminal } from "../terminal.js";
import { documentView } from "../view/documentView.js";
import { tellReasons } from "../view/tellReasons.js";
import { validationView } from "../view/validationView.js";

/**
 * `cs-stack validate <folder or file>`: what a run would say about the input. A file that is one document of several is
 * checked alone. `--why` tells besides who set the values of the plan. Nothing is written and nothing starts.
 */
export async function validate(
  api: Api,
  out: Terminal,
  path: string,
  options: { readonly executionId?: string; readonly why?: string | true },
): Promise<ExitCode> {
  const { body, contentType, fileName } = await readInput(path);
  const headers = options.executionId === undefined ? {} : { "operation-id": options.executionId };
  const { why } = options;
  const query = new URLSearchParams({
    ...(fileName !== undefined && { document: fileName }),
    ...(why !== undefined && { why: why === true ? "" : why }),
  });
  const address = query.size === 0 ? "/api/validate" : `/api/validate?${query.toString()}`;
  const reply = await api.call("POST", address, { body, contentType, headers });
  out.json(reply.json);
  const validation = z.union([Validation, DocumentValidation]).parse(reply.json);
  if (!("plan" in validation)) {
    out.line(documentView(validation, out));
    return exitCodes.success;
  }
  out.line(validationView(validation, out));
  if (validation.why) {
    out.line();
    tellReasons(validation.why, out);
  }
  return validation.executionId === "other-request" ? exitCodes.badInput : exitCodes.success;
}
