import { Explanation, type ExplainedValue } from "../../shared/contracts/why.js";
import type { Api } from "../api.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { runPath } from "../runPath.js";
import type { Terminal } from "../terminal.js";
import { provenanceView } from "../view/provenanceView.js";
import { wrapped } from "../view/wrapped.js";

/** `cs-stack why <run> [path]`: who set a value of the run's plan, or every value below a path. */
export async function why(api: Api, out: Terminal, runId: string, path: string | undefined): Promise<ExitCode> {
  const query = path === undefined ? "" : `?path=${encodeURIComponent(path)}`;
  const reply = await api.call("GET", `${runPath(runId, "why")}${query}`);
  out.json(reply.json);
  const { value } = Explanation.parse(reply.json);
  for (const [index, explained] of value.entries()) tell(explained, value[index - 1]?.path ?? "", out);
  return exitCodes.success;
}

/** One value below what holds it; of the path only what the line before does not already say. */
function tell({ path, value, provenance }: ExplainedValue, before: string, out: Terminal): void {
  const segments = path.split(".");
  const shared = sharedCount(segments, before.split("."));
  const indent = (depth: number): string => "  ".repeat(depth);
  for (const [depth, segment] of segments.entries())
    if (depth >= shared && depth < segments.length - 1) out.line(`${indent(depth)}${out.colors.bold(segment)}`);
  const depth = segments.length - 1;
  out.line(`${indent(depth)}${segments.at(-1) ?? ""}: ${out.colors.cyan(JSON.stringify(value))}`);
  const column = 2 * depth + 4;
  for (const each of provenance)
    out.line(`${" ".repeat(column - 2)}${out.colors.dim(wrapped(`← ${provenanceView(each)}`, out.columns, column))}`);
}

function sharedCount(segments: readonly string[], before: readonly string[]): number {
  const different = segments.findIndex((segment, depth) => segment !== before[depth]);
  return different === -1 ? segments.length : different;
}
