import { PreviewRecord } from "../../shared/contracts/evidence.js";
import { RunView } from "../../shared/contracts/run.js";
import type { Api } from "../api.js";
import type { ExitCode } from "../exitCodes.js";
import type { Terminal } from "../terminal.js";
import { planView, summaryView } from "../view/changeView.js";
import { exitCodeOf, runText } from "../view/runViewText.js";
import { watchRun } from "../watchRun.js";

/** Follows a run to its end or to the gate, and shows there what a person is asked to decide. */
export async function followRun(api: Api, out: Terminal, runId: string, passGate?: string): Promise<ExitCode> {
  const run = await watchRun(api, runId, out, passGate === undefined ? {} : { passGate });
  if (run.gate) await showPreview(api, out, run, run.gate.round);
  out.line();
  out.line(runText(run, out.colors));
  if (run.gate) {
    out.line();
    out.line(
      out.colors.dim(`  decide: cs-stack approve ${runId} --as <you> --reason "…"   or: cs-stack reject ${runId} …`),
    );
  }
  out.json(run);
  return exitCodeOf(run);
}

/** `cs-stack status [run]`: one run, followed when asked. */
export async function status(
  api: Api,
  out: Terminal,
  runId: string,
  options: { readonly watch?: boolean },
): Promise<ExitCode> {
  if (options.watch) return followRun(api, out, runId);
  const run = RunView.parse((await api.call("GET", `/api/runs/${runId}`)).json);
  if (run.gate) await showPreview(api, out, run, run.gate.round);
  out.line(runText(run, out.colors));
  out.json(run);
  return exitCodeOf(run);
}

async function showPreview(api: Api, out: Terminal, run: RunView, round: number): Promise<void> {
  const reply = await api.call("GET", `/api/runs/${run.runId}/artifacts/preview-${round}.json`);
  const { plan } = PreviewRecord.parse(reply.json);
  out.line();
  out.line(planView(plan.steps, out.colors));
  out.line();
  out.line(`  ${summaryView(plan.changes, out.colors)}`);
}
