import { RunPage } from "../../shared/contracts/answers.js";
import type { Api } from "../api.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import type { Terminal } from "../terminal.js";
import { runsTable } from "../view/runsTable.js";

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
  const list = RunPage.parse((await api.call("GET", `/api/runs?${query.toString()}`)).json);
  out.json(list);
  if (list.value.length === 0) out.line(options.trace ? `no run of trace ${options.trace}` : "no runs yet");
  else for (const line of runsTable(list.value, new Date(), out)) out.line(line);
  if (list.nextLink) out.line(out.colors.dim("… there are more: raise --limit"));
  return exitCodes.success;
}
