import { z } from "zod";
import { ApiProblem, Unreachable } from "./api.js";
import { BadInput } from "./badInput.js";
import { exitCodes, type ExitCode } from "./exitCodes.js";
import type { Terminal } from "./terminal.js";
import { problemView } from "./view/problemView.js";
import { wrapped } from "./view/wrapped.js";

/** Answers of the service that mean: what you sent or named is wrong. */
const inputStatuses: readonly number[] = [400, 404, 413, 415, 422];

/** Tells what went wrong, to people on stderr and to programs as JSON on stdout. Returns the exit code that fits. */
export function tellTrouble(error: unknown, out: Terminal): ExitCode {
  if (error instanceof ApiProblem) {
    out.json(error.details);
    out.complain(problemView(error.details, out));
    if (error.details.code === "not-signed-in")
      out.complain(`  ${out.colors.green("→")} With this command, on a development host: --as <you>`);
    return inputStatuses.includes(error.details.status) ? exitCodes.badInput : exitCodes.failure;
  }
  const [code, title] = wordsOf(error);
  out.json({ code, title });
  out.complain(`${out.colors.red("✗")} ${wrapped(title, out.columns, 2)}`);
  return error instanceof BadInput ? exitCodes.badInput : exitCodes.failure;
}

function wordsOf(error: unknown): [code: string, title: string] {
  if (error instanceof BadInput) return ["bad-input", error.message];
  if (error instanceof Unreachable) return ["unreachable", error.message];
  if (error instanceof z.ZodError)
    return [
      "unknown-answer",
      "The service answered in a form that this cs-stack does not know. Are both of one version?",
    ];
  return ["failure", error instanceof Error ? error.message : String(error)];
}
