import { RunView } from "../../shared/contracts/run.js";
import type { Api } from "../api.js";
import { BadInput } from "../badInput.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import { findWaiting } from "../findRuns.js";
import { runPath } from "../runPath.js";
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
  const runId = await runOf(api, which);
  const run = RunView.parse((await api.call("GET", runPath(runId))).json);
  const pin = options.pin ?? run.gate?.pin;
  if (pin === undefined) throw new BadInput(`Run ${runId} does not wait for a decision: it is at ${run.phase}.`);
  const reply = await api.call("POST", runPath(runId, "decision"), {
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

async function runOf(
  api: Api,
  { runId, trace }: { readonly runId?: string | undefined; readonly trace?: string | undefined },
): Promise<string> {
  if (runId !== undefined) return runId;
  if (trace === undefined) throw new BadInput("Name the run, or its trace with --trace. `cs-stack runs` lists them.");
  const waiting = await findWaiting(api, trace);
  if (waiting === undefined) throw new BadInput(`No run of trace ${trace} waits for a decision.`);
  return waiting;
}
