import type { ExplainedValue } from "../../shared/contracts/why.js";
import type { Terminal } from "../terminal.js";
import { provenanceView } from "./provenanceView.js";
import { wrapped } from "./wrapped.js";

/** Tells values of a plan, each with who had a say in it. */
export function tellReasons(values: readonly ExplainedValue[], out: Terminal): void {
  for (const [index, explained] of values.entries()) tell(explained, values[index - 1]?.path ?? "", out);
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
