import { PreviewRecord } from "../../shared/contracts/evidence.js";
import { RunView } from "../../shared/contracts/run.js";
import type { Api } from "../api.js";
import type { ExitCode } from "../exitCodes.js";
import { runPath } from "../runPath.js";
import type { Terminal } from "../terminal.js";
import { planView, summaryView } from "../view/changeView.js";
import { exitCodeOf, runText } from "../view/runViewText.js";
import { watchRun, type PassedGate } from "../watchRun.js";

/** Follows a run to its end or to the gate, and shows there what a person is asked to decide. */
export async function followRun(api: Api, out: Terminal, runId: string, passed?: PassedGate): Promise<ExitCode> {
  const run = await watchRun(api, runId, out, passed);
  return showRun(api, out, run);
}

/** `cs-stack status [run]`: one run, followed when asked. */
export async function status(
  api: Api,
  out: Terminal,
  runId: string,
  options: { readonly watch?: boolean },
): Promise<ExitCode> {
  if (options.watch) return followRun(api, out, runId);
  return showRun(api, out, RunView.parse((await api.call("GET", runPath(runId))).json));
}

async function showRun(api: Api, out: Terminal, run: RunView): Promise<ExitCode> {
  out.json(run);
  if (run.gate && !out.isJson) await showPreview(api, out, run, run.gate.round);
  out.line();
  out.line(runText(run, out));
  if (run.gate) {
    out.line();
    out.line(out.colors.dim("  to decide, as somebody else than the one who asked:"));
    out.line(out.colors.dim(`    cs-stack approve ${run.runId} --as <you> --reason "…"`));
    out.line(out.colors.dim(`    cs-stack reject ${run.runId} --as <you> --reason "…"`));
  }
  return exitCodeOf(run);
}

async function showPreview(api: Api, out: Terminal, run: RunView, round: number): Promise<void> {
  const reply = await api.call("GET", runPath(run.runId, "artifacts", `preview-${round}.json`));
  const { plan } = PreviewRecord.parse(reply.json);
  out.line();
  out.line(planView(plan.steps, out.colors));
  out.line();
  out.line(`  ${summaryView(plan.changes, out.colors)}`);
}
