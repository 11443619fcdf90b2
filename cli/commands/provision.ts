import { SubmissionTaken } from "../../shared/contracts/answers.js";
import type { Api } from "../api.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { readInput } from "../readInput.js";
import type { Terminal } from "../terminal.js";
import { followRun } from "./followRun.js";

/** `cs-stack provision <folder or file>`: submits a request; with `--watch` stays until it ends or waits. */
export async function provision(
  api: Api,
  out: Terminal,
  path: string,
  options: { readonly watch?: boolean; readonly executionId?: string },
): Promise<ExitCode> {
  const { body, contentType } = await readInput(path);
  const headers = options.executionId === undefined ? {} : { "operation-id": options.executionId };
  const reply = await api.call("POST", "/api/provision/stack", { body, contentType, headers });
  const submitted = SubmissionTaken.parse(reply.json);
  const word = submitted.status === "started" ? "submitted" : "already known";
  out.line(`${out.colors.green("✓")} ${word}: run ${out.colors.bold(submitted.runId)}`);
  if (options.watch) return followRun(api, out, submitted.runId);
  out.json(submitted);
  out.line(out.colors.dim(`  follow it with: cs-stack status ${submitted.runId} --watch`));
  return exitCodes.success;
}
