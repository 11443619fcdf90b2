import type { Api } from "../api.js";
import type { ExitCode } from "../exitCodes.js";
import { exitCodes } from "../exitCodes.js";
import { runPath } from "../runPath.js";
import type { Terminal } from "../terminal.js";
import { followRun } from "./followRun.js";

/** `cs-stack cancel <run>`: asks a run to end at its next safe point. */
export async function cancel(
  api: Api,
  out: Terminal,
  runId: string,
  options: { readonly reason: string; readonly watch?: boolean },
): Promise<ExitCode> {
  const reply = await api.call("POST", runPath(runId, "cancel"), {
    body: JSON.stringify({ reason: options.reason }),
  });
  out.line(`${out.colors.yellow("●")} run ${runId} ends at its next safe point`);
  if (options.watch) return followRun(api, out, runId, "any");
  out.json(reply.json);
  return exitCodes.success;
}
