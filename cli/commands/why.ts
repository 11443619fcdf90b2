import { Explanation } from "../../shared/contracts/why.js";
import type { Api } from "../api.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { runPath } from "../runPath.js";
import type { Terminal } from "../terminal.js";
import { tellReasons } from "../view/tellReasons.js";

/** `cs-stack why <run> [path]`: who set a value of the run's plan, or every value below a path. */
export async function why(api: Api, out: Terminal, runId: string, path: string | undefined): Promise<ExitCode> {
  const query = path === undefined ? "" : `?path=${encodeURIComponent(path)}`;
  const reply = await api.call("GET", `${runPath(runId, "why")}${query}`);
  out.json(reply.json);
  const { value } = Explanation.parse(reply.json);
  tellReasons(value, out);
  return exitCodes.success;
}
