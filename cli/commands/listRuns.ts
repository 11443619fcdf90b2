import type { Api } from "../api.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { RunList } from "../findRuns.js";
import type { Terminal } from "../terminal.js";

/** `cs-stack runs`: the newest runs, or those of one trace. */
export async function listRuns(
  api: Api,
  out: Terminal,
  options: { readonly trace?: string; readonly limit: number },
): Promise<ExitCode> {
  const query = new URLSearchParams({
    limit: String(options.limit),
    ...(options.trace ? { trace: options.trace } : {}),
  });
  const list = RunList.parse((await api.call("GET", `/api/runs?${query.toString()}`)).json);
  out.json(list);
  if (list.value.length === 0) out.line("no runs yet");
  const width = Math.max(0, ...list.value.map(({ runId }) => runId.length));
  const stackWidth = Math.max(0, ...list.value.map(({ stack = "" }) => stack.length));
  for (const { runId, stack = "", phase = "", submittedAt = "" } of list.value)
    out.line(
      `${runId.padEnd(width)}  ${stack.padEnd(stackWidth)}  ${phase.padEnd(17)}  ${out.colors.dim(submittedAt)}`,
    );
  if (list.nextLink) out.line(out.colors.dim("… there are more: raise --limit"));
  return exitCodes.success;
}
