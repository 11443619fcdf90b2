import { RunPage } from "../shared/contracts/answers.js";
import { RunView } from "../shared/contracts/run.js";
import type { Api } from "./api.js";
import { runPath } from "./runPath.js";

/** The newest run of a lineage that waits for a decision. */
export async function findWaiting(api: Api, trace: string): Promise<string | undefined> {
  const list = RunPage.parse((await api.call("GET", `/api/runs?trace=${encodeURIComponent(trace)}&limit=200`)).json);
  const newestFirst = [...list.value].sort((a, b) => (a.submittedAt < b.submittedAt ? 1 : -1));
  for (const { runId } of newestFirst) {
    const run = RunView.parse((await api.call("GET", runPath(runId))).json);
    if (run.gate) return runId;
  }
  return undefined;
}
