import { RunView } from "../../shared/contracts/run.js";
import type { Api } from "../api.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { findWaiting } from "../findRuns.js";
import type { Terminal } from "../terminal.js";
import { followRun } from "./followRun.js";

/** `cs-stack approve` and `cs-stack reject`: a verdict on the plan that is shown, by its pin. */
export async function decide(
  api: Api,
  out: Terminal,
  verdict: "approve" | "reject",
  which: { readonly runId?: string | undefined; readonly trace?: string | undefined },
  options: { readonly reason: string; readonly pin?: string; readonly watch?: boolean },
): Promise<ExitCode> {
  const runId = which.runId ?? (await findWaiting(api, which.trace ?? ""));
  if (runId === undefined) {
    out.complain(`${out.colors.red("✗")} No run${which.trace ? ` of trace ${which.trace}` : ""} waits for approval.`);
    return exitCodes.badInput;
  }
  const run = RunView.parse((await api.call("GET", `/api/runs/${runId}`)).json);
  const pin = options.pin ?? run.gate?.pin ?? "0".repeat(64);
  const reply = await api.call("POST", `/api/runs/${runId}/decision`, {
    body: JSON.stringify({ verdict, reason: options.reason }),
    headers: { "if-match": `"${pin}"` },
  });
  out.line(
    `${out.colors.green("✓")} ${verdict === "approve" ? "approved" : "rejected"}: run ${runId}, pin ${pin.slice(0, 16)}…`,
  );
  if (options.watch) return followRun(api, out, runId, pin);
  out.json(reply.json);
  return exitCodes.success;
}
